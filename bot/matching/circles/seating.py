"""Who sits with whom: every way for a handful of people, a seeded local search for more."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from bot.matching.circles.search import Search
from bot.matching.circles.sizes import Sizes, sizes_for
from bot.matching.circles.worth import Circles, Table, Worth

EVERY_WAY_UP_TO = 9
# So many times a local optimum is shaken, for 200 people; fewer for more.
SHAKES, PEOPLE = 100, 200


def seated(
    table: Table, sizes: Sizes, rng: np.random.Generator, *, every_way_up_to: int = EVERY_WAY_UP_TO
) -> Circles:
    """As many people as possible, then the best total; each circle and all of them in order."""
    people = len(table.worth)
    if people <= every_way_up_to:
        return every_way(table, sizes)
    start = greedy(table, sizes_for(people, sizes))
    ways = (settled(table, one, sizes) for one in (start, _searched(table, start, rng)))
    return in_order(max(ways, key=lambda way: (sum(map(len, way)), table.total(way))))


def in_order(circles: Circles) -> Circles:
    return tuple(sorted(tuple(sorted(members)) for members in circles))


def every_way(table: Table, sizes: Sizes) -> Circles:
    people = tuple(range(len(table.worth)))
    for many in range(len(people), sizes.least - 1, -1):
        seats = sizes_for(many, sizes)
        ways = (way for some in combinations(people, many) for way in _ways(some, seats, table))
        best = max(ways, key=table.total, default=None)
        if best is not None:
            return in_order(best)
    return ()


def _ways(people: tuple[int, ...], seats: Sequence[int], table: Table) -> Iterator[Circles]:
    if not people:
        yield ()
    for size in sorted(set(seats)) if people else ():
        rest = list(seats)
        rest.remove(size)
        for others in combinations(people[1:], size - 1):
            members = (people[0], *others)
            if table.allows(members):
                left = tuple(one for one in people if one not in members)
                yield from ((members, *way) for way in _ways(left, rest, table))


def greedy(table: Table, seats: Sequence[int]) -> Circles:
    """One circle after another: whoever adds most to it comes next."""
    left, found = list(range(len(table.worth))), []
    for size in seats:
        members = [left.pop(0)]
        while len(members) < size:
            worth = table.worth[np.ix_(left, members)].sum(axis=1)
            members.append(left.pop(_first_with_time(table, members, left, worth)))
        found.append(tuple(members))
    return tuple(found)


def _first_with_time(table: Table, members: list[int], left: list[int], worth: Worth) -> int:
    best: list[int] = np.argsort(-worth, kind="stable").tolist()
    return next((place for place in best if table.has_time([*members, left[place]])), best[0])


def _searched(table: Table, start: Circles, rng: np.random.Generator) -> Circles:
    search = Search(table, start)
    search.improve()
    best, worth = search.circles(), search.worth()
    for _ in range(max(SHAKES * PEOPLE // max(len(table.worth), PEOPLE), 1)):
        search.shake(rng)
        search.improve()
        if search.worth() > worth + 1e-6:
            best, worth = search.circles(), search.worth()
        else:
            search.sit(best)
    return best


def settled(table: Table, circles: Circles, sizes: Sizes) -> Circles:
    """Whoever breaks a rule where they sit leaves, and joins a circle where they do not."""
    kept, alone = [], []
    for members in circles:
        staying, leaving = _without_clashes(table, list(members))
        if len(staying) < sizes.least:
            staying, leaving = [], list(members)
        kept.append(staying)
        alone.extend(leaving)
    kept = [members for members in kept if members]
    for one in sorted(alone):
        open_to = [members for members in kept if len(members) < sizes.most and table.allows([*members, one])]
        if open_to:
            max(open_to, key=lambda members: table.value([*members, one]) - table.value(members)).append(one)
    return tuple(tuple(members) for members in kept)


def _without_clashes(table: Table, members: list[int]) -> tuple[list[int], list[int]]:
    leaving: list[int] = []
    while len(members) > 1 and not table.allows(members):
        worst = max(members, key=lambda one: table.value([other for other in members if other != one]))
        members.remove(worst)
        leaving.append(worst)
    return members, leaving
