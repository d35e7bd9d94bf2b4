"""Why somebody has no circle, and what would help; the same for every private reason."""

from collections.abc import Iterator

import numpy as np

from bot.domain.matching.waiting import SET_ASIDE, WHEN_OVER
from bot.matching.circles.sizes import Sizes
from bot.matching.constraints import constraints_of
from bot.matching.people import Candidate, Pool
from bot.matching.proposal import Unmatched

NO_SEAT = "No circle fits them and everybody in it for now."
MORE = "More people like them in the program."
WORDS = {
    "language": (
        "Too few people here speak a language they have named.",
        "More people who speak a language of theirs.",
    ),
    "site_rule": (
        "Too few people here are at their site, or fine with meeting remotely as they are.",
        "More people at their site, or fine with meeting remotely as they are.",
    ),
    "stages": (
        "Too few people here are near enough to them in career stage.",
        "More people near to them in career stage.",
    ),
    "shared_window": (
        "Too few people here share enough free time with them.",
        "More people whose free times are like theirs.",
    ),
}


def explain_circles(pool: Pool, left: list[int], sizes: Sizes) -> list[Unmatched]:
    """`pool` is of peers with themselves."""
    if len(pool.mentees) < sizes.least:
        why = f"A circle takes {sizes.least} people, and there are fewer so far."
        return [_unless_set_aside(pool.mentees[row], why, "More people in the program.") for row in left]
    ways = dict(_in_the_way(pool, sizes))
    return [_unless_set_aside(pool.mentees[row], *ways.get(row, (NO_SEAT, MORE))) for row in left]


def _unless_set_aside(person: Candidate, why: str, help_: str) -> Unmatched:
    return Unmatched(person.id, *((SET_ASIDE, WHEN_OVER) if person.set_aside else (why, help_)))


def _in_the_way(pool: Pool, sizes: Sizes) -> Iterator[tuple[int, tuple[str, str]]]:
    """The first rule that leaves somebody too few companions."""
    possible = np.ones(pool.shape, dtype=bool)
    np.fill_diagonal(possible, False)
    for constraint in constraints_of(pool):
        if constraint.id in WORDS:
            before, possible = possible, possible & constraint.allows(pool)
            enough = (before.sum(axis=1) >= sizes.least - 1) & (possible.sum(axis=1) < sizes.least - 1)
            yield from ((int(row), WORDS[constraint.id]) for row in np.flatnonzero(enough))
