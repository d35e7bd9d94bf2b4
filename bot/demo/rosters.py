"""A rostering system for the invented hospital: private calendar links, answered from this machine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address

from aiohttp import web

from bot.clock import Clock
from bot.domain.availability import Shift, ShiftKind
from bot.fetching import Rules

PATH = "/rosters/{token}.ics"
BEHIND, AHEAD = timedelta(weeks=2), timedelta(weeks=8)
TITLES: Mapping[ShiftKind, str] = {
    ShiftKind.DAY: "Long day - Acute assessment",
    ShiftKind.NIGHT: "Night - Acute assessment",
    ShiftKind.ON_CALL: "On call",
}


def _is_loopback(address: IPv4Address | IPv6Address) -> bool:
    return address.is_loopback


# Only here: everywhere else this machine's own network is out of bounds.
LOOPBACK = Rules(may_connect=_is_loopback, schemes=frozenset({"http", "https"}))

ShiftsOf = Callable[[str], tuple[Shift, ...] | None]


def add_roster_links(app: web.Application, *, shifts_of: ShiftsOf, clock: Clock) -> None:
    """`shifts_of` knows a link's token, or answers None."""

    async def answer(request: web.Request) -> web.Response:
        shifts = shifts_of(request.match_info["token"])
        if shifts is None:
            raise web.HTTPNotFound
        return web.Response(text=calendar(shifts, now=clock()), content_type="text/calendar")

    app.router.add_get(PATH, answer)


def calendar(shifts: tuple[Shift, ...], *, now: datetime) -> str:
    """As rostering systems write it, with what nobody needs to know and a payday in it."""
    near = [one for one in shifts if now - BEHIND < one.start < now + AHEAD]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//St Brendan's//Rosters//EN"]
    for shift in near:
        lines += _event(shift, now)
    return "\r\n".join([*lines, *_payday(now), "END:VCALENDAR", ""])


def _event(shift: Shift, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{shift.start:%Y%m%dT%H%M}@rosters", f"DTSTAMP:{_utc(now)}")
    yield from (f"DTSTART:{_utc(shift.start)}", f"DTEND:{_utc(shift.end)}")
    yield from (f"SUMMARY:{TITLES[shift.kind]}", "LOCATION:Harbour Road\\, level 2", "END:VEVENT")


def _payday(now: datetime) -> Iterator[str]:
    day = date(now.year, now.month, 28)
    yield from ("BEGIN:VEVENT", f"UID:payday-{day}@rosters", f"DTSTAMP:{_utc(now)}")
    yield from (f"DTSTART;VALUE=DATE:{day:%Y%m%d}", "SUMMARY:Payday", "END:VEVENT")


def _utc(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
