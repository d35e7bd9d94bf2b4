"""Shifts made of local days and hours, and made not to overlap."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.availability import Hours, Shift, ShiftKind
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import Assumed, Meaning, RosterWords, Work
from bot.domain.spans import Span, merged, minus

# Where two overlap, what asks for more sleep counts.
FIRST = (ShiftKind.NIGHT, ShiftKind.DAY, ShiftKind.EVENING, ShiftKind.ON_CALL, ShiftKind.AWAY)


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody does on a local day."""

    on: date
    meaning: Meaning


def shift_on(day: Day, *, zone: ZoneInfo, words: RosterWords) -> Shift | None:
    """The widest reading of its hours; None for a day off."""
    kind = day.meaning.work.shift_kind
    if kind is None:
        return None
    start, end = span_on(day.on, hours_of(day.meaning, words), zone)
    return Shift(start, end, kind)


def hours_of(meaning: Meaning, words: RosterWords) -> Hours:
    """A whole day for whoever is away."""
    if not meaning.work.has_times:
        return time(), time()
    return meaning.hours or words.usual_hours[meaning.work]


def span_on(day: date, hours: Hours, zone: ZoneInfo) -> Span:
    start, end = hours
    ends_on = day if start < end else day + DAY
    return readings(zone, day, start)[0], readings(zone, ends_on, end)[1]


def apart(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """In order and without overlaps."""
    by_kind: dict[ShiftKind, list[Span]] = {kind: [] for kind in FIRST}
    for shift in shifts:
        by_kind[shift.kind].append((shift.start, shift.end))
    taken: list[Span] = []
    found: list[Shift] = []
    for kind, spans in by_kind.items():
        left = minus(merged(spans), taken)
        found += [Shift(start, end, kind) for start, end in left]
        taken = merged([*taken, *left])
    return tuple(sorted(found, key=lambda one: one.start))


def assumed_of(days: Iterable[tuple[date, Meaning | None]]) -> dict[date, Assumed]:
    """What is taken for granted of days; a code that nobody has explained weighs more than hours."""
    found: dict[date, Assumed] = {}
    for on, meaning in days:
        if meaning is None:
            found[on] = Assumed.UNKNOWN_CODE
        elif meaning.work.has_times and meaning.hours is None:
            found.setdefault(on, Assumed.USUAL_HOURS)
    return found


def within(shifts: Iterable[Shift], start: datetime, end: datetime) -> tuple[Shift, ...]:
    return tuple(one for one in shifts if one.end > start and one.start < end)


def corrected(
    shifts: Sequence[Shift], days: Sequence[Day], *, zone: ZoneInfo, words: RosterWords
) -> tuple[Shift, ...]:
    """These days as the person says; what begins on them otherwise is taken away."""
    told = {day.on for day in days}
    kept = [shift for one in shifts for shift in _outside(one, told, zone)]
    own = (shift_on(day, zone=zone, words=words) for day in days)
    return apart([*kept, *(shift for shift in own if shift)])


def _outside(shift: Shift, told: set[date], zone: ZoneInfo) -> list[Shift]:
    """Work goes by the day on which it begins; being away is taken off day by day."""
    if shift.kind.is_work:
        return [] if local_date(zone, shift.start) in told else [shift]
    holes = merged(span_on(day, (time(), time()), zone) for day in told)
    return [Shift(start, end, shift.kind) for start, end in minus([(shift.start, shift.end)], holes)]


@cache
def nouns() -> Mapping[str, Work]:
    """What a typed roster calls each kind of work."""
    return {work.value.replace("_", " "): work for work in Work}
