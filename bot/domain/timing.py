"""When a message is welcome: pure functions from what is known about a person to windows of time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Interval, QuietRules
from bot.domain.local_time import DAY, local_date, possibly, readings, surely
from bot.domain.presets import preset_hours
from bot.domain.roster import Roster
from bot.domain.spans import Span, common, merged, minus
from bot.domain.timing_words import describe_windows

__all__ = ["describe_windows", "next_welcome_moment", "shared_windows", "welcome_windows"]
