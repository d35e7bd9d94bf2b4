"""`lamplight roster check`: what would be understood of a file, for whoever prepares an export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.content import load_content
from bot.domain.roster_days import DayKind, Part, RosterDay, days_from
from bot.domain.rosters import AHEAD, Assumed, Horizon, Understood
from bot.domain.shifts.codes import CodeList, CodeLists, list_at
from bot.errors import UserFacingError
from bot.operations.roster_file import How, in_full, read_file
from bot.usecases.rosters.rosters import ALL_OVER
from bot.views.rosters.meanings import ASSUMED, day_in_words, meaning_in_words

YEARS = range(2000, 2100)
NOT_KNOWN = (Part(DayKind.NOT_KNOWN),)
# The person is asked about these, or kept silent for; usual hours are only marked.
IN_DOUBT = frozenset({Assumed.NEXT_DAY, Assumed.UNREADABLE, Assumed.UNKNOWN_CODE})

NO_ZONE = "The time zone {zone} isn't known. Write it like this: --zone Europe/London."
NO_DATE = "{since} isn't a date. Write it like this: --from 2026-03-02."
NO_COUNTRY = "There are no usual codes for {country}. There are some for: {known}."


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed behind the command."""

    path: str
    zone: str = "UTC"
    since: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is printed, and whether all of it was understood."""

    lines: tuple[str, ...]
    is_clear: bool


async def check(request: Request, *, now: datetime) -> Checked:
    """Read a calendar, a paste or a pattern as a person's own would be. Raises UserFacingError."""
    content, zone = load_content(), _zone(request.zone)
    how = How(zone, _moment(request.since, zone) if request.since else now, content.roster_words)
    usual = _usual(request, content.code_lists)
    found = await read_file(request.path, how)
    days = _days(found.understood, how)
    if not days:
        raise UserFacingError(ALL_OVER)
    assumed = {day.on: found.understood.assumed.get(day.on) for day in days}
    doubts = tuple(_doubts(found.understood, usual, sorted(content.code_lists)))
    told = [
        *found.taken_for,
        f"Times are in {zone.key}.",
        *(_day_line(day, assumed[day.on]) for day in days),
        f"Known until {in_full(days[-1].on)}; at most six weeks are kept.",
        *doubts,
    ]
    is_clear = not doubts and not IN_DOUBT.intersection(assumed.values())
    return Checked(tuple(map(printable, told)), is_clear)


def printable(text: str) -> str:
    """Replace what could steer a terminal: what is quoted comes from strangers."""
    return "".join(one if one.isprintable() else "?" for one in text)


def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        raise UserFacingError(NO_ZONE.format(zone=name))
    return ZoneInfo(name)


def _moment(since: str, zone: ZoneInfo) -> datetime:
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise UserFacingError(NO_DATE.format(since=since)) from None
    if day.year not in YEARS:
        raise UserFacingError(NO_DATE.format(since=since))
    return datetime.combine(day, time(12), zone).astimezone(UTC)


def _usual(request: Request, lists: CodeLists) -> CodeList | None:
    if not request.country:
        return list_at(request.zone, lists)
    found = lists.get(request.country.lower())
    if found is None:
        raise UserFacingError(NO_COUNTRY.format(country=request.country, known=", ".join(sorted(lists))))
    return found


def _days(found: Understood, how: How) -> list[RosterDay]:
    """The days from today on of which anything is known."""
    known = Horizon(found.known_from, found.known_until)
    days = days_from(how.today, AHEAD // timedelta(days=1), shifts=found.shifts, known=known, zone=how.zone)
    return [day for day in days if day.parts != NOT_KNOWN]


def _day_line(day: RosterDay, assumed: Assumed | None) -> str:
    why = f"  ({ASSUMED[assumed]})" if assumed else ""
    return f"  {day.on:%a} {day.on.day:>2} {day.on:%b}  {day_in_words(day)}{why}"


def _doubts(found: Understood, usual: CodeList | None, countries: list[str]) -> Iterator[str]:
    if found.unknown:
        yield "These shift codes are new here. We ask what they mean, and send nothing on their days:"
        yield from (f"  {code}  {_usually(code, usual)}" for code in found.unknown)
        if usual is None:
            yield f"What they usually mean: --country, with one of {', '.join(countries)}."
    if dated := found.unclear - found.undated:
        yield f"Not clear: {_entries(dated)}. The days are taken as away."
    if found.undated:
        yield f"Without a date we can read: {_entries(found.undated)}. Messages may come during them."
    if found.zones:
        yield f"Time zones we don't know: {', '.join(found.zones)}. We send nothing on their days."


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _usually(code: str, usual: CodeList | None) -> str:
    if usual is None:
        return "?"
    found = usual.among([code])
    if not found:
        return f"not among the usual codes of {usual.name}"
    return f"usually {found[0].name} in {usual.name}: {meaning_in_words(found[0].meaning)}"
