"""When numbers are frozen: on Mondays at four, where most of a workspace's people are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.disclosure.kinds import Every
from bot.domain.local_time import local_date, readings
from bot.domain.mentorships.mentorships import this_monday

AT: Final = time(4)
WEEK: Final = timedelta(weeks=1)
# As far back as a chart shows, and as what was missed is made up for.
KEPT: Final = 12
# Four weeks are counted from here in every program, so that nobody's own beginning shows.
A_FOURTH_MONDAY: Final = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Round:
    """A freezing: the week that ended with it, whether it is still that Monday, and when the next is."""

    week: date
    is_its_day: bool
    next_at: datetime

    @property
    def monday(self) -> date:
        return self.week + WEEK

    @property
    def weeks(self) -> list[date]:
        """The last twelve that are over, oldest first."""
        return last_weeks(self.week)


def round_at(now: datetime, tz: str) -> Round:
    zone = ZoneInfo(tz)
    today = local_date(zone, now)
    monday = this_monday(today)
    if now < _moment(zone, monday):
        monday -= WEEK
    return Round(monday - WEEK, is_its_day=today == monday, next_at=_moment(zone, monday + WEEK))


def freezes(week: date, every: Every) -> bool:
    """Whether a kind that is frozen so often is frozen when this week is over."""
    return (week + WEEK - A_FOURTH_MONDAY).days // 7 % every == 0


def last_weeks(week: date) -> list[date]:
    return [week - WEEK * back for back in range(KEPT - 1, -1, -1)]


def weeks_to_freeze(at: Round, *, since: date | None, frozen: Collection[date]) -> list[date]:
    """The weeks that are still to be frozen, oldest first.

    From the one in which the first pair began, or the first that was frozen if that is earlier.
    """
    first = min([at.week, *([this_monday(since)] if since else ()), *frozen])
    return [week for week in at.weeks if week >= first and week not in frozen]


def shown_since(today: date) -> date:
    """The Monday of the oldest week that a page may show."""
    return this_monday(today) - WEEK * (KEPT + 1)


def _moment(zone: ZoneInfo, monday: date) -> datetime:
    return readings(zone, monday, AT)[1]
