"""People who both mentor and are mentored, in pairs; an odd one joins a pair."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.matching.minutes import among
from bot.matching.numbers import Floats, Ints
from bot.matching.overlap import SharedTime, has_windows
from bot.matching.pairs.assignment import Assignment
from bot.matching.pairs.chains import Pairs, chains_of, even_pairs, exchanged, odd_pairs
from bot.matching.pairs.mutual import Mutual, mutual_scores
from bot.matching.pairs.points import NOBODY
from bot.matching.people import Pool
from bot.matching.solved import Solved

Group = tuple[int, ...]
# Every two pairs are looked at, again and again.
EXCHANGED_UP_TO = 300


def peers_together(pool: Pool, weights: Mapping[str, float], columns: Ints, *, floor: float) -> Solved:
    """Of those on both sides with room for somebody; `columns` is each mentee's own column, -1 for most."""
    rows = np.array(
        [row for row, column in enumerate(columns) if column >= 0 and pool.mentors[column].capacity > 0],
        dtype=np.int64,
    )
    groups = in_twos_and_threes(among(pool, rows, columns[rows]), weights, floor=floor)
    matched = np.full(len(columns), NOBODY)
    found = []
    for group, score in groups:
        people = rows[list(group)]
        matched[people] = columns[np.roll(people, -1)]
        found.append((tuple(people.tolist()), score))
    return Solved(matched, np.zeros(len(columns), dtype=np.int64), tuple(found))


def in_twos_and_threes(
    pool: Pool, weights: Mapping[str, float], *, floor: float
) -> list[tuple[Group, float]]:
    """Groups with their scores. `pool` is of the same people on both sides, each with room for one.

    Pairs come from the best assignment of everybody to somebody, whose total no way of pairing exceeds; what
    is lost of it is what rings of an odd number lose.
    """
    scores = mutual_scores(pool, weights)
    assignment = Assignment(scores, np.ones(scores.shape[1], dtype=np.int64), floor=floor)
    matched = assignment.match()
    points = assignment.points_at(matched)
    worth = {(one, int(other)): int(points[one]) for one, other in enumerate(matched) if other >= 0}
    chains = chains_of(matched)
    pairs = [pair for chain in chains if not chain.is_odd for pair in even_pairs(chain, worth)]
    more, left = odd_pairs([chain for chain in chains if chain.is_odd], scores, floor=floor)
    pairs += more
    if len(matched) <= EXCHANGED_UP_TO:
        blocks = [block for _, block in scores.blocks()]
        pairs = exchanged(pairs, np.concatenate(blocks), floor=floor) if blocks else []
    groups = _with_thirds(pool, scores, pairs, left, floor=floor)
    return [(group, _score(scores, group)) for group in groups]


def _with_thirds(
    pool: Pool, scores: Mutual, pairs: Pairs, left: Sequence[int], *, floor: float
) -> list[Group]:
    groups: list[Group] = sorted((min(pair), max(pair)) for pair in pairs)
    for one in left:
        at = _best_pair_for(pool, scores, groups, one, floor=floor)
        if at is not None:
            groups[at] = (*groups[at], one)
    return groups


def _best_pair_for(
    pool: Pool, scores: Mutual, groups: Sequence[Group], one: int, *, floor: float
) -> int | None:
    """The pair that suits best, of those in which every rule holds for all three."""
    row = scores.row(one)
    open_to = [
        (_with(row, group), -at) for at, group in enumerate(groups) if len(group) == 2 and _fits(row, group)
    ]
    for _, at in sorted(open_to, reverse=True):
        three = (*groups[-at], one)
        if _score(scores, three) >= floor and _have_time(pool, three):
            return -at
    return None


def _fits(row: Floats, group: Group) -> bool:
    return all(row[one] >= 0 for one in group)


def _with(row: Floats, group: Group) -> float:
    return float(sum(row[one] for one in group))


def _have_time(pool: Pool, group: Group) -> bool:
    time = pool.shared_minutes
    if not isinstance(time, SharedTime):
        return True
    shared = time.mentees.shared_by(group)
    return bool(has_windows(shared, shared.begins)[0])


def _score(scores: Mutual, group: Group) -> float:
    """The mean over all pairs of the group."""
    people = np.array(group)
    [(_, block)] = scores.among(people, people).blocks()
    return float(block[np.triu_indices(len(group), 1)].mean())
