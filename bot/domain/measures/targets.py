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
    """In percent. AT_LEAST has `low`, UNDER has `high`, BETWEEN has both, and reaches from one to the other.

    `note` is what was written before targets were numbers, where a number doesn't say all of it.
    """

    comparison: Comparison
    low: int | None = None
    high: int | None = None
    note: str = ""

    def holds(self, percent: int) -> bool:
        """Whether this is what is aimed at; anything is where nothing is."""
        return (self.low is None or percent >= self.low) and (
            self.high is None
            or percent < self.high
            or (self.comparison is Comparison.BETWEEN and percent == self.high)
        )


REPORT = Target(Comparison.REPORT)


def at_least(percent: int) -> Target:
    return Target(Comparison.AT_LEAST, low=percent)


def under(percent: int) -> Target:
    return Target(Comparison.UNDER, high=percent)


def between(low: int, high: int) -> Target:
    return Target(Comparison.BETWEEN, low, high)
