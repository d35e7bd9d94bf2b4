"""Times to suggest for a meeting: when everybody is awake and off shift, and why each of them is fine."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Interval, QuietRules
from bot.domain.local_time import DAY, local_date, readings
from bot.domain.spans import Span
from bot.domain.timing import intersection, meeting_windows

MOST_SLOTS = 3
HORIZON = timedelta(weeks=4)
# Somebody else has to be asked first, at a moment that is welcome to them.
LEAD = timedelta(days=2)
APART = timedelta(days=3)
QUARTER = timedelta(minutes=15)
LONG, SHORT = 30, 20
HALF_HOUR = 30


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Some time to meet. `start` is aware UTC."""

    start: datetime
    minutes: int = LONG

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


class Reason(StrEnum):
    """Why a slot is fine, true of everybody it is said to; nobody's hours can be told from it."""

    OFF = "off"
    ROSTERED = "rostered"
    PATTERN = "pattern"
    DAYTIME = "daytime"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Offer:
    slot: Slot
    reason: Reason


def suggest_slots(
    people: Sequence[Availability],
    *,
    now: datetime,
    rules: QuietRules,
    minutes: int = LONG,
    enough: int | None = None,
    without: Collection[datetime] = (),
) -> list[Slot]:
    """At most three within four weeks, on different days, in order; the same for the same input.

    Each is `minutes` long, or shorter where they share no more than that.

    Each is fit for everybody, or for `enough` of them; where their best hours never meet, it lies in others
    that no rule forbids. None begins at a time in `without`, and days on which those lie come last.
    """
    needed = len(people) if enough is None else min(enough, len(people))
    for at_best in (True, False):
        windows = _windows_of(people, now=now, rules=rules, at_best=at_best)
        best = _best_of_each_day(
            windows, needed, minutes=minutes, without=without, zone=ZoneInfo(people[0].tz)
        )
        if best:
            return _chosen(best, refused={local_date(ZoneInfo(people[0].tz), one) for one in without})
    return []


def _chosen(best: Mapping[date, Slot], *, refused: Collection[date]) -> list[Slot]:
    fresh = [slot for day, slot in best.items() if day not in refused]
    again = [slot for day, slot in best.items() if day in refused]
    return sorted([*_spread(fresh), *again][:MOST_SLOTS])


def fits(person: Availability, slot: Slot, *, rules: QuietRules) -> bool:
    """Whether all of it is fit for a meeting, for this person, as far as is known now."""
    found = meeting_windows(person, start=slot.start, end=slot.end, rules=rules, at_best=False)
    return found == [Interval(slot.start, slot.end)]


def reason_for(people: Sequence[Availability], slot: Slot, *, rules: QuietRules) -> Reason:
    """The strongest that is true of all of them."""
    if not all(fits(one, slot, rules=rules) for one in people):
        return Reason.MOST
    if all(_is_off(one, slot) for one in people):
        return Reason.OFF
    if all(_is_rostered(one, slot) for one in people):
        return Reason.ROSTERED
    if all(_is_rostered(one, slot) or one.preset.start is not None for one in people):
        return Reason.PATTERN
    return Reason.DAYTIME


def _windows_of(
    people: Sequence[Availability], *, now: datetime, rules: QuietRules, at_best: bool
) -> list[list[Interval]]:
    start, end = now + LEAD, now + HORIZON
    return [meeting_windows(one, start=start, end=end, rules=rules, at_best=at_best) for one in people]


def _best_of_each_day(
    windows: Sequence[Sequence[Interval]],
    needed: int,
    *,
    minutes: int,
    without: Collection[datetime],
    zone: ZoneInfo,
) -> dict[date, Slot]:
    best: dict[date, Slot] = {}
    for slot in (slot for one in shared_by(windows, needed) for slot in _slots_in(one, minutes)):
        day = local_date(zone, slot.start)
        known = best.get(day)
        if slot.start not in without and (known is None or _untidy(slot) < _untidy(known)):
            best[day] = slot
    return best


def _untidy(slot: Slot) -> tuple[int, bool, datetime]:
    """Smaller is better: long, on the half hour, early."""
    return -slot.minutes, slot.start.minute % HALF_HOUR != 0, slot.start


def shared_by(windows: Sequence[Sequence[Interval]], needed: int) -> list[Interval]:
    """Times of at least the shortest slot in so many people's windows, the same people throughout each."""
    if needed >= len(windows):
        return intersection(windows, minutes=SHORT)
    edges = sorted({edge for person in windows for one in person for edge in (one.start, one.end)})
    starts = [edge for edge in edges if _how_many(windows, edge) >= needed]
    spans = ((start, _until(windows, start, needed)) for start in starts)
    return [Interval(*span) for span in spans if span[1] - span[0] >= timedelta(minutes=SHORT)]


def _until(windows: Sequence[Sequence[Interval]], start: datetime, needed: int) -> datetime:
    """As long as that many of those who can at the start still can."""
    ends = sorted(one.end for person in windows for one in person if one.start <= start < one.end)
    return ends[len(ends) - needed]


def _how_many(windows: Sequence[Sequence[Interval]], at: datetime) -> int:
    return sum(any(one.start <= at < one.end for one in person) for person in windows)


def _slots_in(one: Interval, minutes: int) -> Iterator[Slot]:
    """As long as `minutes`, else as long as half an hour, else the shortest."""
    start = _tidy(one.start)
    while start + timedelta(minutes=SHORT) <= one.end:
        room = (one.end - start) // timedelta(minutes=1)
        yield Slot(start, next((length for length in (minutes, LONG) if length <= room), SHORT))
        start += QUARTER


def _tidy(at: datetime) -> datetime:
    """This moment if it is a quarter of an hour, else the next; so in every zone there is today."""
    beginning = datetime(1970, 1, 1, tzinfo=UTC)
    return beginning - (beginning - at) // QUARTER * QUARTER


def _spread(slots: Sequence[Slot]) -> list[Slot]:
    """Some days apart from each other first, then the others; each part in order."""
    apart: list[Slot] = []
    for slot in slots:
        if not apart or slot.start - apart[-1].start >= APART:
            apart.append(slot)
    return [*apart, *(slot for slot in slots if slot not in apart)]


def _day_of(person: Availability, slot: Slot) -> Span:
    zone = ZoneInfo(person.tz)
    day = local_date(zone, slot.start)
    return readings(zone, day, time())[0], readings(zone, day + DAY, time())[1]


def _is_rostered(person: Availability, slot: Slot) -> bool:
    known = person.roster_known_until
    return known is not None and _day_of(person, slot)[1] <= known


def _is_off(person: Availability, slot: Slot) -> bool:
    """No work on this whole day of theirs."""
    start, end = _day_of(person, slot)
    busy = any(one.kind.is_work and one.start < end and one.end > start for one in person.shifts)
    return _is_rostered(person, slot) and not busy
