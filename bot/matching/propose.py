"""From a pool of people to a proposal."""

from collections.abc import Mapping
from importlib import import_module

from bot.matching.people import Pool
from bot.matching.proposal import Match, Proposal, Reason, Unmatched

__all__ = ["Match", "Proposal", "Reason", "Unmatched", "propose"]

FLOOR = 45.0


def propose(
    pool: Pool, weights: Mapping[str, float], *, floor: float = FLOOR, labels: Mapping[str, str] | None = None
) -> Proposal:
    """As many mentees matched as the constraints and the floor allow, then the best total, then an even load.

    `weights` are a program's, by criterion; `labels` maps ids of topics, specialties, departments to words.
    Thousands of people take seconds: call it in a thread. The order of the people makes no difference. Raises
    ValueError if an id comes twice in one role.
    """
    # numpy and OR-tools load with the first proposal and not with the bot.
    solved = import_module("bot.matching.solving").solve(pool, weights, floor=floor, labels=labels or {})
    assert isinstance(solved, Proposal)
    return solved
