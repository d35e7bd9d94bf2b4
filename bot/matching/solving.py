"""The steps of a proposal: score, mask, assign, explain."""

from collections.abc import Iterator, Mapping
from statistics import median

import numpy as np

from bot.matching.assignment import Assignment
from bot.matching.minutes import in_order, minutes_of
from bot.matching.one_way import match_one_way
from bot.matching.pair import Pair
from bot.matching.parts import Floats, Ints
from bot.matching.people import Pool
from bot.matching.points import POINTS
from bot.matching.proposal import Match, Proposal
from bot.matching.reasons import notes_for, reasons_for
from bot.matching.relaxing import Terms, relaxations
from bot.matching.scoring import match_sheet
from bot.matching.unmatched import explain, would_help

Found = tuple[Terms, Ints, Ints]


def solve(pool: Pool, weights: Mapping[str, float], *, floor: float, labels: Mapping[str, str]) -> Proposal:
    terms, matched, points = best_terms(in_order(pool), weights, floor=floor)
    matches = _matches(terms.pool, matched, points, weights, labels)
    unmatched = explain(terms.pool, matched, labels=labels)
    values = [match.score for match in matches]
    return Proposal(
        matches=tuple(matches),
        unmatched=tuple(unmatched),
        would_help=would_help(unmatched),
        lowest=min(values, default=None),
        median=median(values) if values else None,
        relaxed=terms.in_words,
    )


def best_terms(pool: Pool, weights: Mapping[str, float], *, floor: float) -> Found:
    """As little relaxed as matches the most people."""
    best: Found | None = None
    for terms in relaxations(pool, weights):
        matched, points = assigned(terms, floor=floor)
        if best is None or (matched >= 0).sum() > (best[1] >= 0).sum():
            best = terms, matched, points
        if (best[1] >= 0).all():
            break
    assert best is not None
    return best


def assigned(terms: Terms, *, floor: float) -> tuple[Ints, Ints]:
    """Each mentee's mentor by column, -1 for nobody, and the points of each match."""
    pool = terms.pool
    capacity = np.array([mentor.capacity for mentor in pool.mentors], dtype=np.int64)
    assignment = Assignment(match_sheet(pool, terms.weights), capacity, floor=floor)
    columns = _own_columns(pool)
    on_both_sides = (columns >= 0).any()
    matched = match_one_way(assignment, columns=columns) if on_both_sides else assignment.match()
    return matched, assignment.points_at(matched)


def _own_columns(pool: Pool) -> Ints:
    """Each mentee's own column as a mentor, -1 for nobody's."""
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    return np.array([columns.get(mentee.id, -1) for mentee in pool.mentees], dtype=np.int64)


def _matches(
    pool: Pool, matched: Ints, points: Ints, weights: Mapping[str, float], labels: Mapping[str, str]
) -> list[Match]:
    rows = np.flatnonzero(matched >= 0)
    scores = points[rows] / POINTS
    found = zip(pairs_of(pool, rows, matched[rows], labels), scores.tolist(), strict=True)
    return [
        Match(
            pair.mentee.id,
            pair.mentor.id,
            round(score, 1),
            reasons_for(pair, weights),
            notes_for(pair, weights),
        )
        for pair, score in found
    ]


def pairs_of(pool: Pool, rows: Ints, columns: Ints, labels: Mapping[str, str]) -> Iterator[Pair]:
    for row, column, minutes in zip(rows, columns, _known_minutes(pool, rows, columns), strict=True):
        yield Pair(
            pool.mentees[row],
            pool.mentors[column],
            None if np.isnan(minutes) else float(minutes),
            pool.relations,
            pool.career_stage_order,
            labels,
            pool.equals,
        )


def _known_minutes(pool: Pool, rows: Ints, columns: Ints) -> Floats:
    minutes = minutes_of(pool)
    return np.full(len(rows), np.nan, dtype=np.float32) if minutes is None else minutes.of(rows, columns)
