"""make chaos: kills the bot again and again while messages fall due, and counts what arrived.

python -m tests.chaos [--kills N] [--messages N] [--seed N] [sqlite|postgresql ...]
"""

import argparse
import asyncio
import sys
import time

from tests.chaos.killing import Plan, run
from tests.databases import BOTH, Databases


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("kind", nargs="*", help=f"of {', '.join(BOTH)}; without, all")
    asked = parser.parse_args()
    if unknown := set(asked.kind) - set(BOTH):
        parser.error(f"There is no {', '.join(sorted(unknown))}.")
    broken = False
    with Databases.running() as databases:
        for kind in asked.kind or BOTH:
            plan = Plan(kind, asked.messages, asked.kills, asked.seed)
            began = time.perf_counter()
            counts = asyncio.run(run(databases, plan))
            seconds = time.perf_counter() - began
            title = f"{kind}, {plan.processes} process(es), seed {plan.seed}, {seconds:.0f} s"
            sys.stdout.write("\n".join([title, *(f"  {line}" for line in counts.lines()), ""]))
            for promise, found in counts.broken.items():
                broken = True
                sys.stdout.write(f"  BROKEN {promise}: {', '.join(found[:10])}\n")
            sys.stdout.flush()
    sys.exit(broken)


if __name__ == "__main__":
    main()
