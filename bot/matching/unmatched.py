"""Why somebody has no match, and what would help, in words a manager may read.

Who excluded whom, and which pairs ended early, is private. So one sentence stands for every reason that could
give it away - excluded, ended early, not a close enough fit, the place went to somebody else - and the others
are worked out as if nobody had excluded anybody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from bot.matching.assignment import Ints, Mask, loads
from bot.matching.closeness import SAYS_NOTHING
from bot.matching.constraints import ALL, SHARED_WINDOW, allowed
from bot.matching.minutes import minutes_of
from bot.matching.pair import in_sentence
from bot.matching.people import Candidate, Pool
from bot.matching.proposal import Unmatched

NO_MENTOR = "Nobody else is here as a mentor yet."
NO_PLACE = "No eligible mentor had a free place."
NO_TIME = "No mentor with a free place shares enough free time with them."
MOST = 5
PUBLIC = tuple(one for one in ALL if not one.private)


def explain(pool: Pool, matched: Ints, *, labels: Mapping[str, str]) -> list[Unmatched]:
    left = tuple(np.flatnonzero(matched < 0))
    alone = replace(
        pool, mentees=tuple(pool.mentees[row] for row in left), shared_minutes=minutes_of(pool)[list(left)]
    )
    has_room = np.array([mentor.capacity for mentor in pool.mentors]) > loads(matched, len(pool.mentors))
    possible = allowed(alone, constraints=[one for one in PUBLIC if one is not SHARED_WINDOW]) & has_room
    in_time = allowed(alone, constraints=PUBLIC) & has_room
    whys = (_why(pool, *one) for one in zip(alone.mentees, possible, in_time, strict=True))
    return [_explained(person, why, labels) for person, why in zip(alone.mentees, whys, strict=True)]


def _why(pool: Pool, person: Candidate, possible: Mask, in_time: Mask) -> str:
    if all(mentor.id == person.id for mentor in pool.mentors):
        return NO_MENTOR
    return NO_TIME if possible.any() and not in_time.any() else NO_PLACE


def _explained(person: Candidate, why: str, labels: Mapping[str, str]) -> Unmatched:
    fields = [one for one in (person.specialty, person.department) if one and one not in SAYS_NOTHING]
    known = [in_sentence(labels[one]) for one in fields if one in labels]
    who = f"A mentor in {known[0]}" if known else "One more mentor"
    times = " whose free times are like theirs" if why == NO_TIME else ""
    return Unmatched(person.id, why, f"{who} with room{times}.")


def would_help(unmatched: Iterable[Unmatched]) -> tuple[str, ...]:
    """The same for the program as a whole: what helps most people first."""
    counts = Counter(one.help for one in unmatched).most_common(MOST)
    return tuple(text if count == 1 else f"{text[:-1]}, for {count} people." for text, count in counts)
