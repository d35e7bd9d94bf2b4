"""Another kind of work: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Two, Worth
from tests.matching.pools import RELATIONS


def _different_work(two: Two) -> bool:
    one, other = map(_work, two.both("profession"))
    return bool(one and other and not one & other)


def _work(profession: str | None) -> set[int]:
    return {place for place, group in enumerate(RELATIONS.functions) if profession in group}


JUDGED = Judged(
    worth=[
        Worth(Candidate("a", profession="nurse"), Candidate("b", profession="operations"), 1),
        Worth(Candidate("a", profession="nurse"), Candidate("b", profession="doctor"), 0),
        Worth(Candidate("a", profession="nurse"), Candidate("b", profession="astronaut"), NOT_SAID),
    ],
    said=[
        Said(Candidate("a", profession="nurse"), Candidate("b", profession="doctor"), None),
        Said(
            Candidate("a", profession="nurse"),
            Candidate("b", profession="operations"),
            "You see the place from different roles.",
        ),
    ],
    claims={
        "You see the place from different roles.": _different_work,
    },
)
