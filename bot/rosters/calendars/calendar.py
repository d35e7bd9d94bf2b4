"""iCalendar text to entries in time: zones, repetitions, exceptions, revisions and cancellations resolved."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.prop.broken import vBroken
from icalendar.timezone import tzp

from bot.domain.local_time import DAY
from bot.rosters.calendars.entries import Entry, entry_of, moment, unreadable, with_sound_end
from bot.rosters.calendars.series import REPEATS, CannotRepeat, comes_back, repeated
from bot.rosters.calendars.sieve import sifted
from bot.rosters.problems import MOST_ENTRIES, TOO_MANY, UNREADABLE, RosterRefused

SAYS_WHEN = ("DTSTART", "DTEND", "RECURRENCE-ID")
ONCE = ("DTSTART", "DTEND")
DECIDES_HOW_LONG = frozenset({"DTEND", "DURATION", *REPEATS})
DAY_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)")
# Marks of ours in an event: what could not be read of it.
DAYS, DOUBT = "X-DAYS", "X-DOUBT"


@dataclass(frozen=True, slots=True)
class Entries:
    """Those that end after the time asked for begins.

    `unreadable` are entries of which only the day can be read, one for each day; `unreadable_count` says how
    many there are. `undated` counts what has no day at all, or more days than those that were found.
    """

    found: tuple[Entry, ...]
    unreadable: tuple[Entry, ...] = ()
    unreadable_count: int = 0
    undated: int = 0


def read_entries(text: str, *, zone: ZoneInfo, start: datetime, end: datetime) -> Entries:
    """Repetitions up to `end`, and whatever comes once; times without a zone are in `zone`.

    Raises RosterRefused.
    """
    # A zone that a calendar brings itself is kept by its name, and would be another's too.
    tzp.use_default()
    # Some days more, since those of a zone elsewhere begin earlier or later.
    events = [with_sound_end(one, zone) for one in _events(text, since=(start - 3 * DAY).date())]
    found: list[Entry] = []
    lost: list[set[date]] = []
    for event in _in_force(events, start, end):
        entry = entry_of(event, zone)
        if entry is None:
            lost.append(_days_of(event))
        elif entry.end is None or entry.end > start or _last_day(entry) >= start.date():
            found.append(entry)
    near = [{day for day in one if start.date() <= day <= end.date()} for one in lost]
    doubtful = sum(
        DOUBT in one and moment(one.get("DTSTART")) is not None for one in events if not is_cancelled(one)
    )
    return Entries(
        tuple(sorted(found, key=lambda one: (one.start, one.end or one.start))),
        tuple(entry for one in near for entry in unreadable(one, zone)),
        sum(bool(one) for one in near),
        doubtful + sum(not one for one in lost),
    )


def _last_day(entry: Entry) -> date:
    return entry.days[1] if entry.days else entry.start.date()


def _events(text: str, *, since: date) -> list[Event]:
    try:
        # An error holds the line it is about.
        calendars = Calendar.from_ical(sifted(text, since=since), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError):
        # The last where a zone is called like a folder of zones: "Europe".
        raise RosterRefused(UNREADABLE) from None
    assert isinstance(calendars, list)
    return [_sound(event) for one in calendars for event in one.events]


def _sound(event: Event) -> Event:
    """Without what could not be parsed: such a value raises whenever it is looked at."""
    broken = [name for name, value in event.items() if any(isinstance(one, vBroken) for one in _each(value))]
    texts = [str(one) for name in broken if name in SAYS_WHEN for one in _each(event[name])]
    for name in broken:
        del event[name]
    for name in ONCE:
        _say_once(event, name)
    if any(name in DECIDES_HOW_LONG for name in broken):
        event.add(DOUBT, "TRUE")
    if texts:
        event.add(DAYS, " ".join(texts))
    return event


def _say_once(event: Event, name: str) -> None:
    """What is said twice is said once where it is the same; otherwise it says nothing."""
    values = _each(event.get(name))
    if len(values) < 2:
        return
    del event[name]
    if all(moment(one) == moment(values[0]) is not None for one in values):
        event.add(name, values[0])
    else:
        event.add(DOUBT, "TRUE")


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _days_of(event: Event) -> set[date]:
    """Those that stand in what it says of its time, whatever else is wrong with that."""
    moments = [moment(one) for name in SAYS_WHEN for one in _each(event.get(name))]
    days = {at.date() if isinstance(at, datetime) else at for at in moments if at is not None}
    return days | set(_days_in(str(event.get(DAYS, ""))))


def _days_in(text: str) -> Iterator[date]:
    for found in DAY_IN_TEXT.finditer(text):
        try:
            yield date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue


def _in_force(events: Iterable[Event], start: datetime, end: datetime) -> Iterator[Event]:
    """Of each event the latest revision, without those that are cancelled; repetitions one by one."""
    number = 0
    for revisions in _by_uid(events):
        for event in _occurrences(revisions, start, end):
            number += 1
            if number > MOST_ENTRIES:
                raise RosterRefused(TOO_MANY)
            if not is_cancelled(event):
                yield event


def _occurrences(revisions: list[Event], start: datetime, end: datetime) -> Iterable[Event]:
    if len(revisions) == 1 and not comes_back(revisions[0]):
        return revisions
    changes = [one for one in revisions if "RECURRENCE-ID" in one]
    own = _in_place([one for one in revisions if "RECURRENCE-ID" not in one])
    return _expanded(own, _latest_changes(changes), start, end)


def _expanded(
    own: Sequence[Event], changes: Sequence[Event], start: datetime, end: datetime
) -> Iterator[Event]:
    """A change belongs to whichever series has that day: twice the same does no harm."""
    series = [one for one in own if comes_back(one)]
    yield from (one for one in own if not comes_back(one))
    if not series:
        yield from changes
    for one in series:
        if is_cancelled(one):
            continue
        try:
            yield from repeated(one, changes, start, end)
        except CannotRepeat:
            one.add(DOUBT, "TRUE")
            yield from (one, *changes)


def _by_uid(events: Iterable[Event]) -> list[list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for number, event in enumerate(events):
        found[str(event.get("UID") or number)].append(event)
    return list(found.values())


def _in_place(revisions: list[Event]) -> list[Event]:
    """Those that no later revision takes the place of. With the same number and another start, it is another
    shift; with the same start the last in the file counts, but one whole day may have two codes.

    Where several have one UID and one number, the UID is that of the whole roster, and a revision is known by
    its start.
    """
    numbered = [(_sequence(one), _start(one), one) for one in revisions]
    starts = Counter(number for number, _ in {(number, start) for number, start, _ in numbered})
    is_shared = any(count > 1 for count in starts.values())
    highest: dict[str, int] = {}
    for number, start, _ in numbered:
        key = start if is_shared else ""
        highest[key] = max(highest.get(key, number), number)
    found: dict[int, tuple[str, Event]] = {}
    for place, (number, start, one) in enumerate(numbered):
        if number < highest[start if is_shared else ""]:
            continue
        if is_cancelled(one) or isinstance(moment(one.get("DTSTART")), datetime):
            found = {at: kept for at, kept in found.items() if kept[0] != start}
        found[place] = (start, one)
    return [one for _, one in found.values()]


def _start(event: Event) -> str:
    return str(moment(event.get("DTSTART")))


def _latest_changes(changes: list[Event]) -> list[Event]:
    """The highest SEQUENCE; of equal ones the last in the file."""
    found: dict[str, Event] = {}
    for event in changes:
        key = str(moment(event.get("RECURRENCE-ID")))
        if key not in found or _sequence(event) >= _sequence(found[key]):
            found[key] = event
    return list(found.values())


def _sequence(event: Event) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (ValueError, TypeError):
        return 0


def is_cancelled(event: Event) -> bool:
    return str(event.get("STATUS", "")).strip().upper() == "CANCELLED"
