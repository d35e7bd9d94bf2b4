"""The steps of a proposal: score, mask, assign, explain."""

from collections.abc import Mapping
from statistics import median

import numpy as np
from numpy.typing import NDArray

from bot.matching.matches import all_matches
from bot.matching.minutes import in_order
from bot.matching.numbers import Ints
from bot.matching.pairs.assignment import Assignment
from bot.matching.pairs.one_way import match_one_way
from bot.matching.pairs.peers import peers_together
from bot.matching.pairs.relaxing import Terms, relaxations
from bot.matching.pairs.unmatched import explain, would_help
from bot.matching.people import Pool
from bot.matching.proposal import Proposal
from bot.matching.scoring import match_matrix
from bot.matching.solved import Solved


def solve(
    pool: Pool, weights: Mapping[str, float], *, floor: float, labels: Mapping[str, str], trios: bool
) -> Proposal:
    whole = in_order(pool)
    terms, solved = best_terms(whole, weights, floor=floor, trios=trios)
    # What was let go of makes nothing true that was not: reasons are of the pool as it came.
    matches = all_matches(whole, solved, weights, labels)
    unmatched = explain(terms.pool, solved.matched, labels=labels)
    values = [match.score for match in matches]
    return Proposal(
        matches=tuple(matches),
        unmatched=tuple(unmatched),
        would_help=would_help(unmatched),
        lowest=min(values, default=None),
        median=median(values) if values else None,
        relaxed=terms.relaxed,
    )


def best_terms(
    pool: Pool, weights: Mapping[str, float], *, floor: float, trios: bool
) -> tuple[Terms, Solved]:
    """As little relaxed as matches the most people."""
    best: tuple[Terms, Solved] | None = None
    for terms in relaxations(pool, weights):
        solved = assigned(terms, floor=floor, trios=trios)
        if best is None or solved.many > best[1].many:
            best = terms, solved
        if best[1].many == len(pool.mentees):
            break
    assert best is not None
    return best


def assigned(terms: Terms, *, floor: float, trios: bool) -> Solved:
    """Where there are trios, whoever is on both sides is first put together with others who are."""
    pool, capacity = terms.pool, np.array([one.capacity for one in terms.pool.mentors], dtype=np.int64)
    columns = _own_columns(pool)
    if not trios or not (columns >= 0).any():
        return _one_by_one(terms, capacity, columns, floor=floor)
    peers = peers_together(pool, terms.weights, columns, floor=floor)
    rest = peers.left_to_match(capacity)
    return peers.joined(_one_by_one(terms, rest, columns, floor=floor, only=peers.matched < 0))


def _one_by_one(
    terms: Terms, capacity: Ints, columns: Ints, *, floor: float, only: NDArray[np.bool_] | None = None
) -> Solved:
    matrix = match_matrix(terms.pool, terms.weights)
    rows = np.arange(len(columns)) if only is None else np.flatnonzero(only)
    scores = matrix if only is None else matrix.among(rows, np.arange(len(capacity)))
    assignment = Assignment(scores, capacity, floor=floor)
    own = columns[rows]
    found = match_one_way(assignment, columns=own) if (own >= 0).any() else assignment.match()
    matched, points = np.full(len(columns), -1), np.zeros(len(columns), dtype=np.int64)
    matched[rows], points[rows] = found, assignment.points_at(found)
    return Solved(matched, points)


def _own_columns(pool: Pool) -> Ints:
    """Each mentee's own column as a mentor, -1 for nobody's."""
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    return np.array([columns.get(mentee.id, -1) for mentee in pool.mentees], dtype=np.int64)
