"""python -m benchmarks.matching.once compare|large|others|circles ...: one measurement, in a process."""

import gc
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from random import Random

import numpy as np

from benchmarks.matching.others import (
    at_random,
    deferred_acceptance,
    first_come,
    greedy,
    points_in_blocks,
    total_of,
)
from benchmarks.matching.pool import invented_circles, invented_pool
from bot.content import load_content
from bot.matching.minutes import in_order
from bot.matching.pairs.assignment import Assignment
from bot.matching.pairs.growing import can_grow
from bot.matching.pairs.optimality import lowest_dual_prices, market_of
from bot.matching.pairs.points import FLOOR, POINTS, points_of
from bot.matching.people import Pool
from bot.matching.propose import propose, propose_circles
from bot.matching.scoring import match_matrix, score_matrix

TEMPLATE = "specialist_resident"
# What a mentee looks for; all else a program weighs speaks for what is easy for both.
WISHES = frozenset({"goals", "career_path", "mentee_choice"})
# One more match is worth more than any total.
A_MATCH = 1e7


def compare(mentees: int, mentors: int, places: int, rounds: int) -> dict:
    """Scoring and solving, by turns with scipy's dense solver on one column for each place."""
    pool, weights = _pool(mentees, mentors, places)
    ours, dense = [], []
    for _ in range(rounds):
        ours.append(_timed(lambda: _ours(pool, weights)))
        dense.append(_timed(lambda: _by_scipy(pool, weights)))
    (_, mine), (_, theirs) = ours[-1], dense[-1]
    return {
        "seconds": statistics.median(seconds for seconds, _ in ours),
        "floor": statistics.median(seconds for seconds, _ in dense),
        "matched": [mine[0], theirs[0]],
        "off": abs(mine[1] - theirs[1]) / theirs[1],
    }


def large(mentees: int, mentors: int, places: int, rounds: int) -> dict:
    pool, weights = _pool(mentees, mentors, places)
    found = [_timed(lambda: _ours(pool, weights)) for _ in range(rounds)]
    many, total, assignment, matched = found[-1][1]
    megabytes = _most_megabytes(lambda: _ours(pool, weights))
    whole, _ = _timed(lambda: propose(pool, weights))
    return {
        "seconds": statistics.median(seconds for seconds, _ in found),
        "megabytes": megabytes,
        "with_words": whole,
        "matched": many,
        "places": places,
        "can_grow": can_grow(assignment.scores, matched, assignment.capacity, floor=FLOOR),
        "share": total / _bound(assignment, matched),
    }


def others(mentees: int, mentors: int, places: int) -> dict:
    """What each way of matching comes to, as a share of the bound of `large`, and how many it matches."""
    pool, weights = _pool(mentees, mentors, places)
    _, _, assignment, matched = _ours(pool, weights)
    bound = _bound(assignment, matched)
    points = points_in_blocks(match_matrix(pool, weights))
    ways = {"this solver": matched, **_other_ways(pool, weights, points, assignment.capacity)}
    return {
        name: {
            "share": total_of(points, found) / POINTS / bound,
            "matched": int((found >= 0).sum()),
            "lowest": int(points[found >= 0, found[found >= 0]].min()) / POINTS,
        }
        for name, found in ways.items()
    }


def _other_ways(pool: Pool, weights: dict, points: np.ndarray, capacity: np.ndarray) -> dict:
    """Deferred acceptance with one score for both sides, and with each side looking for something else."""
    least = round(FLOOR * POINTS)
    found = {
        "greedy": greedy(points, capacity, least=least),
        "deferred acceptance, one score": deferred_acceptance(points, points, capacity, least=least),
        "first come, first served": first_come(points, capacity, least=least),
        "at random": at_random(points, capacity, np.random.default_rng(1)),
    }
    wishes, ease = (_only(weights, is_wish) for is_wish in (True, False))
    mine, theirs = (points_in_blocks(score_matrix(pool, some)) for some in (wishes, ease))
    mine[points < least] = -1
    found["deferred acceptance, each side's own"] = deferred_acceptance(mine, theirs, capacity, least=0)
    return found


def _only(weights: dict, is_wish: bool) -> dict:
    return {key: weight for key, weight in weights.items() if (key in WISHES) == is_wish}


def circles(people: int, hosts: int, rounds: int) -> dict:
    content = load_content()
    pool = invented_circles(content, people, hosts)
    weights = content.programs["peer_circle"].weights
    found = [_timed(lambda: propose_circles(pool, weights, rng=Random(1))) for _ in range(rounds)]
    proposal = found[-1][1]
    return {
        "seconds": statistics.median(seconds for seconds, _ in found),
        "circles": len(proposal.circles),
        "left": len(proposal.unmatched),
        "gap": proposal.gap,
    }


def _pool(mentees: int, mentors: int, places: int) -> tuple[Pool, dict]:
    content = load_content()
    pool = in_order(invented_pool(content, mentees, mentors, places=places))
    return pool, dict(content.programs[TEMPLATE].weights)


def _most_megabytes(work: Callable) -> float:
    """What is taken at most beside what is there before; arrays are counted too."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1024 / 1024


def _timed(work: Callable):
    gc.collect()
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def _ours(pool: Pool, weights: dict):
    capacity = np.array([one.capacity for one in pool.mentors])
    assignment = Assignment(match_matrix(pool, weights), capacity)
    matched = assignment.match()
    total = assignment.points_at(matched).sum() / POINTS
    return int((matched >= 0).sum()), float(total), assignment, matched


def _by_scipy(pool: Pool, weights: dict):
    capacity = np.array([one.capacity for one in pool.mentors])
    points = points_of(
        np.concatenate([block for _, block in match_matrix(pool, weights).blocks()]), floor=FLOOR
    )
    worth = np.repeat(np.where(points >= 0, points / POINTS + A_MATCH, 0.0), capacity, axis=1)
    # Loaded here, so that it is no part of the memory measured elsewhere.
    solve = import_module("scipy.optimize").linear_sum_assignment
    rows, columns = solve(worth, maximize=True)
    found = worth[rows, columns]
    return int((found > 0).sum()), float((found[found > 0] - A_MATCH).sum())


def _bound(assignment: Assignment, matched: np.ndarray) -> float:
    """No way of matching as many is worth more, by the prices of places (linear programming duality)."""
    capacity, edges = assignment.capacity, assignment._edges
    market = market_of(assignment.points_at(matched), matched, capacity)
    dual_prices = lowest_dual_prices(market, edges, market.least)
    assert dual_prices is not None
    gains = 0
    for _, block in assignment.scores.blocks():
        points = points_of(block, floor=FLOOR)
        left = np.where((points >= 0) & (capacity > 0), market.worth(points) - dual_prices, 0)
        gains += int(left.max(axis=1, initial=0).sum())
    nth = np.arange(int(capacity.max()))[:, None]
    paid = np.where(nth < capacity, np.maximum(dual_prices - (2 * nth + 1), 0), 0)
    whole = gains + int(paid.sum()) - int((matched >= 0).sum()) * market.one_more
    return whole / market.fine / POINTS


if __name__ == "__main__":
    part, *numbers = sys.argv[1:]
    parts: dict[str, Callable] = {"compare": compare, "large": large, "others": others, "circles": circles}
    print(json.dumps(parts[part](*map(int, numbers))))
