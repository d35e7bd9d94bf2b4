"""Reading a roster from wherever it comes: what is needed first, what is understood, what is kept."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.people import Person
from bot.domain.rosters import BEHIND, RosterKind, RosterSource, Understood
from bot.errors import NotNow
from bot.rosters import lines, pattern
from bot.rosters.links import Feeds, Lane, Reader
from bot.rosters.shifts import corrected
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.stopped_days import remember_stopped

READ_EVERY = timedelta(hours=12)
NOT_IN_ANY = (
    "Your roster tells us when not to message you, and we don't message you yet. Join first: `/mentor join`."
)


async def reader_for(
    repos: Repositories, workspace_id: str, user_id: str, *, content: Content, now: datetime
) -> Reader:
    """Raises NotNow for somebody who has joined nothing."""
    person: Person | None = await repos.people.find(workspace_id, user_id)
    if person is None:
        raise NotNow(NOT_IN_ANY)
    codes = await repos.roster_codes.known_to(workspace_id, user_id)
    customs = (one.month_first for one in content.code_lists.values() if one.is_at(person.tz))
    return Reader(ZoneInfo(person.tz), codes, content.roster_words, now, next(customs, None))


async def understand(
    source: RosterSource, reader: Reader, *, feeds: Feeds, lane: Lane | None = None
) -> Understood:
    """As it is now, with the person's own corrections. Raises UserFacingError.

    In a lane, so not for a click, it raises Unchanged where what is kept is that already.
    """
    found = await _read(source, reader, feeds, lane)
    own = lines.days_of(lines.read_back(source.corrections), reader.codes)
    shifts = corrected(found.shifts, own, zone=reader.zone, words=reader.words)
    told = {one.on for one in own}
    assumed = {day: one for day, one in found.assumed.items() if day not in told}
    return replace(found, shifts=shifts, assumed=assumed)


async def _read(source: RosterSource, reader: Reader, feeds: Feeds, lane: Lane | None) -> Understood:
    if source.kind is RosterKind.FEED:
        return await _read_feed(source, reader, feeds, lane)
    if source.kind is RosterKind.LINES:
        days = lines.read_back(source.typed)
        return lines.read_lines(
            days, zone=reader.zone, now=reader.now, words=reader.words, codes=reader.codes
        )
    known = pattern.parse_pattern(source.typed, words=reader.words, today=reader.today)
    return pattern.read_pattern(known, zone=reader.zone, now=reader.now, words=reader.words)


async def _read_feed(source: RosterSource, reader: Reader, feeds: Feeds, lane: Lane | None) -> Understood:
    link, whose = source.link or "", source.whose
    if lane is None:
        return await feeds.read(link, whose=whose, reader=reader)
    return await feeds.read_if_changed(
        link, whose=whose, reader=reader, lane=lane, kept_at=source.read_at, beside=source.corrections
    )


def read_now(source: RosterSource, found: Understood, *, now: datetime) -> RosterSource:
    """The source after a reading that went well. Lines that are over are not kept."""
    return replace(
        source,
        typed=_without_past(source.typed, now) if source.kind is RosterKind.LINES else source.typed,
        corrections=_without_past(source.corrections, now),
        known_from=found.known_from,
        known_until=found.known_until,
        read_at=now,
        unknown=found.unknown,
        unclear=found.unclear,
        undated=found.undated,
        zones=found.zones,
        codes=found.codes,
        assumed=found.assumed,
        failures=0,
    )


def _without_past(text: str, now: datetime) -> str:
    since = (now - BEHIND).date()
    return lines.written(day for day in lines.read_back(text) if day.on >= since)


async def keep(repos: Repositories, source: RosterSource, found: Understood, *, now: datetime) -> None:
    await repos.rosters.save(read_now(source, found, now=now))
    await remember_stopped(repos, source.workspace_id, [source.user_id], now=now)
    await repos.shifts.replace(source.workspace_id, source.user_id, found.shifts)
    await repos.outbox.let_go_to(source.workspace_id, source.user_id)


def is_the_same(one: RosterSource, other: RosterSource | None) -> bool:
    """Whether nobody has put another in its place meanwhile."""
    if other is None:
        return False
    return (one.kind, one.link, one.typed, one.corrections) == (
        other.kind,
        other.link,
        other.typed,
        other.corrections,
    )
