"""A local search among seatings: two people change places, or one moves to a smaller circle."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.circles.worth import APART, Circles, Table

Values = NDArray[np.float64]
BETTER = 1e-7
# So many of the best exchanges are looked at for whether both circles still have time.
LOOKED_AT = 10


class Search:
    """`of` is each person's circle; `pull` what every person is worth to every circle."""

    def __init__(self, table: Table, circles: Circles) -> None:
        self.table = table
        self.people = np.arange(len(table.worth))
        self.sit(circles)
        self.changed[:] = True

    def sit(self, circles: Circles) -> None:
        """A seating that cannot be improved."""
        self.of = np.zeros(len(self.people), dtype=np.int64)
        for number, members in enumerate(circles):
            self.of[list(members)] = number
        self.sizes = np.bincount(self.of, minlength=len(circles))
        member = np.zeros((len(self.people), len(circles)))
        member[self.people, self.of] = 1
        self.pull: Values = self.table.worth @ member
        self.late = np.array([not self.table.has_time(members) for members in circles])
        self.changed = np.zeros(len(circles), dtype=bool)

    def circles(self) -> Circles:
        return tuple(tuple(np.flatnonzero(self.of == number).tolist()) for number in range(len(self.sizes)))

    def worth(self) -> float:
        own = self.pull[self.people, self.of]
        return float((own / (self.sizes[self.of] - 1)).sum() + APART * self.late.sum())

    def improve(self) -> None:
        """Circle by circle, as long as one has changed: elsewhere nothing can have become better."""
        while self.changed.any():
            circle = int(np.argmax(self.changed))
            self.changed[circle] = False
            for one in np.flatnonzero(self.of == circle).tolist():
                if self._move(one) or self._exchange(one):
                    break

    def shake(self, rng: np.random.Generator) -> None:
        """A few people change places, for better or worse."""
        for _ in range(max(len(self.people) // 20, 2)):
            one, other = rng.choice(self.people, 2, replace=False).tolist()
            if self.of[one] != self.of[other]:
                self._change(one, other)

    def _exchange(self, one: int) -> bool:
        gains = self._gains(one)
        late = self.late[self.of[one]]
        many = len(gains) if late else LOOKED_AT
        for other in np.argsort(-gains, kind="stable")[:many].tolist():
            if self.of[other] == self.of[one] or (gains[other] <= BETTER and not late):
                return False
            if gains[other] + self._gain_in_time(one, other) > BETTER:
                self._change(one, other)
                return True
        return False

    def _gains(self, one: int) -> Values:
        """What changing places with each other person adds; nothing with those in the same circle."""
        mine, worth = self.of[one], self.table.worth[one]
        theirs = self.of
        here = (self.pull[:, mine] - worth - self.pull[one, mine]) / (self.sizes[mine] - 1)
        there = (self.pull[one, theirs] - worth - self.pull[self.people, theirs]) / (self.sizes[theirs] - 1)
        gains: Values = np.where(theirs == mine, -np.inf, 2 * (here + there))
        return gains

    def _gain_in_time(self, one: int, other: int) -> float:
        if self.table.times is None:
            return 0.0
        before = int(self.late[self.of[one]]) + int(self.late[self.of[other]])
        after = sum(self._late_with(self.of[gone], gone, come) for gone, come in ((one, other), (other, one)))
        return APART * (after - before)

    def _late_with(self, circle: int, gone: int | None, come: int | None) -> bool:
        members = np.flatnonzero((self.of == circle) & (self.people != (-1 if gone is None else gone)))
        everybody = members.tolist() + ([] if come is None else [come])
        return not self.table.has_time(everybody)

    def _change(self, one: int, other: int) -> None:
        mine, theirs = int(self.of[one]), int(self.of[other])
        late = [self._late_with(mine, one, other), self._late_with(theirs, other, one)]
        self.late[[mine, theirs]] = late
        self.changed[[mine, theirs]] = True
        difference = self.table.worth[other] - self.table.worth[one]
        self.pull[:, mine] += difference
        self.pull[:, theirs] -= difference
        self.of[one], self.of[other] = theirs, mine

    def _move(self, one: int) -> bool:
        """To a circle smaller by one, so that the sizes stay what they were."""
        mine = int(self.of[one])
        size = int(self.sizes[mine])
        open_to = np.flatnonzero(self.sizes == size - 1)
        if not len(open_to):
            return False
        whole = np.bincount(self.of, weights=self.pull[self.people, self.of], minlength=len(self.sizes))
        mine_after = (whole[mine] - 2 * self.pull[one, mine]) / (size - 2)
        theirs_after = (whole[open_to] + 2 * self.pull[one, open_to]) / (size - 1)
        gains = mine_after + theirs_after - whole[mine] / (size - 1) - whole[open_to] / (size - 2)
        best = int(np.argmax(gains))
        return self._moved(one, int(open_to[best]), float(gains[best]))

    def _moved(self, one: int, to: int, gain: float) -> bool:
        mine = int(self.of[one])
        late = [self._late_with(mine, one, None), self._late_with(to, None, one)]
        if gain + APART * (sum(late) - int(self.late[[mine, to]].sum())) <= BETTER:
            return False
        self.late[[mine, to]] = late
        self.changed[[mine, to]] = True
        self.pull[:, mine] -= self.table.worth[one]
        self.pull[:, to] += self.table.worth[one]
        self.sizes[[mine, to]] += [-1, 1]
        self.of[one] = to
        return True
