"""python -m benchmarks [click|directory|drain|...]: every part, or those that are named."""

import asyncio
import logging
import sys

from benchmarks import (
    batch,
    drain,
    freezing,
    growth,
    half_year,
    home,
    messages,
    rush,
    statement,
    tick,
    weeks,
    windows,
)
from benchmarks.click import changes, click, crowd
from benchmarks.dashboard import dashboard, readers
from benchmarks.directory import directory
from benchmarks.exports import exports
from benchmarks.feedback import feedback, findings
from benchmarks.managing import monday
from benchmarks.matching import matching
from benchmarks.paper import paper
from benchmarks.report import show
from benchmarks.review import review
from benchmarks.rosters import rosters
from bot.logs import set_up_logs
from tests.databases import Databases

PARTS = {
    "batch": batch.run,
    "changes": changes.run,
    "click": click.run,
    "crowd": crowd.run,
    "dashboard": dashboard.run,
    "directory": directory.run,
    "drain": drain.run,
    "exports": exports.run,
    "feedback": feedback.run,
    "findings": findings.run,
    "freezing": freezing.run,
    "growth": growth.run,
    "half_year": half_year.run,
    "home": home.run,
    "matching": matching.run,
    "messages": messages.run,
    "monday": monday.run,
    "paper": paper.run,
    "readers": readers.run,
    "review": review.run,
    "rosters": rosters.run,
    "rush": rush.run,
    "statement": statement.run,
    "tick": tick.run,
    "weeks": weeks.run,
    "windows": windows.run,
}
# Of hours; not in a run of everything.
BY_NAME = {"half_year_whole": half_year.run_whole}


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    parts = PARTS | BY_NAME
    if unknown := set(chosen) - set(parts):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; the parts are {', '.join(parts)}.")
    set_up_logs(level=logging.WARNING)
    with Databases.running() as databases:
        for name in chosen:
            show(name, asyncio.run(parts[name](databases)))


if __name__ == "__main__":
    main()
