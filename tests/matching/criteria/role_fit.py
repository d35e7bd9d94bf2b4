"""The same profession: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import Case, Judged
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    scores=[
        Case({"profession": "nurse"}, {"profession": "nurse"}, 1),
        Case({"profession": "nurse"}, {"profession": "midwife"}, 0.6),
    ],
    of_two={
        "You have the same profession.": lambda two: two.same("profession"),
        "Your professions are close to each other.": lambda two: two.near(
            "profession", RELATIONS.professions
        ),
    },
)
