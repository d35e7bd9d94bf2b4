"""Another kind of work: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged, Two
from tests.matching.pools import RELATIONS


def _different_work(two: Two) -> bool:
    def work(profession):
        return {place for place, group in enumerate(RELATIONS.functions) if profession in group}

    one, other = map(work, two.both("profession"))
    return bool(one and other and not one & other)


JUDGED = Judged(
    scores=[
        Case({"profession": "nurse"}, {"profession": "operations"}, 1),
        Case({"profession": "nurse"}, {"profession": "doctor"}, 0),
        Case({"profession": "nurse"}, {"profession": "astronaut"}, NOT_SAID),
    ],
    sentences=[
        Case({"profession": "nurse"}, {"profession": "doctor"}, None),
        Case(
            {"profession": "nurse"}, {"profession": "operations"}, "You see the place from different roles."
        ),
    ],
    of_two={
        "You see the place from different roles.": _different_work,
    },
)
