"""Not now: how long a question may be put off, and when it is asked again."""

from collections.abc import Iterable
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, QuietRules
from bot.domain.local_time import DAY, readings
from bot.domain.pausing import Until
from bot.domain.timing import next_welcome_moment

USUAL = Until.THREE_DAYS
KIND = "asked_again"
# The least each may take; after nights it depends on the person.
_SOONEST = MappingProxyType({Until.TOMORROW: 1, Until.THREE_DAYS: 3, Until.NEXT_MONTH: 28})


def fitting(choices: Iterable[Until], *, now: datetime, expires: datetime) -> list[Until]:
    """Those after which a question that loses its point then may still be asked."""
    return [one for one in choices if now + _SOONEST.get(one, 0) * DAY < expires]


def asked_again_at(
    reader: Availability, day: date, *, expires: datetime, rules: QuietRules
) -> datetime | None:
    """The first welcome moment from that day on; None where there is none before it loses its point."""
    due = readings(ZoneInfo(reader.tz), day, time())[1]
    return next_welcome_moment(reader, due=due, expires=expires, rules=rules)
