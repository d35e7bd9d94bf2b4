"""Why people were matched, in words: what weighs most first, and only what is true of them."""

from collections.abc import Iterator, Mapping, Sequence

from bot.matching.criteria import all_criteria
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.proposal import Reason

MOST = 3
# What has less of the whole weight than this need not trouble a manager.
MATTERS = 0.08
ABOUT_TWO = ("One of you", "You both")
NOTHING_KNOWN = Reason("rules", "You fit every rule of this program. What you share is yours to find out.")


def reasons_for(pair: Pair, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """One to three sentences."""
    texts = ((one.key, one.reason(pair)) for one, _ in _by_weight(weights))
    return tuple(Reason(key, text) for key, text in texts if text)[:MOST] or (NOTHING_KNOWN,)


def reasons_for_three(pairs: Sequence[Pair], weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """What is true of each two of a trio, and speaks of no one of them."""
    shared = []
    for one, _ in _by_weight(weights):
        texts = {one.reason(pair) for pair in pairs}
        text = texts.pop() if len(texts) == 1 else None
        if text and not any(words in text for words in ABOUT_TWO):
            shared.append(Reason(one.key, text))
    return tuple(shared[:MOST]) or (NOTHING_KNOWN,)


def notes_for(pair: Pair, weights: Mapping[str, float]) -> tuple[str, ...]:
    """What was not said and matters, each once."""
    found = (
        one.not_said
        for one, share in _by_weight(weights)
        if one.not_said and share >= MATTERS and one.value(pair) is None
    )
    return tuple(dict.fromkeys(found))


def _by_weight(weights: Mapping[str, float]) -> Iterator[tuple[Criterion, float]]:
    criteria, whole = all_criteria(), sum(weights.values())
    for key in sorted(weights, key=lambda key: -weights[key]):
        if weights[key] > 0 and key in criteria:
            yield criteria[key], weights[key] / whole
