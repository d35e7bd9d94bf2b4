"""Understands rosters: pure, without a look at any clock, network or database."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.rosters import Codes, RosterWords, Understood
from bot.rosters.lines import parse_corrections, parse_lines, read_lines
from bot.rosters.pattern import parse_pattern, read_pattern
from bot.rosters.problems import RosterRefused, WrongLines

__all__ = [
    "RosterRefused",
    "WrongLines",
    "parse_corrections",
    "parse_lines",
    "parse_pattern",
    "read_feed",
    "read_lines",
    "read_pattern",
]


def read_feed(text: str, *, zone: ZoneInfo, now: datetime, words: RosterWords, codes: Codes) -> Understood:
    """Understand a calendar; raises RosterRefused. What reads it is large, and imported only here."""
    from bot.rosters.feed import read_feed as read

    return read(text, zone=zone, now=now, words=words, codes=codes)
