"""Targets: what a program aims at with a measure, as a number and a comparison."""

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """How a figure is held against a target; REPORT aims at nothing and shows the figure."""

    AT_LEAST = "at least"
    UNDER = "under"
    BETWEEN = "between"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Target:
    """In percent. AT_LEAST has `low`, UNDER has `high`, BETWEEN has both.

    `note` is what was written before targets were numbers, where no number could be read from it.
    """

    comparison: Comparison
    low: int | None = None
    high: int | None = None
    note: str = ""
