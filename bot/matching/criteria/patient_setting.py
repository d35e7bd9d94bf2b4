"""The same kind of patients.

For those who see none, that too.
"""

from bot.matching.closeness import SAME, UNRELATED
from bot.matching.criterion import Criterion, LetGo
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool


def value(pair: Pair) -> float | None:
    return _alike(pair.mentee.patient_setting, pair.mentor.patient_setting)


def score(pool: Pool) -> PairValues:
    return compared(pool, lambda one: one.patient_setting, _alike)


def _alike(one: str | None, other: str | None) -> float | None:
    if not one or not other:
        return None
    return SAME if one == other else UNRELATED


def reason(pair: Pair) -> str | None:
    seen = value(pair) == SAME and pair.mentee.patient_setting != "none"
    return "You look after the same kind of patients." if seen else None


CRITERION = Criterion(
    key="patient_setting",
    label="The same kind of patients",
    order=150,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="kind of patients",
    let_go=LetGo(order=20, words="The kind of patients wasn't taken into account."),
)
