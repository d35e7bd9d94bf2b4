"""The same department: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import Judged, Worth
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", department="east"), Candidate("b", department="east"), 1),
        Worth(Candidate("a", department="east"), Candidate("b", department="west"), 0),
    ],
    claims={
        "You work in the same department.": lambda two: two.same("department"),
        "Your departments work close to each other.": lambda two: two.near(
            "department", RELATIONS.departments
        ),
    },
)
