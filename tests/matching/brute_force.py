"""Every possible way to match a handful of people, tried one by one."""

from itertools import product

from bot.matching.minutes import minutes_of
from bot.matching.people import Candidate, Pool


def permitted(pool: Pool, row: int, column: int) -> bool:
    """The hard constraints in their own words, for one pair."""
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    minutes = minutes_of(pool)[row, column]
    return not (
        mentee.id == mentor.id
        or _named(mentee, mentor)
        or _named(mentor, mentee)
        or mentor.capacity < 1
        or minutes < 45
    )


def _named(one: Candidate, other: Candidate) -> bool:
    return other.id in one.exclusions or other.id in one.past_partners


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
