"""Why two people were matched, in words: what weighs most first, and only what is true of them."""

from collections.abc import Mapping

from bot.matching.criteria import all_criteria
from bot.matching.pair import Pair
from bot.matching.proposal import Reason

MOST = 3
NOTHING_KNOWN = Reason("rules", "You fit every rule of this program. What you share is yours to find out.")


def reasons_for(pair: Pair, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """One to three sentences."""
    criteria = all_criteria()
    by_weight = sorted(
        (key for key in weights if weights[key] > 0 and key in criteria), key=lambda key: -weights[key]
    )
    texts = ((key, criteria[key].reason(pair)) for key in by_weight)
    return tuple(Reason(key, text) for key, text in texts if text)[:MOST] or (NOTHING_KNOWN,)
