"""A roster typed as a pattern that repeats: "2 days, 2 nights, 4 off from 3 March"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import AHEAD, BEHIND, Meaning, RosterWords, Understood
from bot.rosters.dates import day_at_start
from bot.rosters.lines import in_words, without_gaps
from bot.rosters.problems import WrongLines
from bot.rosters.shifts import Day, apart, nouns, shift_on, within
from bot.rosters.titles import HOURS, hours_in, work_named

LONGEST = 12 * 7
LONGEST_TEXT = 2_000
FROM = re.compile(r"\b(?:from|starting|beginning)\s+(?:on\s+)?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:,|;|\bthen\b|\band\b|\n)\s*", re.IGNORECASE)
PIECE = re.compile(r"(\d{1,2})\s*(?:x\s*)?(.+)", re.IGNORECASE | re.DOTALL)
EXAMPLE = "Write it like this: 2 days, 2 nights, 4 off from 3 March."

NO_START = f"Say from which day it counts. {EXAMPLE}"
TOO_LONG = f"A pattern repeats after at most {LONGEST} days. {EXAMPLE}"
TOO_MUCH = f"That is more than a pattern needs: up to {LONGEST_TEXT:,} characters can be read. {EXAMPLE}"
NOT_READ = "I can't read part {number} of it. " + EXAMPLE
NO_WORK = f"There is no work in it. {EXAMPLE}"


@dataclass(frozen=True, slots=True)
class Run:
    """So many days of the same kind."""

    days: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs that follow one another and begin again, with the first on `starts_on`."""

    runs: tuple[Run, ...]
    starts_on: date

    def on(self, day: date) -> Meaning:
        place = (day - self.starts_on).days % sum(run.days for run in self.runs)
        for run in self.runs:
            if place < run.days:
                return run.meaning
            place -= run.days
        raise AssertionError("a place in a pattern lies in one of its runs")


def parse_pattern(text: str, *, words: RosterWords, today: date) -> Pattern:
    """Raises WrongLines."""
    text = _without_gaps(text)
    if len(text) > LONGEST_TEXT:
        raise WrongLines(TOO_MUCH)
    parts = FROM.split(text, maxsplit=1)
    start = day_at_start(parts[1], today=today) if len(parts) == 2 else None
    if start is None or start[1].strip("."):
        raise WrongLines(NO_START)
    pieces = [piece for piece in BETWEEN.split(parts[0].strip(" ,;.\n")) if piece]
    runs = tuple(_run(piece, number, words) for number, piece in enumerate(pieces, 1))
    if not any(run.meaning.work.has_times for run in runs):
        raise WrongLines(NO_WORK)
    if sum(run.days for run in runs) > LONGEST:
        raise WrongLines(TOO_LONG)
    return Pattern(runs, start[0])


def _without_gaps(text: str) -> str:
    return "\n".join(line for line in map(without_gaps, text.splitlines()) if line)


def _run(piece: str, number: int, words: RosterWords) -> Run:
    found = PIECE.fullmatch(piece.strip())
    if not found or not int(found[1]):
        raise WrongLines(NOT_READ.format(number=number))
    hours = hours_in(found[2])
    named = HOURS.sub("", found[2], count=1).strip(" ()") if hours else found[2].strip()
    work = nouns().get(named.lower()) or work_named(named, words)
    if work is None:
        raise WrongLines(NOT_READ.format(number=number))
    return Run(int(found[1]), Meaning(work, hours if work.has_times else None))


def written(pattern: Pattern) -> str:
    """The same in a plain form of ours, as somebody could type it."""
    runs = ", ".join(f"{run.days} {in_words(run.meaning)}" for run in pattern.runs)
    return f"{runs} from {pattern.starts_on.isoformat()}"


def read_pattern(pattern: Pattern, *, zone: ZoneInfo, now: datetime, words: RosterWords) -> Understood:
    """Known for all of the coming six weeks, also where nothing is worked at their end."""
    start, end = now - BEHIND, now + AHEAD
    day, last = max(local_date(zone, start) - DAY, pattern.starts_on), local_date(zone, end)
    shifts = []
    while day <= last:
        shifts.append(shift_on(Day(day, pattern.on(day)), zone=zone, words=words))
        day += DAY
    return Understood(
        shifts=within(apart(one for one in shifts if one), start, end),
        known_from=readings(zone, pattern.starts_on, time())[0],
        known_until=end,
    )
