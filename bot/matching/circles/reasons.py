"""What speaks for a circle, in words that are true of everybody in it."""

from collections.abc import Mapping

from bot.matching.criteria import all_criteria
from bot.matching.pair import Members
from bot.matching.proposal import Reason
from bot.matching.reasons import MOST

EQUALS = Reason("rules", "You are equals, and the circle fits everybody's rules.")


def circle_reasons(members: Members, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """One to three sentences, what weighs most first; of what weighs the same, what is listed first."""
    speaking = [
        (one.key, one.circle_reason)
        for one in all_criteria().values()
        if one.circle_reason is not None and weights.get(one.key, 0) > 0
    ]
    texts = ((key, reason(members)) for key, reason in sorted(speaking, key=lambda one: -weights[one[0]]))
    return tuple(Reason(key, text) for key, text in texts if text)[:MOST] or (EQUALS,)
