"""When the invented people sleep, work and are free, from the shifts they really work."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.hospital import TIMES, Invented
from bot.domain.availability import Shift, ShiftKind
from bot.sandbox.people import Span

BEDTIME, GETS_UP = time(23), time(6, 30)
HOME_AND_ASLEEP = timedelta(hours=1)
SLEEPS_FOR = timedelta(hours=7)
DAY = timedelta(days=1)
WORKING_DAYS = range(5)


def routine(person: Invented, start: datetime, end: datetime, *, zone: ZoneInfo) -> list[Span]:
    """Asleep, on shift or at work, and off, in order and without gaps. Work wins over sleep."""
    busy = [*_work(person, start, end, zone), *_sleep(person.shifts, start, end, zone)]
    return list(_filled(_laid_out(busy), start, end))


def _work(person: Invented, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Span]:
    """At a desk in office hours, which is all that is known of who has no shifts; else on shift."""
    if person.preset_id == "office":
        yield from _at_a_desk(start, end, zone)
        return
    for shift in person.shifts:
        if shift.end > start and shift.start < end:
            yield Span(shift.start, shift.end, "on_shift")


def _at_a_desk(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Span]:
    opens, closes = TIMES["office"]
    day = start.astimezone(zone).date()
    while (begins := datetime.combine(day, opens, zone)) < end:
        ends = datetime.combine(day, closes, zone)
        if day.weekday() in WORKING_DAYS and ends > start:
            yield Span(begins.astimezone(UTC), ends.astimezone(UTC), "at_work")
        day += DAY


def _sleep(shifts: Sequence[Shift], start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Span]:
    nights = [
        shift for shift in shifts if shift.kind is ShiftKind.NIGHT and start - DAY < shift.end < end + DAY
    ]
    for shift in nights:
        yield Span(shift.end + HOME_AND_ASLEEP, shift.end + HOME_AND_ASLEEP + SLEEPS_FOR, "asleep")
    day = start.astimezone(zone).date() - DAY
    while datetime.combine(day, BEDTIME, zone) < end:
        to_bed = datetime.combine(day, BEDTIME, zone).astimezone(UTC)
        up = datetime.combine(day + DAY, GETS_UP, zone).astimezone(UTC)
        if not any(shift.start < up and shift.end > to_bed for shift in nights):
            yield Span(to_bed, up, "asleep")
        day += DAY


def _laid_out(busy: Sequence[Span]) -> Iterator[Span]:
    """Without overlaps: a span gives way to work, and to what began before it."""
    until = datetime.min.replace(tzinfo=UTC)
    works = [span for span in busy if span.kind != "asleep"]
    for span in sorted(busy, key=lambda span: (span.start, span.kind)):
        begins = max(span.start, until)
        ends = span.end
        if span.kind == "asleep":
            ends = min([ends, *(work.start for work in works if work.start > begins)])
        if begins < ends:
            yield Span(begins, ends, span.kind)
            until = ends


def _filled(spans: Iterator[Span], start: datetime, end: datetime) -> Iterator[Span]:
    at = start
    for span in spans:
        if span.end <= at or span.start >= end:
            continue
        if span.start > at:
            yield Span(at, span.start, "off")
        yield Span(max(span.start, at), min(span.end, end), span.kind)
        at = min(span.end, end)
    if at < end:
        yield Span(at, end, "off")
