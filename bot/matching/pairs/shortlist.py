"""A few mentors for each mentee to choose from, spread evenly over the mentors."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from bot.matching.people import Candidate, Pool
from bot.matching.proposal import Match
from bot.matching.propose import FLOOR, propose


def shortlists(
    pool: Pool,
    weights: Mapping[str, float],
    *,
    most: int,
    floor: float = FLOOR,
    labels: Mapping[str, str] | None = None,
) -> dict[str, tuple[Match, ...]]:
    """By mentee id, the best first; nobody is shown to many more mentees than others are.

    Each round is a best matching of all, without whom a mentee was shown before. Every mentor with a free
    place may be shown to as many as it takes for every mentee to see somebody.
    """
    found: dict[str, list[Match]] = defaultdict(list)
    shown = replace(pool, mentors=tuple(_shown_to_enough(pool)))
    for _ in range(most):
        matches = propose(_without(shown, found), weights, floor=floor, labels=labels).matches
        for match in matches:
            found[match.mentee_id].append(match)
        if not matches:
            break
    return {mentee: tuple(matches) for mentee, matches in found.items()}


def _shown_to_enough(pool: Pool) -> list[Candidate]:
    with_room = sum(mentor.capacity > 0 for mentor in pool.mentors)
    needed = ceil(len(pool.mentees) / with_room) if with_room else 0
    return [
        replace(mentor, capacity=max(mentor.capacity, needed)) if mentor.capacity else mentor
        for mentor in pool.mentors
    ]


def _without(pool: Pool, found: Mapping[str, list[Match]]) -> Pool:
    return replace(
        pool,
        mentees=tuple(
            replace(one, declined=one.declined | {match.mentor_id for match in found.get(one.id, ())})
            for one in pool.mentees
        ),
    )
