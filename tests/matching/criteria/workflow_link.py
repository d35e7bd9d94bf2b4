"""Teams that hand work to each other: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged, Two
from tests.matching.pools import RELATIONS


def _teams_near(two: Two) -> bool:
    return two.same("department") or two.near("department", RELATIONS.departments)


JUDGED = Judged(
    scores=[
        Case({"department": "east"}, {"department": "west"}, 1),
        Case({"department": "east"}, {"department": "south"}, 0.6),
        Case({"department": "east"}, {"department": "east"}, 0.6),
        Case({"department": "south"}, {"department": "west"}, 0),
        Case({"department": "south"}, {}, NOT_SAID),
    ],
    sentences=[
        Case({"department": "east"}, {"department": "west"}, "Your teams hand work to each other."),
    ],
    of_two={
        "Your teams hand work to each other.": lambda two: two.near("department", RELATIONS.workflows),
        "Your teams work close to each other.": _teams_near,
    },
)
