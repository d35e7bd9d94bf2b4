"""Local hours of a day as instants. A time the clocks skip or repeat has two readings; callers choose."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.availability import Hours
from bot.domain.spans import Span

DAY = timedelta(days=1)


@lru_cache(maxsize=1 << 14)
def readings(zone: ZoneInfo, day: date, at: time) -> Span:
    """The earlier and the later instant that `at` may mean on a day; the same but for a clock change."""
    local = datetime.combine(day, at, zone)
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    return (first, second) if first <= second else (second, first)


def surely(zone: ZoneInfo, day: date, hours: Iterable[Hours]) -> list[Span]:
    """The part of these hours that is inside them by every reading: for time that may be used."""
    return list(_surely(zone, day, tuple(hours)))


@lru_cache(maxsize=1 << 14)
def _surely(zone: ZoneInfo, day: date, hours: tuple[Hours, ...]) -> tuple[Span, ...]:
    spans = ((readings(zone, day, start)[1], readings(zone, day, end)[0]) for start, end in hours)
    return tuple(span for span in spans if span[0] < span[1])


def possibly(zone: ZoneInfo, day: date, hours: Iterable[Hours]) -> list[Span]:
    """These hours by the widest reading: for time that must be left alone. They may run over midnight."""
    return list(_possibly(zone, day, tuple(hours)))


@lru_cache(maxsize=1 << 14)
def _possibly(zone: ZoneInfo, day: date, hours: tuple[Hours, ...]) -> tuple[Span, ...]:
    return tuple(
        (readings(zone, day, start)[0], readings(zone, day if start < end else day + DAY, end)[1])
        for start, end in hours
    )


def local_date(zone: ZoneInfo, when: datetime) -> date:
    return when.astimezone(zone).date()
