"""Which Monday a manager's list is for, when it may come, and when a month has been quiet."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings

# A list is planned from the Sunday before it to the Tuesday after; whoever manages something later waits.
PLANNED_FROM, PLANNED_UNTIL = -1, 1
EARLY = time(5)
SATURDAY = 5


def monday_to_plan(now: datetime, *, tz: str) -> date | None:
    """Find the Monday whose list is to be planned now, where its reader is. None on the other days."""
    today = local_date(ZoneInfo(tz), now)
    nearest = today - (today.weekday() if today.weekday() <= PLANNED_UNTIL else today.weekday() - 7) * DAY
    return nearest if PLANNED_FROM <= (today - nearest).days <= PLANNED_UNTIL else None


def comes_between(monday: date, *, tz: str) -> tuple[datetime, datetime]:
    """Give the moments between which its reader may get it: that week's working days, where they are."""
    zone = ZoneInfo(tz)
    saturday = monday + SATURDAY * DAY
    return readings(zone, monday, EARLY)[1], readings(zone, saturday, time())[0]


def month_begins(monday: date) -> date | None:
    """Give the first Monday of the month before, if this is the first of its own. None otherwise."""
    if monday.day > 7:
        return None
    before = monday.replace(day=1) - timedelta(days=1)
    first = before.replace(day=1)
    return first + timedelta(days=-first.weekday() % 7)
