"""A calendar feed to what is kept of it: when somebody works, and when they are away, without a reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.availability import Shift, ShiftKind
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.roster import NIGHT_HOURS
from bot.domain.rosters import AHEAD, BEHIND, Codes, Meaning, RosterWords, Understood, Work
from bot.domain.spans import Span
from bot.rosters.calendar import Entry, read_entries
from bot.rosters.problems import SEVERAL_PEOPLE, RosterRefused
from bot.rosters.shifts import Day, apart, shift_on, within
from bot.rosters.titles import code_in, explained, hours_in, is_ignored, work_named

# A handover is no overlap, and one double booking is no second person.
MORE_THAN_HANDOVER = timedelta(hours=1)
MOST_OVERLAPS = 2
SHARE_OF_OVERLAPS = 0.2
LONGEST_SHIFT = timedelta(hours=30)
MOST_HOURS_A_WEEK = timedelta(hours=120)
MOMENT = timedelta(seconds=1)
EVENING_FROM = 12
NOBODY_KNOWS = Meaning(Work.AWAY)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one entry came to: shifts, and a code nobody has explained, or a title that says nothing."""

    shifts: tuple[Shift, ...] = ()
    unknown: str | None = None
    unclear: int = 0


def read_feed(text: str, *, zone: ZoneInfo, now: datetime, words: RosterWords, codes: Codes) -> Understood:
    """Raises RosterRefused."""
    start, end = now - BEHIND, now + AHEAD
    entries = read_entries(text, zone=zone, start=start, end=end)
    listed = [one for one in dict.fromkeys(entries.found) if not is_ignored(one.title, words)]
    read = [_understand(one, zone=zone, words=words, codes=codes) for one in listed]
    _require_one_person([shift for one in read for shift in one.shifts])
    return Understood(
        shifts=within(apart(shift for one in read for shift in one.shifts), start, end),
        known_until=min(_last_day(listed, zone, now), end),
        unknown=tuple(sorted({one.unknown for one in read if one.unknown})),
        unclear=entries.unreadable + sum(one.unclear for one in read),
    )


def _understand(entry: Entry, *, zone: ZoneInfo, words: RosterWords, codes: Codes) -> _Read:
    if not entry.is_all_day:
        kind = _kind_of(entry, zone=zone, words=words, codes=codes)
        return _Read((Shift(entry.start, entry.end, kind),) if kind else ())
    meaning = explained(entry.title, codes) or _named(entry.title, words)
    if meaning is not None:
        return _Read(tuple(_each_day(entry, meaning, zone=zone, words=words)))
    code = code_in(entry.title)
    silent = tuple(_each_day(entry, NOBODY_KNOWS, zone=zone, words=words))
    return _Read(silent, unknown=code, unclear=0 if code else 1)


def _named(title: str, words: RosterWords) -> Meaning | None:
    """Hours in the title count where it names no work."""
    work, hours = work_named(title, words), hours_in(title)
    if work is None:
        return Meaning(_by_hours(hours[0].hour), hours) if hours else None
    return Meaning(work, hours if work.has_times else None)


def _each_day(entry: Entry, meaning: Meaning, *, zone: ZoneInfo, words: RosterWords) -> Iterator[Shift]:
    """A shift on each of its days, however many an entry without hours goes on for."""
    first, last = local_date(zone, entry.start), local_date(zone, entry.end - MOMENT)
    if not meaning.work.has_times:
        if kind := meaning.work.shift_kind:
            yield Shift(entry.start, entry.end, kind)
        return
    for number in range(min((last - first).days + 1, AHEAD.days + BEHIND.days)):
        if shift := shift_on(Day(first + number * DAY, meaning), zone=zone, words=words):
            yield shift


def _kind_of(entry: Entry, *, zone: ZoneInfo, words: RosterWords, codes: Codes) -> ShiftKind | None:
    """The hours are known; a title says at most what kind of work they are."""
    meaning = explained(entry.title, codes)
    work = meaning.work if meaning else work_named(entry.title, words)
    if work is Work.NIGHT and not _touches_night(entry, zone):
        work = None
    return work.shift_kind if work else ShiftKind(_by_hours(entry.start.astimezone(zone).hour))


def _by_hours(starts: int) -> Work:
    """Whether it is a night, its hours say wherever that matters."""
    return Work.EVENING if starts >= EVENING_FROM else Work.DAY


def _touches_night(entry: Entry, zone: ZoneInfo) -> bool:
    start, end = entry.start.astimezone(zone), entry.end.astimezone(zone)
    late, early = NIGHT_HOURS
    return start.date() != end.date() or start.time() < early or end.time() > late


def _last_day(entries: Sequence[Entry], zone: ZoneInfo, now: datetime) -> datetime:
    """After the last day with an entry the feed may just not go on yet."""
    days = (local_date(zone, one.end - MOMENT if one.is_all_day else one.start) for one in entries)
    last = max(days, default=local_date(zone, now) - DAY)
    return readings(zone, last + DAY, time())[1]


def _require_one_person(shifts: Sequence[Shift]) -> None:
    """On call from home may go beside a shift; being at work twice at a time may not."""
    work = sorted(
        (one.start, one.end) for one in shifts if one.kind.is_work and one.kind is not ShiftKind.ON_CALL
    )
    overlaps = sum(before[1] - after[0] > MORE_THAN_HANDOVER for before, after in pairwise(work))
    if overlaps > MOST_OVERLAPS and overlaps >= SHARE_OF_OVERLAPS * len(work):
        raise RosterRefused(SEVERAL_PEOPLE)
    if any(_at_work(week) > MOST_HOURS_A_WEEK for week in _weeks(work)):
        raise RosterRefused(SEVERAL_PEOPLE)


def _weeks(work: Sequence[Span]) -> list[list[Span]]:
    weeks: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in work:
        weeks[span[0].isocalendar()[:2]].append(span)
    return list(weeks.values())


def _at_work(spans: Iterable[Span]) -> timedelta:
    """A run of several days stands for being on call."""
    return sum((end - start for start, end in spans if end - start <= LONGEST_SHIFT), timedelta())
