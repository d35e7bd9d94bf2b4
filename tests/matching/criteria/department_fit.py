"""The same department: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import Case, Judged
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    scores=[
        Case({"department": "east"}, {"department": "east"}, 1),
        Case({"department": "east"}, {"department": "west"}, 0),
    ],
    of_two={
        "You work in the same department.": lambda two: two.same("department"),
        "Your departments work close to each other.": lambda two: two.near(
            "department", RELATIONS.departments
        ),
    },
)
