"""A roster typed as lines of a day and a code, or a day and what is worked on it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.local_time import DAY, local_date, readings
from bot.domain.rosters import AHEAD, BEHIND, Codes, Meaning, RosterWords, Understood, Work
from bot.rosters.hours import hours_in
from bot.rosters.problems import WrongLines
from bot.rosters.shifts import Day, apart, assumed_of, nouns, shift_on, within
from bot.rosters.typed.paste import Paste, TypedDay, in_a_sentence, parse_paste, sentences
from bot.rosters.typed.said import NotRead

UNKNOWN = (
    "line {number} has a code we don't know, {piece}; write day, evening, night, on call, away or off, "
    "or the times"
)


def parse_lines(
    text: str, *, words: RosterWords, today: date, month_first: bool | None = None
) -> tuple[TypedDay, ...]:
    """In the order of their days. Raises WrongLines with every piece that can't be read, by line."""
    return parse_paste(text, words=words, today=today, month_first=month_first).days


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
        codes=tuple(sorted({one.code for one in days if one.code in codes})),
        assumed=assumed_of((one.on, meaning_of(one, codes)) for one in days),
    )


def meaning_of(day: TypedDay, codes: Codes) -> Meaning | None:
    return day.meaning or codes.get(day.code)


def parse_corrections(
    text: str, *, words: RosterWords, codes: Codes, today: date, month_first: bool | None = None
) -> tuple[TypedDay, ...]:
    """Lines whose codes are all known: nobody is asked about a correction. Raises WrongLines."""
    if not text.strip():
        return ()
    paste = parse_paste(text, words=words, today=today, month_first=month_first)
    if unknown := _unknown(paste, codes):
        raise WrongLines(in_a_sentence(sentences(unknown)))
    return paste.days


def _unknown(paste: Paste, codes: Codes) -> list[tuple[int, NotRead]]:
    lined = zip(paste.days, paste.lines, strict=True)
    return [(line, NotRead(UNKNOWN, day.code)) for day, line in lined if meaning_of(day, codes) is None]


def days_of(lines: Iterable[TypedDay], codes: Codes) -> list[Day]:
    found = ((one.on, meaning_of(one, codes)) for one in lines)
    return [Day(on, meaning) for on, meaning in found if meaning]


def read_back(text: str) -> tuple[TypedDay, ...]:
    """What `written` wrote: codes stand in capitals."""
    return tuple(_written_day(line) for line in text.splitlines())


def _written_day(line: str) -> TypedDay:
    day, _, rest = line.partition(" ")
    hours = hours_in(rest)
    name = rest.rpartition(" ")[0] if hours else rest
    work = nouns().get(name)
    if work is None:
        return TypedDay(date.fromisoformat(day), code=rest)
    return TypedDay(date.fromisoformat(day), meaning=Meaning(work, hours))
