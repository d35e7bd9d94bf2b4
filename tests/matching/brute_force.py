"""Every possible way to match a handful of people, tried one by one."""

from itertools import combinations, product

from bot.matching.circles.sizes import Sizes, sizes_for
from bot.matching.circles.worth import Table
from bot.matching.minutes import minutes_of
from bot.matching.people import Candidate, Pool


def permitted(pool: Pool, row: int, column: int) -> bool:
    """The hard constraints in their own words, for one pair."""
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    minutes = minutes_between(pool, row, column)
    return not (
        mentee.id == mentor.id
        or _named(mentee, mentor)
        or _named(mentor, mentee)
        or mentor.capacity < 1
        or minutes < 45
        or mentee.set_aside
        or mentor.set_aside
        or (mentee.languages and mentor.languages and not mentee.languages & mentor.languages)
        or _too_far(mentee, mentor)
        or ("different_department" in pool.rules and mentee.department == mentor.department is not None)
        or ("different_role" in pool.rules and mentee.profession == mentor.profession is not None)
    )


def _too_far(mentee: Candidate, mentor: Candidate) -> bool:
    apart = mentee.site is not None and mentor.site is not None and mentee.site != mentor.site
    return apart and not all(one.meets in ("remote", "either") for one in (mentee, mentor))


def minutes_between(pool: Pool, row: int, column: int) -> float:
    minutes = minutes_of(pool)
    return float("nan") if minutes is None else float(minutes.block(slice(row, row + 1))[0, column])


def _named(one: Candidate, other: Candidate) -> bool:
    return any(other.id in names for names in (one.exclusions, one.past_partners, one.managers, one.declined))


def best_match(pool: Pool, scores, floor: float) -> tuple[int, float, int]:
    """(matched, total score, sum of squared loads) of the best of all ways."""
    choices = [
        [None, *(column for column in range(len(pool.mentors)) if permitted(pool, row, column))]
        for row in range(len(pool.mentees))
    ]
    ways = (_worth(pool, scores, way, floor) for way in product(*choices))
    found = max((one for one in ways if one), key=lambda one: (one[0], one[1], -one[2]))
    return found[0], found[1], found[2]


def _worth(pool: Pool, scores, way, floor: float) -> tuple[int, float, int] | None:
    cells = [(row, column) for row, column in enumerate(way) if column is not None]
    load = [sum(column == one for _, column in cells) for one in range(len(pool.mentors))]
    if any(many > mentor.capacity for many, mentor in zip(load, pool.mentors, strict=True)):
        return None
    if any(scores[cell] < floor for cell in cells):
        return None
    pairs = {(pool.mentees[row].id, pool.mentors[column].id) for row, column in cells}
    if any((mentor, mentee) in pairs for mentee, mentor in pairs):
        return None
    total = round(float(sum(scores[cell] for cell in cells)), 3)
    return len(cells), total, sum(many * many for many in load)


def best_circles(table: Table, sizes: Sizes) -> tuple[int, float]:
    """(people seated, total) of the best of all ways, by which circle each person is put in."""
    people = range(len(table.worth))
    for many in range(len(people), 0, -1):
        seats = sorted(sizes_for(many, sizes))
        totals = [
            sum(table.value(members) for members in way)
            for some in combinations(people, many)
            for way in partitions(list(some), seats)
            if seats and all(table.allows(members) for members in way)
        ]
        if totals:
            return many, max(totals)
    return 0, 0.0


def partitions(people: list[int], seats: list[int]):
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    for size in set(seats):
        fewer = list(seats)
        fewer.remove(size)
        for others in combinations(rest, size - 1):
            left = [one for one in rest if one not in others]
            for way in partitions(left, fewer):
                yield [[first, *others], *way]
