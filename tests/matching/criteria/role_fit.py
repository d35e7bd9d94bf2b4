"""The same profession: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import Judged, Worth
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", profession="nurse"), Candidate("b", profession="nurse"), 1),
        Worth(Candidate("a", profession="nurse"), Candidate("b", profession="midwife"), 0.6),
    ],
    claims={
        "You have the same profession.": lambda two: two.same("profession"),
        "Your professions are close to each other.": lambda two: two.near(
            "profession", RELATIONS.professions
        ),
    },
)
