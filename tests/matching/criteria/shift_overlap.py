"""Free time in common: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a"), Candidate("b"), NOT_SAID, minutes=None),
        Worth(Candidate("a"), Candidate("b"), 0, minutes=44.0),
        Worth(Candidate("a"), Candidate("b"), 0.6, minutes=45.0),
        Worth(Candidate("a"), Candidate("b"), 0.6, minutes=89.0),
        Worth(Candidate("a"), Candidate("b"), 1, minutes=90.0),
        Worth(Candidate("a"), Candidate("b"), 1, minutes=400.0),
    ],
    said=[
        Said(Candidate("a"), Candidate("b"), None, minutes=None),
        Said(Candidate("a"), Candidate("b"), None, minutes=30),
        Said(Candidate("a"), Candidate("b"), "Your free times overlap enough to meet.", minutes=60),
        Said(Candidate("a"), Candidate("b"), "Your free times often overlap.", minutes=90),
    ],
    claims={
        "Your free times overlap enough to meet.": lambda two: two.minutes is not None and two.minutes >= 45,
        "Your free times often overlap.": lambda two: two.minutes is not None and two.minutes >= 90,
    },
    circle_claims={
        "You all share enough free time.": lambda circle: circle.minutes is not None and circle.minutes >= 45,
        "You all share plenty of free time.": lambda circle: (
            circle.minutes is not None and circle.minutes >= 90
        ),
    },
)
