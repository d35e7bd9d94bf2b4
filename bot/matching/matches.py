"""Matches with their reasons in words, from who ended up with whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.matching.minutes import minutes_of
from bot.matching.numbers import Floats, Ints
from bot.matching.overlap import SharedTime, common_minutes
from bot.matching.pair import Pair
from bot.matching.pairs.points import POINTS
from bot.matching.people import Pool
from bot.matching.proposal import Match
from bot.matching.reasons import notes_for, reasons_for, reasons_for_three
from bot.matching.solved import Solved

Words = Mapping[str, str]
Weights = Mapping[str, float]


def all_matches(pool: Pool, solved: Solved, weights: Weights, labels: Words) -> list[Match]:
    grouped = {row for group, _ in solved.groups for row in group}
    alone = np.array(
        [row for row in np.flatnonzero(solved.matched >= 0) if row not in grouped], dtype=np.int64
    )
    found = [_group(pool, solved, group, score, weights, labels) for group, score in solved.groups]
    scores = (solved.points[alone] / POINTS).tolist()
    pairs = pairs_at(pool, alone, solved.matched[alone], labels)
    found += [_match(pair, score, weights) for pair, score in zip(pairs, scores, strict=True)]
    return sorted(found, key=lambda match: (match.mentee_id, match.mentor_id))


def _match(pair: Pair, score: float, weights: Weights) -> Match:
    return Match(
        pair.mentee.id,
        pair.mentor.id,
        round(score, 1),
        reasons_for(pair, weights),
        notes_for(pair, weights),
    )


def _group(
    pool: Pool, solved: Solved, group: Sequence[int], score: float, weights: Weights, labels: Words
) -> Match:
    """Of a pair, the one who comes first by id is called the mentee."""
    rows = np.array(group)
    pairs = list(pairs_at(pool, rows, solved.matched[rows], labels))
    if len(group) == 2:
        return replace(_match(pairs[0], score, weights), mutual=True)
    together = _minutes_together(pool, group)
    if together is not None:
        pairs = [replace(pair, minutes=together) for pair in pairs]
    one, other, third = (pair.mentee.id for pair in pairs)
    return Match(one, other, round(score, 1), reasons_for_three(pairs, weights), (), third, mutual=True)


def _minutes_together(pool: Pool, group: Sequence[int]) -> float | None:
    """What all of a group share, which may be far less than any two of them."""
    time = pool.shared_minutes
    return common_minutes(time.mentees.shared_by(group)) if isinstance(time, SharedTime) else None


def pairs_at(pool: Pool, rows: Ints, columns: Ints, labels: Words) -> Iterator[Pair]:
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
