"""A roster typed as a pattern that repeats: "2 days, 2 nights, 4 off from 3 March"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings
from bot.domain.roster_days import RosterDay, days_from
from bot.domain.rosters import AHEAD, BEHIND, Horizon, Meaning, RosterWords, Understood
from bot.rosters.lines import in_words
from bot.rosters.problems import WrongLines
from bot.rosters.shifts import Day, apart, assumed_of, shift_on, within
from bot.rosters.typed.dates import AT_START, day_at_start
from bot.rosters.typed.pieces import EXAMPLE, LONGEST_PIECE, Run, runs_in
from bot.rosters.typed.rotations import rotation_in
from bot.rosters.typed.typography import plain, single_blanks

LONGEST = 12 * 7
LONGEST_TEXT = 2_000
PREVIEWED = 28
FROM = re.compile(
    r"\b(?:(?:with\s+effect\s+)?from|starting|beginning|commencing|since|starts?)\s+(?:on\s+|the\s+)?",
    re.IGNORECASE,
)

NO_START = f"Say from which day it counts. {EXAMPLE}"
NO_SUCH_DAY = "There is no such day as “{piece}”: check its date and its weekday. " + EXAMPLE
BEHIND_START = "We can't place “{piece}” behind the day. " + EXAMPLE
TOO_LONG = f"A pattern repeats after at most {LONGEST} days. {EXAMPLE}"
TOO_MUCH = f"That is more than a pattern needs: up to {LONGEST_TEXT:,} characters can be read. {EXAMPLE}"
NOTHING = f"There are no days in it. {EXAMPLE}"
NO_WORK = f"There is no work in it. {EXAMPLE}"


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


def parse_pattern(text: str, *, words: RosterWords, today: date, month_first: bool | None = None) -> Pattern:
    """Read runs of days, or a rotation by its name, and the day on which it begins. Raises WrongLines."""
    text = _plain(text)
    body, starts_on = _start_of(text, today, month_first)
    body = body.strip(" ,;.:\n-")
    if not body:
        raise WrongLines(NOTHING)
    runs = rotation_in(body, starts_on, words) or runs_in(body, words)
    if not any(run.meaning.work.has_times for run in runs):
        raise WrongLines(NO_WORK)
    if sum(run.days for run in runs) > LONGEST:
        raise WrongLines(TOO_LONG)
    return Pattern(tuple(runs), starts_on)


def _plain(text: str) -> str:
    """Raises WrongLines for more than a pattern needs, before it is looked at."""
    lines = [line for line in map(single_blanks, text.splitlines()) if line.strip()]
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise WrongLines(TOO_MUCH)
    plain_lines = (plain(line, most=2 * LONGEST_TEXT) for line in lines)
    return "\n".join(plain_lines).replace("\t", " ")[: 2 * LONGEST_TEXT]


def _start_of(text: str, today: date, month_first: bool | None) -> tuple[str, date]:
    """The pattern and the day it begins on, which may stand before it or behind it. Raises WrongLines."""
    said = ""
    for found in reversed(list(FROM.finditer(text))):
        before, behind = text[: found.start()], text[found.end() :]
        start = day_at_start(behind, today=today, month_first=month_first)
        if start and (not before.strip() or not start[1].strip(".")):
            return before or start[1], start[0]
        if start and not said:
            said = BEHIND_START.format(piece=start[1][:LONGEST_PIECE])
        elif AT_START.match(behind) and not said:
            said = NO_SUCH_DAY.format(piece=behind[:LONGEST_PIECE])
    raise WrongLines(said or NO_START)


def written(pattern: Pattern) -> str:
    """The same in a plain form of ours, as somebody could type it."""
    runs = ", ".join(f"{run.days} {in_words(run.meaning)}" for run in pattern.runs)
    return f"{runs} from {pattern.starts_on.isoformat()}"


def read_pattern(pattern: Pattern, *, zone: ZoneInfo, now: datetime, words: RosterWords) -> Understood:
    """Known for all of the coming six weeks, also where nothing is worked at their end."""
    start, end = now - BEHIND, now + AHEAD
    day, last = max(local_date(zone, start) - DAY, pattern.starts_on), local_date(zone, end)
    days = [
        Day(day + number * DAY, pattern.on(day + number * DAY)) for number in range((last - day).days + 1)
    ]
    shifts = [shift_on(one, zone=zone, words=words) for one in days]
    return Understood(
        shifts=within(apart(one for one in shifts if one), start, end),
        assumed=assumed_of((one.on, one.meaning) for one in days),
        known_from=readings(zone, pattern.starts_on, time())[0],
        known_until=end,
    )


def preview(pattern: Pattern, *, zone: ZoneInfo, now: datetime, words: RosterWords) -> Sequence[RosterDay]:
    """The next four weeks as the person's page shows days, before anything is kept."""
    found = read_pattern(pattern, zone=zone, now=now, words=words)
    known = Horizon(found.known_from, found.known_until)
    return days_from(local_date(zone, now), PREVIEWED, shifts=found.shifts, known=known, zone=zone)
