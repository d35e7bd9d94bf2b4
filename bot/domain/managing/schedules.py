"""When a program's summary is posted by itself: every four weeks, every month or each quarter."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Self
from zoneinfo import ZoneInfo

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.local_time import readings
from bot.domain.programs.programs import Program

# Where most of a workspace's people are, when they are at work.
FROM: Final = time(10)
UNTIL: Final = time(17)
SATURDAY: Final = 5
FURTHEST: Final = timedelta(days=366)


class Every(StrEnum):
    """How often a summary is posted."""

    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    QUARTER = "quarter"


MONTHS: Final = {Every.MONTH: 1, Every.QUARTER: 3}


@dataclass(frozen=True, slots=True)
class Schedule:
    """Of a program, which has one at most. From `starts_on` it is counted, so that a 31st comes back.

    `next_on` is the first day that has not been planned. `set_by` is in whose name it is posted, empty once
    they had themselves deleted.
    """

    workspace_id: str
    program_id: str
    channel_id: str
    every: Every
    starts_on: date
    next_on: date
    set_by: str

    def after(self, day: date) -> Self:
        """The same, with the first of its days after this one as the next."""
        step = 1
        while (following := _nth(self, step)) <= day:
            step += 1
        return replace(self, next_on=following)


def _nth(schedule: Schedule, step: int) -> date:
    """Give the day of its `step`th post after the first; a month that is too short has it on its last day."""
    first = schedule.starts_on
    if schedule.every is Every.FOUR_WEEKS:
        return first + timedelta(weeks=4 * step)
    months = first.month - 1 + MONTHS[schedule.every] * step
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def check_schedule(channel_id: str, starts_on: date | None, program: Program, *, today: date) -> date:
    """Give the first day back. Raises InvalidAnswer."""
    problems = {}
    if not channel_id:
        problems[Part.CHANNEL] = "Choose where to post it."
    if starts_on is None or not today < starts_on <= today + FURTHEST:
        problems[Part.POST_DAY] = "Choose a day from tomorrow on, within a year."
    elif program.ends_on and starts_on > program.ends_on:
        problems[Part.POST_DAY] = "Choose an earlier day: the program is over by then."
    if problems or starts_on is None:
        raise InvalidAnswer(problems)
    return starts_on


def working_day(day: date) -> date:
    """This day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def hours_of(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when until when something may be posted on a day, by the clocks there."""
    return readings(zone, day, FROM)[1], readings(zone, day, UNTIL)[0]
