"""A person's own roster: told, looked through, corrected, forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.local_time import local_date
from bot.domain.roster_days import counted, days_from
from bot.domain.rosters import AHEAD, BEHIND, Horizon, Meaning, RosterKind, RosterSource
from bot.errors import InvalidInput, NotFound, UserFacingError
from bot.fetching import FetchRefused, Rules, require_address
from bot.rosters import WrongLines, lines, pattern
from bot.rosters.links import Feeds, Reader
from bot.rosters.shifts import Day, corrected
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.reading import (
    READ_EVERY,
    is_the_same,
    keep,
    reader_for,
    understand,
)
from bot.views.ids import Field
from bot.views.rosters.rosters import RosterPage

DAYS_SHOWN = 14
MOMENT = timedelta(seconds=1)
NOTHING_TOLD = "Paste a link or your rota, or type a pattern."
ONE_IS_ENOUGH = "Fill in only one of the three."
NOTHING_IN_IT = (
    "The calendar can be read, but it has no shifts in the coming six weeks. Check that it is your own, "
    "and that it is the one you look at."
)
ALL_OVER = "All of these days are over. Paste those that are to come."
GONE = "There is no roster of yours here any more. Type `/mentor roster` to give me one."


async def read_roster(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> RosterPage | None:
    """As it was understood last; None where there is none. Raises NotNow for who has joined nothing."""
    async with db.reading() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        source = await repos.rosters.find(act.workspace_id, act.by)
        return await _page(repos, source, reader) if source else None


async def _page(repos: Repositories, source: RosterSource, reader: Reader) -> RosterPage:
    ws, who, now = source.workspace_id, source.user_id, reader.now
    found = await repos.shifts.list_between(ws, [who], now - timedelta(days=1), now + AHEAD)
    shifts, known = found.get(who, ()), Horizon(source.known_from, source.known_until)
    last = local_date(reader.zone, source.known_until - MOMENT)
    days = days_from(reader.today, AHEAD.days, shifts=shifts, known=known, zone=reader.zone)
    return RosterPage(
        kind=source.kind,
        days=days[:DAYS_SHOWN],
        counts=counted(days),
        known_until=last if last >= reader.today else None,
        unknown=source.unknown,
        unclear=source.unclear,
        undated=source.undated,
        zones=source.zones,
        read_at=source.read_at,
        is_failing=source.is_failing,
        corrections=source.corrections,
        usual_hours=reader.words.usual_hours,
    )


def require_one(link: str, typed: str, repeats: str, *, rules: Rules) -> RosterKind:
    """Which of the three was filled in. Raises InvalidInput; a link is looked at, not yet where it leads."""
    told = {Field.ROSTER_LINK: link, Field.ROSTER_LINES: typed, Field.ROSTER_PATTERN: repeats}
    filled = [name for name, text in told.items() if text]
    if not filled:
        raise InvalidInput({Field.ROSTER_LINK: NOTHING_TOLD})
    if len(filled) > 1:
        raise InvalidInput({name: ONE_IS_ENOUGH for name in filled[1:]})
    if not link:
        return RosterKind.LINES if typed else RosterKind.PATTERN
    try:
        require_address(link, rules=rules)
    except FetchRefused as refused:
        raise InvalidInput({Field.ROSTER_LINK: str(refused)}) from None
    return RosterKind.FEED


async def keep_feed(
    db: Database,
    *,
    act: Act,
    link: str,
    feeds: Feeds,
    content: Content,
) -> RosterPage:
    """Replaces whatever roster they had. Raises UserFacingError, and then nothing has changed."""
    source = _new(act.workspace_id, act.by, RosterKind.FEED, now=act.now, link=link.strip())
    return await _take(db, source, feeds=feeds, content=content, now=act.now)


async def keep_typed(
    db: Database,
    *,
    act: Act,
    kind: RosterKind,
    text: str,
    content: Content,
    feeds: Feeds,
) -> RosterPage:
    """Lines or a pattern. Raises InvalidInput beside the field."""
    async with db.transaction() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
    source = _new(act.workspace_id, act.by, kind, now=act.now, typed=_plain(kind, text, reader))
    return await _take(db, source, feeds=feeds, content=content, now=act.now)


def _plain(kind: RosterKind, text: str, reader: Reader) -> str:
    """What was typed in a form of ours, in which nothing is left but days, codes and times."""
    name = Field.ROSTER_LINES if kind is RosterKind.LINES else Field.ROSTER_PATTERN
    try:
        if kind is RosterKind.PATTERN:
            return pattern.written(pattern.parse_pattern(text, words=reader.words, today=reader.today))
        days = lines.parse_lines(text, words=reader.words, today=reader.today)
    except WrongLines as wrong:
        raise InvalidInput({name: str(wrong)}) from None
    if days[-1].on < reader.today:
        raise InvalidInput({name: ALL_OVER})
    return lines.written(days)


def _new(
    workspace_id: str,
    user_id: str,
    kind: RosterKind,
    *,
    now: datetime,
    link: str | None = None,
    typed: str = "",
) -> RosterSource:
    return RosterSource(
        workspace_id,
        user_id,
        kind,
        known_until=now,
        next_refresh_at=now + READ_EVERY,
        link=link,
        typed=typed,
    )


async def _take(
    db: Database, source: RosterSource, *, feeds: Feeds, content: Content, now: datetime
) -> RosterPage:
    ws, who = source.workspace_id, source.user_id
    async with db.transaction() as repos:
        reader = await reader_for(repos, ws, who, content=content, now=now)
    found = await understand(source, reader, feeds=feeds)
    if source.kind is RosterKind.FEED and not any(one.end > now for one in found.shifts):
        raise UserFacingError(NOTHING_IN_IT)
    async with db.transaction() as repos:
        await repos.people.find(ws, who, lock=True)
        await keep(repos, source, found, now=now)
        return await _page(repos, await _mine(repos, ws, who), reader)


async def explain_codes(
    db: Database, *, workspace_id: str, user_id: str, meanings: Mapping[str, Meaning]
) -> None:
    """Only codes that stand in a roster of theirs; what somebody has said of one before stays."""
    async with db.transaction() as repos:
        source = await _mine(repos, workspace_id, user_id)
        asked = {code: meaning for code, meaning in meanings.items() if code in source.unknown}
        await repos.rosters.add_codes(workspace_id, asked)


async def read_again(
    db: Database,
    *,
    act: Act,
    feeds: Feeds,
    content: Content,
) -> RosterPage:
    """Raises UserFacingError, and then what was known stays."""
    async with db.transaction() as repos:
        reader = await reader_for(repos, act.workspace_id, act.by, content=content, now=act.now)
        source = await _mine(repos, act.workspace_id, act.by)
    found = await understand(source, reader, feeds=feeds)
    async with db.transaction() as repos:
        current = await repos.rosters.find(act.workspace_id, act.by, lock=True)
        if is_the_same(source, current):
            await keep(repos, source, found, now=act.now)
        return await _page(repos, await _mine(repos, act.workspace_id, act.by), reader)


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
        source = await repos.rosters.find(act.workspace_id, act.by, lock=True)
        if source is None:
            raise NotFound(GONE)
        try:
            days = lines.parse_corrections(text, words=reader.words, codes=reader.codes, today=reader.today)
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
    await repos.shifts.replace(ws, who, shifts)
    await repos.outbox.let_go_to(ws, who)


async def forget_roster(db: Database, *, workspace_id: str, user_id: str) -> None:
    """Where it came from, and what was known of their shifts; twice changes nothing."""
    async with db.transaction() as repos:
        if await repos.rosters.delete(workspace_id, user_id):
            await repos.shifts.replace(workspace_id, user_id, [])


async def _mine(repos: Repositories, workspace_id: str, user_id: str) -> RosterSource:
    source = await repos.rosters.find(workspace_id, user_id)
    if source is None:
        raise NotFound(GONE)
    return source
