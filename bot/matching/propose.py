"""From a pool of people to a proposal."""

from collections.abc import Mapping
from random import Random

from bot.matching.circles.sizes import Sizes
from bot.matching.people import Pool
from bot.matching.proposal import Circle, CircleProposal, Match, Proposal, Reason, Unmatched

__all__ = [
    "Circle",
    "CircleProposal",
    "Match",
    "Proposal",
    "Reason",
    "Sizes",
    "Unmatched",
    "propose",
    "propose_circles",
]

FLOOR = 45.0


def propose(
    pool: Pool,
    weights: Mapping[str, float],
    *,
    floor: float = FLOOR,
    labels: Mapping[str, str] | None = None,
    trios: bool = False,
) -> Proposal:
    """As many mentees matched as the constraints and the floor allow, then the best total, then an even load.

    `weights` are a program's, by criterion; `labels` maps ids of topics, specialties, departments to words.
    With `trios`, people who are on both sides mentor each other in pairs, and an odd one joins a pair;
    without, no two are each other's mentor. In a small pool some criteria are let go of, if that matches more
    people; the proposal says so. Thousands of people take seconds: call it in a thread. The order of the
    people makes no difference. Raises ValueError if an id comes twice in one role.
    """
    from bot.matching.pairs.solving import solve

    return solve(pool, weights, floor=floor, labels=labels or {}, trios=trios)


def propose_circles(
    pool: Pool,
    weights: Mapping[str, float],
    *,
    rng: Random,
    sizes: Sizes | None = None,
    labels: Mapping[str, str] | None = None,
) -> CircleProposal:
    """`pool.mentees` are the equals, `pool.mentors` the hosts, who may look after `capacity` circles each.

    As many people as possible in circles, then the best total; no two whom a hard constraint keeps apart,
    and every circle with a window that all of it shares. There is no floor: the score says how well a circle
    fits. The same `rng` gives the same circles. `pool.shared_minutes` is a SharedTime, or a function of any
    two ids.
    """
    from bot.matching.circles.solving import solve_circles

    return solve_circles(pool, weights, sizes=sizes or Sizes(), labels=labels or {}, rng=rng)
