"""Understands rosters: pure, without a look at any clock, network or database.

Calendars are read by `bot.rosters.feed`, which is left out here: its libraries are large.
"""

from bot.rosters.lines import parse_corrections, parse_lines, read_lines
from bot.rosters.pattern import parse_pattern, read_pattern
from bot.rosters.problems import RosterRefused, WrongLines

__all__ = [
    "RosterRefused",
    "WrongLines",
    "parse_corrections",
    "parse_lines",
    "parse_pattern",
    "read_lines",
    "read_pattern",
]
