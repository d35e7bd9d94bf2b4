"""The same place, or both fine with remote: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", site="main"), Candidate("b", site="main"), 1),
        Worth(Candidate("a", site="main"), Candidate("b", site="branch"), 0),
        Worth(Candidate("a", site="main"), Candidate("b"), NOT_SAID),
        Worth(Candidate("a", site="main", meets="remote"), Candidate("b", site="branch", meets="remote"), 1),
        Worth(
            Candidate("a", site="main", meets="either"), Candidate("b", site="branch", meets="remote"), 0.5
        ),
        Worth(
            Candidate("a", site="main", meets="either"), Candidate("b", site="branch", meets="in_person"), 0
        ),
    ],
    said=[
        Said(Candidate("a", site="main"), Candidate("b", site="branch"), None),
        Said(
            Candidate("a", site="main", meets="remote"),
            Candidate("b", site="branch", meets="remote"),
            "You both like to meet by phone or video.",
        ),
    ],
    claims={
        "You work at the same site.": lambda two: two.same("site"),
        "You both like to meet by phone or video.": lambda two: set(two.both("meets")) == {"remote"},
    },
    circle_claims={
        "You work at the same site.": lambda circle: circle.same("site"),
    },
)
