"""Planned about a program as a whole: the post of its summary, and its champion's month."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.delivery.outbox import Planned
from bot.domain.local_time import readings
from bot.domain.managing.champions import EARLY_IN_THE_MONTH, month_of, told_on
from bot.domain.managing.schedules import Schedule, hours_of

SUMMARY, MONTH = "scheduled_summary", "champions_month"
GOOD_FOR = timedelta(days=10)


def plan_summary(schedule: Schedule, day: date, zone: ZoneInfo) -> Planned:
    """Plan the post of one day, for the hours at which people there are at work. Its cycle is the day."""
    due_at, expires_at = hours_of(day, zone)
    return Planned(
        workspace_id=schedule.workspace_id,
        kind=SUMMARY,
        subject=schedule.program_id,
        cycle=day.toordinal(),
        recipient=schedule.channel_id,
        due_at=due_at,
        expires_at=expires_at,
        budgeted=False,
    )


def is_early(day: date) -> bool:
    """Tell whether a champion is still told about the month before."""
    return told_on(day) <= day <= day.replace(day=1) + EARLY_IN_THE_MONTH


def plan_month(workspace_id: str, champion: str, day: date, zone: ZoneInfo) -> Planned:
    """Plan what a champion hears of the month before: once, however often. Its cycle is that month."""
    due_at = readings(zone, told_on(day), time())[1]
    return Planned(
        workspace_id=workspace_id,
        kind=MONTH,
        subject=workspace_id,
        cycle=month_of(day).toordinal(),
        recipient=champion,
        due_at=due_at,
        expires_at=due_at + GOOD_FOR,
    )


def day_of(cycle: int) -> date:
    """Give the day that the row of a summary is about."""
    return date.fromordinal(cycle)


def moment_is_over(day: date, zone: ZoneInfo, *, now: datetime) -> bool:
    """Tell whether nothing is posted on this day any more."""
    return now >= hours_of(day, zone)[1]
