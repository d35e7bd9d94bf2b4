"""Teams that hand work to each other: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Two, Worth
from tests.matching.pools import RELATIONS


def _teams_near(two: Two) -> bool:
    return two.same("department") or two.near("department", RELATIONS.departments)


JUDGED = Judged(
    worth=[
        Worth(Candidate("a", department="east"), Candidate("b", department="west"), 1),
        Worth(Candidate("a", department="east"), Candidate("b", department="south"), 0.6),
        Worth(Candidate("a", department="east"), Candidate("b", department="east"), 0.6),
        Worth(Candidate("a", department="south"), Candidate("b", department="west"), 0),
        Worth(Candidate("a", department="south"), Candidate("b"), NOT_SAID),
    ],
    said=[
        Said(
            Candidate("a", department="east"),
            Candidate("b", department="west"),
            "Your teams hand work to each other.",
        ),
    ],
    claims={
        "Your teams hand work to each other.": lambda two: two.near("department", RELATIONS.workflows),
        "Your teams work close to each other.": _teams_near,
    },
)
