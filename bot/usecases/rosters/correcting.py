"""Days of a roster that their person puts right: by a line, or by a tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.local_time import DAY
from bot.domain.roster_days import days_from
from bot.domain.rosters import AHEAD, BEHIND, Horizon, Meaning, RosterKind, RosterSource, Work
from bot.errors import InvalidInput, NotNow, UserFacingError
from bot.rosters import WrongLines, lines, pattern
from bot.rosters.links import Feeds, Reader
from bot.rosters.shifts import Day, corrected
from bot.rosters.typed.paste import TypedDay
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.stopped_days import remember_stopped
from bot.usecases.rosters.page import mine, page_of
from bot.usecases.rosters.reading import reader_for
from bot.views.ids import Field
from bot.views.rosters.days import DayPage
from bot.views.rosters.rosters import LONGEST_TEXT, RosterPage

IS_OVER = "This day is over, or too far ahead. Open your roster again with `/mentor roster`."
TOO_MANY = "You've fixed as many days as we can keep. Try adding your roster again: *New roster*."


async def correct_roster(
    db: Database,
    *,
    act: Act,
    text: str,
    content: Content,
) -> None:
    """They count at once, and with every reading. Raises InvalidInput with every line that can't be read."""
    async with db.transaction() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        source = await mine(repos, act.workspace_id, act.by, lock=True)
        try:
            days = lines.parse_corrections(
                text,
                words=reader.words,
                codes=reader.codes,
                today=reader.today,
                month_first=reader.month_first,
            )
        except WrongLines as wrong:
            raise InvalidInput({Field.ROSTER_CORRECTIONS: str(wrong)}) from None
        await repos.rosters.save(replace(source, corrections=lines.written(days), next_refresh_at=act.now))
        await _correct_known(repos, source, lines.days_of(days, reader.codes), reader)


async def _correct_known(
    repos: Repositories, source: RosterSource, days: Sequence[Day], reader: Reader
) -> None:
    """At once, in case the roster can't be read just now."""
    ws, who, now = source.workspace_id, source.user_id, reader.now
    found = await repos.shifts.list_between(ws, [who], now - BEHIND, now + AHEAD)
    shifts = corrected(found.get(who, ()), days, zone=reader.zone, words=reader.words)
    await remember_stopped(repos, ws, [who], now=now)
    await repos.shifts.replace(ws, who, shifts)
    await repos.outbox.let_go_to(ws, who)


async def read_day(db: Database, *, act: Act, day: date, feeds: Feeds, content: Content) -> DayPage:
    """A day as it was understood, beside what the roster itself says of it.

    A calendar is read again for that, and nothing of it is kept.
    """
    async with db.reading() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        source = await mine(repos, act.workspace_id, act.by)
        _require_ahead(day, reader)
        found = await repos.shifts.list_between(
            act.workspace_id, [act.by], act.now - 2 * DAY, act.now + AHEAD
        )
    known = Horizon(source.known_from, source.known_until)
    [shown] = days_from(day, 1, shifts=found.get(act.by, ()), known=known, zone=reader.zone)
    page = DayPage(source.kind, shown, reader.words.usual_hours, assumed=source.assumed.get(day))
    try:
        return replace(page, said=await _original(source, day, reader, feeds))
    except UserFacingError:
        return replace(page, said=None)


async def _original(source: RosterSource, day: date, reader: Reader, feeds: Feeds) -> tuple[str, ...]:
    """Raises UserFacingError where a calendar can't be read just now."""
    if source.kind is RosterKind.FEED:
        return await feeds.lines_on(source.link or "", whose=source.whose, reader=reader, day=day)
    if source.kind is RosterKind.PATTERN:
        known = pattern.parse_pattern(source.typed, words=reader.words, today=reader.today)
        piece = lines.in_words(known.on(day)) if day >= known.starts_on else ""
        return (f"{piece}, from: {source.typed}",) if piece else ()
    typed = (one for one in lines.read_back(source.typed) if one.on == day)
    return tuple(one.code or lines.in_words(one.meaning) for one in typed)


async def put_day_right(db: Database, *, act: Act, day: date, work: Work, content: Content) -> RosterPage:
    """With the usual hours; it counts at once and with every reading. Raises UserFacingError."""
    async with db.transaction() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        _require_ahead(day, reader)
        source = await mine(repos, act.workspace_id, act.by, lock=True)
        source = replace(
            source,
            corrections=_with_day(source.corrections, TypedDay(day, meaning=Meaning(work))),
            assumed={on: one for on, one in source.assumed.items() if on != day},
        )
        await repos.rosters.save(source)
        await _correct_known(repos, source, [Day(day, Meaning(work))], reader)
        return await page_of(repos, source, reader)


def _with_day(corrections: str, day: TypedDay) -> str:
    others = [one for one in lines.read_back(corrections) if one.on != day.on]
    text = lines.written(sorted([*others, day], key=lambda one: one.on))
    if len(text) > LONGEST_TEXT:
        raise NotNow(TOO_MANY)
    return text


def _require_ahead(day: date, reader: Reader) -> None:
    if not reader.today <= day < reader.today + AHEAD:
        raise NotNow(IS_OVER)
