"""Why somebody has no match, and what would help, in words a manager may read.

Who excluded whom, and which pairs ended early, is private. So one sentence stands for every reason that could
give it away - excluded, ended early, not a close enough fit, the place went to somebody else - and the others
are worked out as if nobody had excluded anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from bot.domain.matching.topics import in_sentence
from bot.domain.matching.waiting import SET_ASIDE, WHEN_OVER
from bot.matching.closeness import is_comparable
from bot.matching.constraints import NOT_SELF, Constraint, constraints_of
from bot.matching.minutes import among
from bot.matching.numbers import Ints
from bot.matching.pairs.flow import loads
from bot.matching.people import Candidate, Pool
from bot.matching.proposal import Unmatched

NO_MENTOR = "Nobody else is here as a mentor yet."
NO_PLACE = "No eligible mentor had a free place."
MOST = 5
ROWS = 256


def explain(pool: Pool, matched: Ints, *, labels: Mapping[str, str]) -> list[Unmatched]:
    left = np.flatnonzero(matched < 0)
    room = np.array([mentor.capacity for mentor in pool.mentors]) > loads(matched, len(pool.mentors))
    with_room = np.flatnonzero(room)
    some = [left[first : first + ROWS] for first in range(0, len(left), ROWS)]
    return [
        _explained(pool, person, constraint, labels)
        for rows in some
        for person, constraint in _in_the_way(among(pool, rows, with_room))
    ]


def _in_the_way(alone: Pool) -> Iterator[tuple[Candidate, Constraint | None]]:
    """The first rule, if any, that leaves somebody nobody of all who had room."""
    possible = NOT_SELF.allows(alone)
    found: list[Constraint | None] = [None] * len(alone.mentees)
    for constraint in constraints_of(alone):
        if not constraint.stood_in_the_way:
            continue
        before, possible = possible, possible & constraint.allows(alone)
        for row in np.flatnonzero(before.any(axis=1) & ~possible.any(axis=1)):
            found[row] = constraint
    return zip(alone.mentees, found, strict=True)


def _explained(
    pool: Pool, person: Candidate, constraint: Constraint | None, labels: Mapping[str, str]
) -> Unmatched:
    if person.set_aside:
        return Unmatched(person.id, SET_ASIDE, WHEN_OVER)
    help_ = _help(person, constraint, labels)
    if all(mentor.id == person.id for mentor in pool.mentors):
        return Unmatched(person.id, NO_MENTOR, help_)
    why = constraint.stood_in_the_way if constraint else None
    return Unmatched(person.id, why or NO_PLACE, help_)


def _help(person: Candidate, constraint: Constraint | None, labels: Mapping[str, str]) -> str:
    fields = [one for one in (person.specialty, person.department) if one and is_comparable(one)]
    known = [in_sentence(labels[one]) for one in fields if one in labels]
    who = f"A mentor in {known[0]}" if known else "One more mentor"
    how = f" {constraint.would_help}" if constraint and constraint.would_help else ""
    return f"{who} with a free place{how}."


def would_help(unmatched: Iterable[Unmatched]) -> tuple[str, ...]:
    """The same for the program as a whole: what helps most people first."""
    counts = Counter(one.help for one in unmatched).most_common(MOST)
    return tuple(text if count == 1 else f"{text[:-1]}, for {count} people." for text, count in counts)
