"""A roster typed as lines of a day and a code, or a day and what is worked on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import AHEAD, BEHIND, LONGEST_CODE, Codes, Meaning, RosterWords, Understood, Work
from bot.rosters.dates import day_at_start
from bot.rosters.problems import WrongLines
from bot.rosters.shifts import Day, apart, nouns, shift_on, within
from bot.rosters.titles import HOURS, SHORT, hours_in, work_named

MOST_LINES = 200
MOST_NAMED = 3
YEAR = 366

EMPTY = "Write one day per line, for example: 3 Mar N."
TOO_MANY = f"Up to {MOST_LINES} lines fit; leave out days that are over."
NO_DAY = "line {number} has no date in front; write it like this: 3 Mar N"
NO_CODE = "line {number} has only a date; add a code or a word, like N, day, away or off"
TOO_LONG = f"line {{number}} has no code: a code is up to {LONGEST_CODE} characters, or write a time"
TOO_FAR = "line {number} is more than a year away; check its date"
UNKNOWN = (
    "line {number} has a code I don't know; write day, evening, night, on call, away or off, or the times"
)


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A line: what is worked is said outright, or stands in a code."""

    on: date
    code: str = ""
    meaning: Meaning | None = None


def parse_lines(text: str, *, words: RosterWords, today: date) -> tuple[TypedDay, ...]:
    """In the order of their days. Raises WrongLines with every line that can't be read, by number."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise WrongLines(EMPTY)
    if len(lines) > MOST_LINES:
        raise WrongLines(TOO_MANY)
    parsed = [(number, _line(line, words=words, today=today)) for number, line in lines]
    wrong = [one.format(number=number) for number, one in parsed if isinstance(one, str)]
    if wrong:
        raise WrongLines(in_a_sentence(wrong))
    return tuple(sorted((one for _, one in parsed if isinstance(one, TypedDay)), key=lambda one: one.on))


def in_a_sentence(wrong: Sequence[str]) -> str:
    more = len(wrong) - MOST_NAMED
    listed = "; ".join(wrong[:MOST_NAMED])
    return f"{listed[:1].upper()}{listed[1:]}{f'; and {more} more' if more > 0 else ''}."


def _line(line: str, *, words: RosterWords, today: date) -> TypedDay | str:
    """The sentence of what is wrong, where something is."""
    found = day_at_start(without_gaps(line), today=today)
    if found is None:
        return NO_DAY
    day, rest = found
    if abs((day - today).days) > YEAR:
        return TOO_FAR
    if not rest:
        return NO_CODE
    hours = hours_in(rest)
    named = HOURS.sub("", rest, count=1).strip(" ,;:()-") if hours else rest
    if named.lower() in nouns():
        work: Work | None = nouns()[named.lower()]
    else:
        work = work_named(named, words)
    if work is not None:
        return TypedDay(day, meaning=Meaning(work, hours if work.has_times else None))
    if hours:
        return TypedDay(day, meaning=Meaning(Work.DAY, hours))
    return TypedDay(day, code=named.upper()) if SHORT.fullmatch(named) else TOO_LONG


def without_gaps(line: str) -> str:
    """With single blanks: an expression that allows many tries a long gap again from each of its places."""
    return " ".join(line.split())


def written(days: Iterable[TypedDay]) -> str:
    """The same in a plain form of ours, which says of being away only that."""
    return "\n".join(f"{one.on.isoformat()} {one.code or in_words(one.meaning)}" for one in days)


def in_words(meaning: Meaning | None) -> str:
    """As somebody could type it: "night 19:00-07:30"."""
    if meaning is None:
        return ""
    work = meaning.work.value.replace("_", " ")
    return f"{work} {meaning.hours[0]:%H:%M}-{meaning.hours[1]:%H:%M}" if meaning.hours else work


def read_lines(
    days: Sequence[TypedDay], *, zone: ZoneInfo, now: datetime, words: RosterWords, codes: Codes
) -> Understood:
    """Days between them without a line are days off; before the first and after the last nothing is known."""
    start, end = now - BEHIND, now + AHEAD
    explained = [Day(one.on, meaning_of(one, codes) or Meaning(Work.AWAY)) for one in days]
    shifts = (shift_on(one, zone=zone, words=words) for one in explained)
    last = days[-1].on if days else local_date(zone, now) - DAY
    return Understood(
        shifts=within(apart(one for one in shifts if one), start, end),
        known_from=readings(zone, days[0].on, time())[0] if days else None,
        known_until=min(readings(zone, last + DAY, time())[1], end),
        unknown=tuple(sorted({one.code for one in days if meaning_of(one, codes) is None})),
    )


def meaning_of(day: TypedDay, codes: Codes) -> Meaning | None:
    return day.meaning or codes.get(day.code)


def parse_corrections(text: str, *, words: RosterWords, codes: Codes, today: date) -> tuple[TypedDay, ...]:
    """Lines whose codes are all known: nobody is asked about a correction. Raises WrongLines."""
    if not text.strip():
        return ()
    numbered = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [line for line in text.splitlines() if line.strip()]
    days = parse_lines(text, words=words, today=today)
    unknown = list(_unknown(numbered, lines, words=words, codes=codes, today=today))
    if unknown:
        raise WrongLines(in_a_sentence(unknown))
    return days


def _unknown(
    numbers: Sequence[int], lines: Sequence[str], *, words: RosterWords, codes: Codes, today: date
) -> Iterator[str]:
    for number, line in zip(numbers, lines, strict=True):
        day = _line(line.strip(), words=words, today=today)
        if isinstance(day, TypedDay) and meaning_of(day, codes) is None:
            yield UNKNOWN.format(number=number)


def days_of(lines: Iterable[TypedDay], codes: Codes) -> list[Day]:
    found = ((one.on, meaning_of(one, codes)) for one in lines)
    return [Day(on, meaning) for on, meaning in found if meaning]


def read_back(text: str) -> tuple[TypedDay, ...]:
    """What `written` wrote: codes stand in capitals."""
    return tuple(_written_day(line) for line in text.splitlines())


def _written_day(line: str) -> TypedDay:
    day, _, rest = line.partition(" ")
    name, _, hours = rest.rpartition(" ") if HOURS.search(rest) else (rest, "", "")
    work = nouns().get(name)
    if work is None:
        return TypedDay(date.fromisoformat(day), code=rest)
    return TypedDay(date.fromisoformat(day), meaning=Meaning(work, hours_in(hours)))
