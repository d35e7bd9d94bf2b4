"""python -m benchmarks.matching.mentor_match_ours TIMES: what mentor_match_once printed, solved here."""

import json
import statistics
import sys
import time

import numpy as np
from numpy.typing import NDArray

from bot.matching.numbers import Ints
from bot.matching.pairs.assignment import assign
from bot.matching.pairs.points import Whole


def main(times: int) -> None:
    rounds = json.load(sys.stdin)["rounds"]
    solved = [_solved(one["scores"], times, places=1) for one in rounds]
    at_once = _solved(rounds[0]["scores"], times, places=len(rounds))
    print(json.dumps({"rounds": solved, "at_once": at_once, "one_by_one": _first_mentors(rounds)}))


def _solved(by_mentor: list[list[float]], times: int, *, places: int) -> dict:
    """As there, everybody may be put with everybody: a pair ruled out has a score of 0."""
    scores = np.array(by_mentor, dtype=np.float64).T
    runs = [_timed(scores, places) for _ in range(times)]
    matched = runs[-1][1]
    rows = np.flatnonzero(matched >= 0)
    return {
        "total": float(scores[rows, matched[rows]].sum()),
        "seconds": statistics.median(seconds for seconds, _ in runs),
    }


def _timed(scores: NDArray[np.float64], places: int) -> tuple[float, Ints]:
    begun = time.perf_counter()
    matched = assign(Whole(scores), np.full(scores.shape[1], places), floor=0.0)
    return time.perf_counter() - begun, matched


def _first_mentors(rounds: list[dict]) -> dict:
    """What the rounds come to if each mentee keeps the first mentor they got, by the scores of the first."""
    first: dict[int, int] = {}
    for one in rounds:
        for mentor, mentee in one["chosen"]:
            first.setdefault(mentee, mentor)
    return {
        "total": sum(rounds[0]["scores"][mentor][mentee] for mentee, mentor in first.items()),
        "seconds": sum(one["seconds"] for one in rounds),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
