"""A calendar feed to what is kept of it: when somebody works, and when they are away, without a reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.availability import Hours, Shift, ShiftKind
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import AHEAD, BEHIND, Assumed, Codes, Meaning, RosterWords, Understood, Work
from bot.domain.shifts.roster import NIGHT_HOURS
from bot.domain.spans import Span
from bot.rosters.calendars.calendar import read_entries
from bot.rosters.calendars.entries import Entry
from bot.rosters.calendars.one_person import LONGEST_SHIFT, require_one_person
from bot.rosters.evidence import Evidence, evidence
from bot.rosters.hours import hours_in
from bot.rosters.shifts import Day, apart, hours_of, shift_on, span_on, within
from bot.rosters.titles import code_in, explained

MOMENT = timedelta(seconds=1)
EVENING_FROM = 12
# What begins from this hour on may be a night.
LATE = 15
# A meeting is passed over; training that takes a day keeps people as busy as a shift does.
AS_LONG_AS_A_SHIFT = timedelta(hours=6)
FURTHEST_DAY = (AHEAD + BEHIND).days
MOST_ZONES = 3
TOLD_FIRST = (
    Assumed.UNREADABLE,
    Assumed.UNKNOWN_CODE,
    Assumed.NEXT_DAY,
    Assumed.USUAL_HOURS,
    Assumed.WHOLE_DAY,
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one entry came to: shifts, and a code nobody has explained, or a title that says nothing."""

    shifts: tuple[Shift, ...] = ()
    unknown: str | None = None
    unclear: int = 0
    assumed: Assumed | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the entries of one person are read with."""

    zone: ZoneInfo
    words: RosterWords
    codes: Codes


def read_feed(text: str, *, zone: ZoneInfo, now: datetime, words: RosterWords, codes: Codes) -> Understood:
    """Raises RosterRefused."""
    start, end = now - BEHIND, now + AHEAD
    entries = read_entries(text, zone=zone, start=start, end=end)
    how = _Reading(zone, words, codes)
    said = [(one, evidence(one.title, words)) for one in dict.fromkeys(entries.found)]
    read = [_understand(one, found, how) for one, found in said]
    require_one_person([shift for one in read for shift in one.shifts])
    read += [_away(one, zone, Assumed.UNREADABLE) for one in entries.unreadable]
    listed = [one for one, found in said if not found.is_free]
    return Understood(
        shifts=within(apart(_cut(shift, start, end) for one in read for shift in one.shifts), start, end),
        known_until=min(_last_day([*listed, *entries.unreadable], zone, now), end),
        unknown=tuple(sorted({one.unknown for one in read if one.unknown})),
        unclear=entries.unreadable_count + entries.undated + sum(one.unclear for one in read),
        undated=entries.undated,
        zones=tuple(sorted({one.zone for one in listed if one.zone}))[:MOST_ZONES],
        assumed=_assumed(read, zone, start, end),
        codes=tuple(sorted({code for one in listed if (code := code_in(one.title)) and code in codes})),
    )


def _cut(shift: Shift, start: datetime, end: datetime) -> Shift:
    """What goes on for years is looked through day by day wherever it is shown."""
    first, last = start - LONGEST_SHIFT, end + LONGEST_SHIFT
    if shift.end <= first or shift.start >= last:
        return shift
    return replace(shift, start=max(shift.start, first), end=min(shift.end, last))


def _assumed(read: Iterable[_Read], zone: ZoneInfo, start: datetime, end: datetime) -> dict[date, Assumed]:
    """Where there are several on one day, the one that says most."""
    found: dict[date, Assumed] = {}
    assumed = [(one.assumed, shift) for one in read if one.assumed for shift in one.shifts]
    for what, shift in assumed:
        for day in _days_of(shift, zone) if within([shift], start, end) else ():
            found[day] = min(found.get(day, what), what, key=TOLD_FIRST.index)
    return dict(sorted(found.items()))


def _days_of(shift: Shift, zone: ZoneInfo) -> Iterator[date]:
    """Work is of the day on which it begins; being away is of each of its days."""
    first = local_date(zone, shift.start)
    last = first if shift.kind.is_work else local_date(zone, shift.end - MOMENT)
    yield from (first + number * DAY for number in range(min((last - first).days, FURTHEST_DAY) + 1))


def _understand(entry: Entry, said: Evidence, how: _Reading) -> _Read:
    if said.is_cancelled:
        return _Read()
    read = _read(entry, said, how)
    if entry.zone is None or not read.shifts:
        return read
    # Its hours may be others, so the days it seems to be on are quiet as well.
    around = [_whole_days(one, how.zone) for one in read.shifts]
    return replace(read, shifts=(*read.shifts, *around), assumed=Assumed.UNREADABLE, unclear=1)


def _whole_days(shift: Shift, zone: ZoneInfo) -> Shift:
    first, last = local_date(zone, shift.start), local_date(zone, shift.end - MOMENT)
    return Shift(readings(zone, first, time())[0], readings(zone, last + DAY, time())[1], ShiftKind.AWAY)


def _read(entry: Entry, said: Evidence, how: _Reading) -> _Read:
    if entry.days:
        return _read_days(entry, entry.days, said, how)
    if entry.end is None:
        return _read_start(entry, said, how)
    kind = _kind_of(entry, (entry.start, entry.end), said, how)
    return _Read((Shift(entry.start, entry.end, kind),) if kind else (), assumed=entry.assumed)


def _read_days(entry: Entry, days: tuple[date, date], said: Evidence, how: _Reading) -> _Read:
    meaning = _explained(entry.title, said, how.codes) or _named(entry.title, said)
    if meaning is None:
        return _unknown(entry, how.zone)
    shifts = tuple(_each_day(days, meaning, how))
    is_usual = meaning.work.has_times and meaning.hours is None
    return _Read(shifts, assumed=Assumed.USUAL_HOURS if is_usual else None)


def _unknown(entry: Entry, zone: ZoneInfo) -> _Read:
    code = code_in(entry.title)
    away = _away(entry, zone, Assumed.UNKNOWN_CODE if code else Assumed.UNREADABLE)
    return replace(away, unknown=code, unclear=0 if code else 1)


def _away(entry: Entry, zone: ZoneInfo, assumed: Assumed) -> _Read:
    """All of its days and all of its time; what begins late may be a night, so the day after it too."""
    first, last = entry.days or (local_date(zone, entry.start),) * 2
    if entry.end is None and entry.start.astimezone(zone).hour >= LATE:
        last += DAY
    start, end = readings(zone, first, time())[0], readings(zone, last + DAY, time())[1]
    span = (min(start, entry.start), max(end, entry.end or end))
    return _Read((Shift(*span, ShiftKind.AWAY),), assumed=assumed)


def _explained(title: str, said: Evidence, codes: Codes) -> Meaning | None:
    """What the code in it stands for; being off or away only where no word for work stands beside it."""
    meaning = explained(title, codes)
    return None if meaning and said.is_work and not meaning.work.has_times else meaning


def _named(title: str, said: Evidence) -> Meaning | None:
    """Hours in the title count where it names no kind of work, and is not about being away or off."""
    hours = hours_in(title)
    if said.work is not None:
        return Meaning(said.work, hours if said.work.has_times else None)
    if said.is_ignored and (hours is None or _length(hours) < AS_LONG_AS_A_SHIFT):
        return Meaning(Work.OFF)
    return Meaning(_by_hours(hours[0].hour), hours) if hours else None


def _read_start(entry: Entry, said: Evidence, how: _Reading) -> _Read:
    """An entry without an end: its own hours, the usual ones of its kind, or else that day is away."""
    meaning = _explained(entry.title, said, how.codes) or _named(entry.title, said)
    if meaning is None:
        return _unknown(entry, how.zone)
    if not meaning.work.has_times:
        return _away(entry, how.zone, Assumed.WHOLE_DAY) if meaning.work is Work.AWAY else _Read()
    if own := hours_in(entry.title):
        return _until(entry, own, meaning, how)
    end = entry.start + _length(hours_of(meaning, how.words))
    ended = replace(entry, end=end, assumed=Assumed.USUAL_HOURS)
    return _read(ended, said, how)


def _until(entry: Entry, own: Hours, meaning: Meaning, how: _Reading) -> _Read:
    start, end = span_on(local_date(how.zone, entry.start), own, how.zone)
    kind = meaning.work.shift_kind
    if kind is None or end <= entry.start:
        return replace(_away(entry, how.zone, Assumed.UNREADABLE), unclear=1)
    return _Read((Shift(min(start, entry.start), end, kind),))


def _length(hours: Hours) -> timedelta:
    start, end = (timedelta(hours=one.hour, minutes=one.minute) for one in hours)
    return end - start if end > start else end - start + DAY


def _each_day(days: tuple[date, date], meaning: Meaning, how: _Reading) -> Iterator[Shift]:
    """A shift on each of its days, however many an entry without hours goes on for."""
    first, last = days
    if not meaning.work.has_times:
        if kind := meaning.work.shift_kind:
            start, end = readings(how.zone, first, time())[0], readings(how.zone, last + DAY, time())[1]
            yield Shift(start, end, kind)
        return
    for number in range(min((last - first).days + 1, FURTHEST_DAY)):
        if shift := shift_on(Day(first + number * DAY, meaning), zone=how.zone, words=how.words):
            yield shift


def _kind_of(entry: Entry, span: Span, said: Evidence, how: _Reading) -> ShiftKind | None:
    """The hours are known; a title says at most what kind of work they are, or that they are none."""
    meaning, is_at_night = _explained(entry.title, said, how.codes), _touches_night(span, how.zone)
    work = meaning.work if meaning else said.work
    if work is Work.NIGHT and not is_at_night:
        work = None
    if meaning is None and not said.is_sure and is_at_night:
        work = None
    if meaning is None and said.is_ignored and not is_at_night and span[1] - span[0] < AS_LONG_AS_A_SHIFT:
        return None
    return work.shift_kind if work else ShiftKind(_by_hours(entry.start.astimezone(how.zone).hour))


def _by_hours(starts: int) -> Work:
    """Whether it is a night, its hours say wherever that matters."""
    return Work.EVENING if starts >= EVENING_FROM else Work.DAY


def _touches_night(span: Span, zone: ZoneInfo) -> bool:
    start, end = (at.astimezone(zone) for at in span)
    late, early = NIGHT_HOURS
    return start.date() != end.date() or start.time() < early or end.time() > late


def _last_day(entries: Sequence[Entry], zone: ZoneInfo, now: datetime) -> datetime:
    """After the last day with an entry the feed may just not go on yet."""
    days = (one.days[1] if one.days else local_date(zone, one.start) for one in entries)
    last = max(days, default=local_date(zone, now) - DAY)
    return readings(zone, last + DAY, time())[1]
