"""Another department: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", department="east"), Candidate("b", department="west"), 1),
        Worth(Candidate("a", department="east"), Candidate("b", department="east"), 0),
        Worth(
            Candidate("a", department="east", managers=frozenset({"x"})),
            Candidate("b", department="west", managers=frozenset({"x"})),
            0,
        ),
        Worth(Candidate("a", managers=frozenset({"x"})), Candidate("b", managers=frozenset({"x", "y"})), 0),
    ],
    said=[
        Said(Candidate("a", department="east"), Candidate("b"), None),
        Said(Candidate("a", department="east"), Candidate("b", department="east"), None),
    ],
    claims={
        "You work in different departments.": lambda two: two.differ("department"),
    },
    circle_claims={
        "You all work in different departments.": lambda circle: circle.all_differ("department"),
    },
)
