"""The steps of a proposal: score, mask, assign, explain."""

from collections.abc import Mapping
from statistics import median

import numpy as np

from bot.matching.assignment import Ints, assign
from bot.matching.constraints import ALL, allowed
from bot.matching.minutes import in_order, minutes_of
from bot.matching.one_way import assign_one_way
from bot.matching.pair import Pair
from bot.matching.people import Pool
from bot.matching.proposal import Match, Proposal
from bot.matching.reasons import reasons_for
from bot.matching.scoring import scores_of
from bot.matching.unmatched import explain, would_help


def solve(pool: Pool, weights: Mapping[str, float], *, floor: float, labels: Mapping[str, str]) -> Proposal:
    pool = in_order(pool)
    scores, mask = scores_of(pool, weights), allowed(pool, constraints=ALL)
    capacity = np.array([mentor.capacity for mentor in pool.mentors], dtype=np.int64)
    columns = _own_columns(pool)
    if (columns >= 0).any():
        matched = assign_one_way(scores, mask, capacity, columns=columns, floor=floor)
    else:
        matched = assign(scores, mask, capacity, floor=floor)
    matches = [
        _match(pool, int(row), int(matched[row]), float(scores[row, matched[row]]), weights, labels)
        for row in np.flatnonzero(matched >= 0)
    ]
    unmatched = explain(pool, matched, labels=labels)
    values = [match.score for match in matches]
    return Proposal(
        matches=tuple(matches),
        unmatched=tuple(unmatched),
        would_help=would_help(unmatched),
        lowest=min(values, default=None),
        median=median(values) if values else None,
    )


def _own_columns(pool: Pool) -> Ints:
    """Each mentee's own column as a mentor, -1 for nobody's."""
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    return np.array([columns.get(mentee.id, -1) for mentee in pool.mentees], dtype=np.int64)


def _match(
    pool: Pool, row: int, column: int, score: float, weights: Mapping[str, float], labels: Mapping[str, str]
) -> Match:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    minutes = float(minutes_of(pool)[row, column])
    known = None if np.isnan(minutes) else minutes
    pair = Pair(mentee, mentor, known, pool.relations, pool.career_stage_order, labels)
    return Match(mentee.id, mentor.id, round(score, 1), reasons_for(pair, weights))
