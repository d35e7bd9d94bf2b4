"""A roster day by day, as its person would say it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.availability import Shift, ShiftKind
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import Horizon
from bot.domain.shifts.roster import is_night

MOMENT = timedelta(seconds=1)
# What ends before it belongs to the day before.
NOON = time(12)


class DayKind(StrEnum):
    SHIFT = "on shift"
    NIGHT = "night"
    ON_CALL = "on call"
    AWAY = "away"
    OFF = "off"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Part:
    """Local times; none where it takes the whole day."""

    kind: DayKind
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class RosterDay:
    """One local day and what begins on it."""

    on: date
    parts: tuple[Part, ...]


def days_from(
    first: date, count: int, *, shifts: Sequence[Shift], known: Horizon, zone: ZoneInfo
) -> tuple[RosterDay, ...]:
    days = [first + number * DAY for number in range(count)]
    return tuple(RosterDay(day, _parts(day, shifts, known, zone)) for day in days)


def counted(days: Sequence[RosterDay]) -> Counter[DayKind]:
    """How many days have each kind in them."""
    return Counter(kind for day in days for kind in {part.kind for part in day.parts})


def _parts(day: date, shifts: Sequence[Shift], known: Horizon, zone: ZoneInfo) -> tuple[Part, ...]:
    work = [one for one in shifts if one.kind.is_work and _is_worked_on(day, one, zone)]
    if work:
        return tuple(_part(day, one, zone) for one in work)
    if any(_is_away_on(day, one, zone) for one in shifts):
        return (Part(DayKind.AWAY),)
    if any(_lasts_over(day, one, zone) for one in shifts if one.kind is ShiftKind.ON_CALL):
        return (Part(DayKind.ON_CALL),)
    is_known = readings(zone, day + DAY, time())[1] <= known.end and (
        known.start is None or known.start <= readings(zone, day, time())[0]
    )
    return (Part(DayKind.OFF if is_known else DayKind.NOT_KNOWN),)


def _is_worked_on(day: date, shift: Shift, zone: ZoneInfo) -> bool:
    """A shift is of the day on which it begins; what goes on for days, as being on call may, of each."""
    first = local_date(zone, shift.start)
    is_long = shift.end - shift.start > DAY
    return day == first or (is_long and first < day <= local_date(zone, shift.end - MOMENT))


def _is_away_on(day: date, shift: Shift, zone: ZoneInfo) -> bool:
    return shift.kind is ShiftKind.AWAY and (
        local_date(zone, shift.start) <= day <= local_date(zone, shift.end - MOMENT)
    )


def _part(day: date, shift: Shift, zone: ZoneInfo) -> Part:
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    kind = _kind(shift, zone)
    if shift.end - shift.start <= DAY:
        return Part(kind, start.time(), end.time())
    hours = (start.time() if start.date() == day else time(), end.time() if end.date() == day else time())
    return Part(kind) if hours == (time(), time()) else Part(kind, *hours)


def _kind(shift: Shift, zone: ZoneInfo) -> DayKind:
    if shift.kind is ShiftKind.ON_CALL:
        return DayKind.ON_CALL
    return DayKind.NIGHT if is_night(shift, zone) else DayKind.SHIFT


def _lasts_over(day: date, shift: Shift, zone: ZoneInfo) -> bool:
    """Whether a shift that began earlier goes on over this day's noon."""
    return shift.start < readings(zone, day, time())[0] and readings(zone, day, NOON)[0] < shift.end
