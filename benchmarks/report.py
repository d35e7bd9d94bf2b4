"""What a benchmark found: lines of a table, each held against its aim."""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

WIDTH = 140


@dataclass(frozen=True, slots=True)
class Line:
    """`aim` in words; `held` None where there is nothing to hold."""

    what: str
    found: str
    floor: str = ""
    ratio: float | None = None
    aim: str = ""
    held: bool | None = None


def show(title: str, lines: Sequence[Line]) -> None:
    table = Table(title=title, title_justify="left")
    for column in ("what", "found", "floor", "ratio", "aim", ""):
        table.add_column(column, justify="left" if column in ("what", "aim") else "right")
    for line in lines:
        verdict = {None: "", True: "[green]held[/]", False: "[red]missed[/]"}[line.held]
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        table.add_row(line.what, line.found, line.floor, ratio, line.aim, verdict)
    # A pipe has no width of its own.
    Console(width=None if sys.stdout.isatty() else WIDTH).print(table)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
