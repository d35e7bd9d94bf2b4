"""Targets and verdicts in words, and how many targets of a program are reached."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.measures.typed import say_target

# What is said of targets, in this order; a measure without one is no target.
COUNTED = (Verdict.REACHED, Verdict.NOT_REACHED, Verdict.CLOSE, Verdict.TOO_EARLY)


def target_in_words(target: Target | None) -> str:
    """Give words for the middle of a sentence, like "at least 70 %"; empty where nothing is aimed at."""
    return "" if target is None or target.comparison is Comparison.REPORT else say_target(target)


def aimed_at(target: Target | None) -> str:
    """Give the same, or what somebody wrote where that is no number."""
    return target_in_words(target) or (target.note if target else "")


def targets_in_words(results: Sequence[Result]) -> str:
    """Count measures, and nobody: "Targets: 3 reached, 1 not reached". Empty without a target."""
    verdicts = Counter(one.verdict for one in results if target_in_words(one.target))
    said = [f"{verdicts[one]} {one}" for one in COUNTED if verdicts[one]]
    return f"Targets: {', '.join(said)}" if said else ""
