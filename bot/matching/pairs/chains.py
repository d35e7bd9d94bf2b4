"""From "whom each would have" to pairs: chains and rings of people, cut into twos.

Everybody's best companion, each taken once, makes rings and chains. One of an even number of people falls
into pairs; an odd one leaves somebody out, and two odd ones may pair up those they leave out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from bot.matching.numbers import Floats, Ints
from bot.matching.pairs.mutual import Mutual
from bot.matching.pairs.points import NOBODY, points_of

Pairs = list[tuple[int, int]]
LEAST_GAIN = 1e-3


@dataclass(frozen=True, slots=True)
class Chain:
    """People one after another; in a ring the last is next to the first."""

    people: tuple[int, ...]
    is_ring: bool

    @property
    def is_odd(self) -> bool:
        return len(self.people) % 2 == 1

    @property
    def may_be_left(self) -> tuple[int, ...]:
        """Whom an odd chain can do without and still fall into pairs."""
        return self.people if self.is_ring else self.people[::2]

    def without(self, person: int) -> Pairs:
        place = self.people.index(person)
        rest = (*self.people[place + 1 :], *self.people[:place])
        if self.is_ring:
            return _twos(rest)
        return _twos(self.people[:place]) + _twos(self.people[place + 1 :])


def chains_of(matched: Ints) -> list[Chain]:
    """`matched` is the person next to each, -1 for nobody."""
    after = matched.tolist()
    begins = sorted(set(range(len(after))) - set(after))
    seen: set[int] = set()
    found = []
    for first in [*begins, *range(len(after))]:
        if first not in seen:
            people = _followed(after, first)
            seen.update(people)
            found.append(Chain(people, is_ring=after[people[-1]] == first))
    return found


def _followed(after: Sequence[int], first: int) -> tuple[int, ...]:
    people, one = [first], after[first]
    while one not in (NOBODY, first):
        people.append(one)
        one = after[one]
    return tuple(people)


def even_pairs(chain: Chain, worth: dict[tuple[int, int], int]) -> Pairs:
    """The better of the two ways to cut a ring; a chain has only one."""
    ways = [_twos(chain.people)]
    if chain.is_ring and len(chain.people) > 2:
        ways.append(_twos((*chain.people[1:], chain.people[0])))
    return max(ways, key=lambda pairs: sum(worth[pair] for pair in pairs))


def odd_pairs(chains: Sequence[Chain], scores: Mutual, *, floor: float) -> tuple[Pairs, list[int]]:
    """Pairs out of odd chains, and who is still left: two chains join where they may."""
    pairs: Pairs = []
    left: list[int] = []
    waiting = list(chains)
    while waiting:
        chain = waiting.pop(0)
        joint = _joint(chain, waiting, scores, floor=floor)
        if joint is None:
            alone = min(chain.may_be_left)
            left.append(alone)
            pairs += chain.without(alone)
        else:
            mine, other, theirs = joint
            waiting.remove(other)
            pairs += [(mine, theirs), *chain.without(mine), *other.without(theirs)]
    return pairs, left


def _joint(
    chain: Chain, others: Sequence[Chain], scores: Mutual, *, floor: float
) -> tuple[int, Chain, int] | None:
    """The best pair of one of this chain and one of another."""
    theirs = [(person, other) for other in others for person in other.may_be_left]
    if not theirs:
        return None
    mine = np.array(chain.may_be_left)
    blocks = scores.among(mine, np.array([person for person, _ in theirs])).blocks()
    points = np.concatenate([points_of(block, floor=floor) for _, block in blocks])
    row, column = divmod(int(points.argmax()), len(theirs))
    if points[row, column] < 0:
        return None
    person, other = theirs[column]
    return int(mine[row]), other, person


def exchanged(pairs: Pairs, worth: Floats, *, floor: float) -> Pairs:
    """Partners are exchanged between two pairs as long as both pairs together gain."""
    found, changed = list(pairs), True
    while changed:
        changed = False
        for one, other in combinations(range(len(found)), 2):
            better = _better(found[one], found[other], worth, floor)
            if better:
                found[one], found[other] = better
                changed = True
    return found


def _better(
    one: tuple[int, int], other: tuple[int, int], worth: Floats, floor: float
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    (a, b), (c, d) = one, other
    ways = (((a, c), (b, d)), ((a, d), (b, c)))
    allowed = [way for way in ways if all(worth[pair] >= floor for pair in way)]
    best = max(allowed, key=lambda way: worth[way[0]] + worth[way[1]], default=None)
    gains = best is not None and worth[best[0]] + worth[best[1]] > worth[one] + worth[other] + LEAST_GAIN
    return best if gains else None


def _twos(people: Sequence[int]) -> Pairs:
    return [pair for place, pair in enumerate(pairwise(people)) if place % 2 == 0]
