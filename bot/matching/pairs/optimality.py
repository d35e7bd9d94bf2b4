"""Proof that a solution found among some pairs is the best among all: dual prices of mentors' places.

By linear programming duality a solution is the best if places have prices at which no mentee would rather
have another mentor, and no mentor with room costs more than a place is worth. The lowest such prices are
found from the pairs the solver knew; a pair it did not know and somebody would prefer is one it should have
known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.numbers import Ints
from bot.matching.pairs.flow import Edges, finest, loads
from bot.matching.pairs.points import MOST_POINTS, NOBODY

Worth = NDArray[np.int64]
MORE = 4
MOST_ROUNDS = 60
FOREVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Prices are in points times `fine`; `one_more` is what a match is worth besides, above any total."""

    matched: Ints
    own: Worth
    least: Worth
    most: Worth
    fine: int
    one_more: int

    def worth(self, points: Ints) -> Worth:
        found: Worth = points.astype(np.int64) * self.fine + self.one_more
        return found

    def gains(self, dual_prices: Worth) -> Worth:
        """What each mentee is left with, 0 for the unmatched."""
        has = self.matched >= 0
        return np.where(has, self.own - dual_prices[self.matched], 0)

    def holds(self, dual_prices: Worth) -> bool:
        return bool((dual_prices <= self.most).all() and (self.gains(dual_prices) >= 0).all())


def market_of(own: Ints, matched: Ints, capacity: Ints) -> Market:
    """`own` are the points of each mentee's own match."""
    load = loads(matched, len(capacity))
    fine = finest(len(matched), capacity)
    one_more = (len(matched) + 1) * MOST_POINTS * fine
    worth = np.where(matched >= 0, own.astype(np.int64) * fine + one_more, 0)
    least = np.maximum(2 * load - 1, 0).astype(np.int64)
    most = np.where(load < capacity, 2 * load + 1, FOREVER).astype(np.int64)
    return Market(matched, worth, least, most, fine, one_more)


def lowest_dual_prices(
    market: Market, edges: Edges, start: Worth, *, rounds: int | None = None
) -> Worth | None:
    """Raised from `start` until nobody wants another of these edges; None if it takes more rounds."""
    order = np.argsort(edges.columns, kind="stable")
    rows, columns = edges.rows[order], edges.columns[order]
    if not len(rows):
        return start
    worth, dual_prices = market.worth(edges.points[order]), start
    first = np.flatnonzero(np.concatenate([[True], columns[1:] != columns[:-1]]))
    of = columns[first]
    for _ in range(len(start) + 2 if rounds is None else rounds):
        offers = np.maximum.reduceat(worth - market.gains(dual_prices)[rows], first)
        raised = np.maximum(dual_prices[of], offers)
        if (raised == dual_prices[of]).all():
            return dual_prices
        dual_prices = dual_prices.copy()
        dual_prices[of] = raised
        if not market.holds(dual_prices):
            return None
    return None


def overlooked(points: NDArray[np.int32], edges: Edges, matched: Ints, capacity: Ints) -> Edges | None:
    """Pairs to let the solver choose from as well; None if the solution is proven to be the best of all."""
    rows = np.arange(len(matched))
    market = market_of(np.where(matched >= 0, points[rows, matched], NOBODY), matched, capacity)
    dual_prices: Worth | None = market.least
    found, mentors = edges, len(capacity)
    for turn in range(MOST_ROUNDS):
        assert dual_prices is not None
        dual_prices = lowest_dual_prices(
            market, found, dual_prices, rounds=None if turn == 0 else MOST_ROUNDS
        )
        if dual_prices is None:
            assert found is not edges, "the solver's own pairs have no prices"
            return found
        more = _preferred(market, points, dual_prices)
        if more is None:
            return None
        found = found.joined(more, mentors=mentors)
    return found


def _preferred(market: Market, points: NDArray[np.int32], dual_prices: Worth) -> Edges | None:
    """Up to four pairs for each mentee who would rather have another mentor at these dual prices."""
    left = np.where(points >= 0, market.worth(points) - dual_prices, -FOREVER)
    unhappy = np.flatnonzero(left.max(axis=1, initial=-FOREVER) > market.gains(dual_prices))
    if not len(unhappy):
        return None
    left, gains = left[unhappy], market.gains(dual_prices)[unhappy]
    some = min(MORE, left.shape[1])
    columns = np.argpartition(-left, some - 1, axis=1)[:, :some]
    chosen, which = np.nonzero(np.take_along_axis(left, columns, axis=1) > gains[:, None])
    rows, columns = unhappy[chosen], columns[chosen, which]
    return Edges(rows, columns, points[rows, columns])
