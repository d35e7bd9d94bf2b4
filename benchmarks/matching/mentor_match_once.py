"""The package `mentor-match` at work, in an environment of its own: KIND MENTEES MENTORS ROUNDS TIMES.

Run as a file by an interpreter that has the package and nothing of ours. It prints what the package had to
choose from in each round, and what it made of it.
"""

import json
import operator
import statistics
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from random import Random
from typing import Any

ORGANISATIONS, PROFESSIONS = ("North", "South", "East", "West"), ("Policy", "Digital", "Finance")
GRADES, FURTHER_ON = 5, 2
# In whole numbers: of fractions the package makes a match at random.
FAR, SAME_PROFESSION, ONE_GRADE, TWO_GRADES, NOBODY_YET = 3, 4, 2, 4, 5


def main(kind: str, mentees: int, mentors: int, rounds: int, times: int) -> None:
    runs = [_run(kind, mentees, mentors, rounds) for _ in range(times)]
    for number, one in enumerate(runs[-1]):
        one["seconds"] = statistics.median(run[number]["seconds"] for run in runs)
    print(json.dumps({"version": version("mentor-match"), "rounds": runs[-1]}))


def _run(kind: str, mentees: int, mentors: int, rounds: int) -> list[dict]:
    """One mentee for each mentor in each round; whoever has nobody yet is worth more in the next."""
    process, rule = import_module("matching.process"), import_module("matching.rules.rule")
    told = {"examples": _alike, "hundred": _mixed}[kind]
    rules = {"examples": _few_rules, "hundred": _all_rules}[kind](rule)
    rng = Random(7)
    offering = [process.Mentor(**told(rng, "mentor", number)) for number in range(mentors)]
    waiting = [process.Mentee(**told(rng, "mentee", number)) for number in range(mentees)]
    return [_round(process, offering, waiting, rules) for _ in range(rounds)]


def _alike(_: Random, kind: str, number: int) -> dict:
    """As in the package's own tests."""
    return {
        "email": f"{kind}.{number}@example.org",
        "organisation": f"Department of {kind}s",
        "profession": "Policy",
        "grade": FURTHER_ON * (kind == "mentor"),
    }


def _mixed(rng: Random, kind: str, number: int) -> dict:
    return {
        "email": f"{kind}.{number}@example.org",
        "organisation": rng.choice(ORGANISATIONS),
        "profession": rng.choice(PROFESSIONS),
        "grade": rng.randrange(GRADES) + FURTHER_ON * (kind == "mentor"),
    }


def _few_rules(rule: Any) -> list:
    """Those of its documentation and of its tests of whole runs."""
    far = rule.Generic({True: FAR, False: 0}, lambda one: one.mentee.organisation != one.mentor.organisation)
    return [far, rule.UnmatchedBonus(NOBODY_YET)]


def _all_rules(rule: Any) -> list:
    """And of its tests of single rules."""
    return [
        *_few_rules(rule),
        rule.Equivalent("profession", {True: SAME_PROFESSION, False: 0}),
        rule.Grade(1, operator.eq, {True: ONE_GRADE, False: 0}),
        rule.Grade(2, operator.eq, {True: TWO_GRADES, False: 0}),
    ]


def _round(process: Any, mentors: Sequence, mentees: Sequence, rules: list) -> dict:
    matches = process.generate_match_matrix(mentors, mentees, rules)
    scores = [[match.score for match in row] for row in matches]
    begun = time.perf_counter()
    chosen = process.calculate_matches(process.prepare_matrix(matches))
    seconds = time.perf_counter() - begun
    for row, column in chosen:
        matches[row][column].mark_successful()
    total = sum(scores[row][column] for row, column in chosen)
    return {"scores": scores, "chosen": chosen, "total": total, "seconds": seconds}


if __name__ == "__main__":
    kind, *numbers = sys.argv[1:]
    main(kind, *map(int, numbers))
