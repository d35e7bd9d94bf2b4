"""Rosters: a calendar to shifts, against icalendar's own parse of the same text in the same run."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from benchmarks.report import Line, median
from benchmarks.rosters import feeds
from bot.confined.pool import Limits, Pool
from bot.content import load_content
from bot.domain.rosters import RosterWords
from bot.rosters import child, parse_lines
from bot.rosters.feed import read_feed
from tests.databases import Databases

ROUNDS = 5
PASTE_ROUNDS = 20
CHILD_ROUNDS = 15
PASTED = 60
MOST_OF_PASTE = 0.005
SIZES = (200, 5_000)
MOST_OF_FLOOR = 2.0
LEAST_OF_CHILD = 0.6
AMPLE = Limits(cpu_seconds=60, within=timedelta(seconds=60))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")
# One in so many comes back every week for a month.
REPEATS = 10


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    words = content.roster_words
    lines = [_paste(words), *await _by_child(words)]
    for count in SIZES:
        text = _calendar(count)

        def ours(text: str = text) -> object:
            return read_feed(text, zone=ZONE, now=NOW, words=words, codes={})

        def bare(text: str = text) -> object:
            return Calendar.from_ical(text)

        bare(), ours()
        rounds = [(_seconds(bare), _seconds(ours)) for _ in range(ROUNDS)]
        floor, found = median([one for one, _ in rounds]), median([one for _, one in rounds])
        times = median([one / other for other, one in rounds])
        lines.append(
            Line(
                f"rosters, {count:,} entries: to shifts",
                f"{found * 1000:,.0f} ms",
                f"{floor * 1000:,.0f} ms",
                1 / times,
                f"at least {1 / MOST_OF_FLOOR:.2f}",
                times <= MOST_OF_FLOOR,
            )
        )
    return [*lines, *await feeds.lines(databases, content)]


async def _by_child(words: RosterWords) -> list[Line]:
    """The way of a link's calendar once it is fetched, there and back, by a child that is at work already."""
    pool = Pool("bot.rosters.child")
    how = {"zone": ZONE, "now": NOW, "words": words, "codes": {}}
    text, largest = (_calendar(count) for count in SIZES)

    async def ours(text: str) -> object:
        return child.understood(await pool.ask(child.question(text, how), AMPLE))

    async def seconds() -> float:
        began = time.perf_counter()
        await ours(text)
        return time.perf_counter() - began

    try:
        await asyncio.gather(ours(text), ours(text))
        rounds = [(_seconds(lambda: Calendar.from_ical(text)), await seconds()) for _ in range(CHILD_ROUNDS)]
        await asyncio.gather(ours(largest), ours(largest))
        memory = feeds.pool_memory()
    finally:
        pool.close()
    floor, found = median([one for one, _ in rounds]), median([one for _, one in rounds])
    left = median([one / other for one, other in rounds])
    aim = f"at least {LEAST_OF_CHILD:.2f}"
    name = f"rosters, {SIZES[0]} entries: to shifts by a child"
    took, at_least = f"{found * 1000:,.1f} ms", f"{floor * 1000:,.1f} ms"
    return [Line(name, took, at_least, left, aim, left >= LEAST_OF_CHILD), memory]


def _paste(words: RosterWords) -> Line:
    """Lines of a paste to days, against cutting the same lines and reading their dates and nothing else."""
    days = [NOW.date() + timedelta(days=number) for number in range(PASTED)]
    text = "\n".join(f"{day:%d/%m/%Y}\t{day:%A}\tLD\t07:30\t20:00" for day in days)

    def ours() -> object:
        return parse_lines(text, words=words, today=NOW.date())

    def bare() -> object:
        rows = [line.split("\t") for line in text.splitlines()]
        return [datetime.strptime(row[0], "%d/%m/%Y").replace(tzinfo=UTC) for row in rows]

    bare(), ours()
    rounds = [(_seconds(bare), _seconds(ours)) for _ in range(PASTE_ROUNDS)]
    floor, found = min(one for one, _ in rounds), min(one for _, one in rounds)
    return Line(
        f"rosters, a paste of {PASTED} lines: to days",
        f"{found * 1000:,.1f} ms",
        f"{floor * 1000:,.1f} ms",
        floor / found,
        f"under {MOST_OF_PASTE * 1000:.0f} ms",
        found < MOST_OF_PASTE,
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _calendar(count: int) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *_events(count), "END:VCALENDAR", ""]
    )


def _events(count: int) -> Iterator[str]:
    """Shifts two days apart, from long ago on, with what such calendars say beside."""
    first = datetime(2026, 3, 1, 7, tzinfo=UTC) - timedelta(days=count)
    for number in range(count):
        start = first + timedelta(days=2 * number)
        yield from ("BEGIN:VEVENT", f"UID:{number}@rosters.example", "DTSTAMP:20260301T000000Z")
        yield f"DTSTART;TZID=Europe/London:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID=Europe/London:{start + timedelta(hours=12):%Y%m%dT%H%M%S}"
        yield from ("SUMMARY:Long day - Ward 4", "LOCATION:Harbour Road\\, level 2", "SEQUENCE:1")
        yield "DESCRIPTION:Charge nurse on duty is in the ward book.\\nBring your badge."
        if number % REPEATS == 0:
            yield "RRULE:FREQ=WEEKLY;COUNT=4"
        yield "END:VEVENT"
