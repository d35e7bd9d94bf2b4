"""People who both mentor and are mentored, in pairs; with an odd number, one joins a pair and makes a trio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.assignment import Assignment
from bot.matching.chains import Pairs, chains_of, even_pairs, odd_pairs
from bot.matching.mutual import Mutual, mutual_scores
from bot.matching.overlap import SharedTime, has_windows
from bot.matching.parts import Floats
from bot.matching.people import Pool

Group = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Groups of two or three people, with each group's score, and who is left."""

    groups: tuple[tuple[Group, float], ...]
    left: tuple[int, ...]


def in_twos_and_threes(pool: Pool, weights: Mapping[str, float], *, floor: float) -> Together:
    """`pool` is of the same people on both sides, each with room for one.

    Pairs come from the best assignment of everybody to somebody, whose total no way of pairing exceeds; all of
    it is kept but for rings of an odd number.
    """
    scores = mutual_scores(pool, weights)
    assignment = Assignment(scores, np.ones(scores.shape[1], dtype=np.int64), floor=floor)
    matched = assignment.match()
    points = assignment.points_at(matched)
    worth = {(one, int(other)): int(points[one]) for one, other in enumerate(matched) if other >= 0}
    chains = chains_of(matched)
    pairs = [pair for chain in chains if not chain.is_odd for pair in even_pairs(chain, worth)]
    more, left = odd_pairs([chain for chain in chains if chain.is_odd], scores, floor=floor)
    groups, still_left = _with_thirds(pool, scores, pairs + more, left, floor=floor)
    return Together(tuple((group, _score(scores, group)) for group in groups), tuple(still_left))


def _with_thirds(
    pool: Pool, scores: Mutual, pairs: Pairs, left: Sequence[int], *, floor: float
) -> tuple[list[Group], list[int]]:
    groups: list[Group] = sorted((min(pair), max(pair)) for pair in pairs)
    still_left = []
    for one in left:
        at = _best_pair_for(pool, scores, groups, one, floor=floor)
        if at is None:
            still_left.append(one)
        else:
            groups[at] = (*groups[at], one)
    return groups, still_left


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
    begins = time.mentees.begins[list(group)].all(axis=0, keepdims=True)
    return bool(has_windows(time.mentees, begins)[0])


def _score(scores: Mutual, group: Group) -> float:
    """The mean over all pairs of the group."""
    people = np.array(group)
    [(_, block)] = scores.among(people, people).blocks()
    return float(block[np.triu_indices(len(group), 1)].mean())
