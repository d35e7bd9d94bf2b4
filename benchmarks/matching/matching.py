"""Who suits whom: pairs against other solvers and plainer ways, 10,000 people, few mentors, and circles."""

import json
import math
import os
import subprocess
import sys
from typing import Any

from benchmarks.matching.mentor_match import against_mentor_match
from benchmarks.report import Line

ROUNDS = 3
SIZES = (1_000, 2_000)
# Mentees, mentors, places.
OTHERS = ((1_000, 500, 1_100), (10_000, 5_000, 11_000))
SECONDS = 2.5
# A score of four bytes for every mentee and mentor; it may be half of that.
MEGABYTES, MOST_OF_IT = 10_000 * 5_000 * 4 / 1024**2, 0.5
MOST_TIMES, LEAST_SHARE, MOST_OFF, MOST_EXPONENT = 2.0, 0.9999, 1e-6, 2.1
CIRCLE_SECONDS = 5.0
# Both sides alike: on a busy machine, threads that wait for each other measure the machine.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


async def run(_: object) -> list[Line]:
    lines = [line for size in SIZES for line in _against_dense(size)]
    lines += _thousands()
    lines += _scarce()
    lines += [line for case in OTHERS for line in _other_ways(*case)]
    lines += against_mentor_match()
    return [*lines, *_circles()]


def _measure(part: str, *numbers: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.matching.once", part, *map(str, numbers)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **ONE_THREAD}
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _against_dense(mentees: int) -> list[Line]:
    found = _measure("compare", mentees, mentees // 2, mentees * 11 // 10, ROUNDS)
    ratio = found["floor"] / found["seconds"]
    mine, theirs = found["matched"]
    return [
        Line(
            f"{mentees:,} mentees: score and solve",
            f"{found['seconds']:.3f} s",
            f"{found['floor']:.3f} s",
            ratio,
            "no slower than dense",
            ratio >= 1,
        ),
        Line(
            f"{mentees:,} mentees: total off the optimum",
            f"{found['off']:.1e}, {mine} of {theirs} matched",
            aim=f"at most {MOST_OFF:.0e}",
            held=found["off"] <= MOST_OFF and mine == theirs,
        ),
    ]


def _thousands() -> list[Line]:
    small = _measure("large", 1_000, 500, 1_100, ROUNDS)
    large = _measure("large", 10_000, 5_000, 11_000, ROUNDS)
    exponent = math.log10(large["seconds"] / small["seconds"])
    seconds, megabytes = large["seconds"], large["megabytes"]
    return [
        Line(
            "10,000 mentees: score and solve",
            f"{seconds:.2f} s",
            f"{SECONDS} s",
            SECONDS / seconds,
            f"under {SECONDS * MOST_TIMES:.0f} s",
            seconds < SECONDS * MOST_TIMES,
        ),
        Line(
            "10,000 mentees: most memory beside the people",
            f"{megabytes:.0f} MB",
            f"{MEGABYTES:.0f} MB",
            MEGABYTES / megabytes,
            f"under {MEGABYTES * MOST_OF_IT:.0f} MB",
            megabytes < MEGABYTES * MOST_OF_IT,
        ),
        Line(
            "10,000 mentees: share of the bound",
            f"{large['share']:.6f}",
            aim=f"at least {LEAST_SHARE}",
            held=large["share"] >= LEAST_SHARE,
        ),
        Line(
            "10,000 mentees: matched",
            f"{large['matched']:,}",
            aim="all who can be",
            held=not large["can_grow"],
        ),
        Line("10,000 mentees: with reasons in words", f"{large['with_words']:.2f} s"),
        Line(
            "from 1,000 to 10,000: exponent of the growth",
            f"{exponent:.2f}",
            aim=f"under {MOST_EXPONENT}",
            held=exponent < MOST_EXPONENT,
        ),
    ]


def _scarce() -> list[Line]:
    lines = []
    for mentors, places in ((3, 9), (1_000, 2_500)):
        found = _measure("large", 10_000, mentors, places, 1)
        lines.append(
            Line(
                f"10,000 mentees, {mentors:,} mentors: places filled",
                f"{found['matched']:,} of {places:,}, {found['seconds']:.2f} s",
                aim="every one",
                held=found["matched"] == places and not found["can_grow"],
            )
        )
    return lines


def _other_ways(mentees: int, mentors: int, places: int) -> list[Line]:
    found = _measure("others", mentees, mentors, places)
    return [
        Line(
            f"{mentees:,} mentees, {way}",
            f"{one['share']:.4f} of the bound, {one['matched']:,} matched, lowest {one['lowest']:.0f}",
        )
        for way, one in found.items()
    ]


def _circles() -> list[Line]:
    found = _measure("circles", 200, 30, ROUNDS)
    return [
        Line(
            "200 people in circles of 5",
            f"{found['seconds']:.2f} s",
            aim=f"under {CIRCLE_SECONDS:.0f} s",
            held=found["seconds"] < CIRCLE_SECONDS and not found["left"],
        ),
        Line("200 people in circles of 5: below the bound by", f"{100 * found['gap']:.1f} %"),
    ]
