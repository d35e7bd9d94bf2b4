"""A person's own roster: told, read again, looked through, forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.availability import Shift
from bot.domain.delivery.outbox import WAITING
from bot.domain.rosters import AHEAD, BEHIND, RosterKind, RosterSource
from bot.errors import InvalidInput, UserFacingError
from bot.fetching import FetchRefused, Rules, require_address
from bot.rosters import WrongLines, lines, pattern
from bot.rosters.links import Feeds, Reader
from bot.rosters.shifts import within
from bot.rosters.typed.paste import parse_paste
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.page import mine, page_of
from bot.usecases.rosters.reading import (
    READ_EVERY,
    is_the_same,
    keep,
    reader_for,
    understand,
)
from bot.usecases.rosters.telling import telling
from bot.views.ids import Field
from bot.views.rosters.rosters import RosterPage

TO_AGREE = "roster_to_agree"
# Who is asked sooner is asked while they may still be looking.
REMINDED_AFTER = timedelta(weeks=1)

NOTHING_TOLD = "Paste a link or your rota, or type a pattern."
ONE_IS_ENOUGH = "Fill in only one of the three."
NOTHING_IN_IT = (
    "The calendar can be read, but it has no shifts in the coming six weeks. Check that it is your own, "
    "and that it is the one you look at."
)
ALL_OVER = "All of these days are over. Paste those that are to come."
# By whether the month comes first.
ORDERS = {
    True: "We read dates in numbers with the month first: 4/11 is 11 April.",
    False: "We read dates in numbers with the day first: 4/11 is 4 November.",
}


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
    """In the place of whatever roster they had. Raises UserFacingError, and then nothing has changed."""
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
    typed, note = _plain(kind, text, reader)
    source = _new(act.workspace_id, act.by, kind, now=act.now, typed=typed)
    return await _take(db, source, feeds=feeds, content=content, now=act.now, note=note)


def _plain(kind: RosterKind, text: str, reader: Reader) -> tuple[str, str]:
    """What was typed in a form of ours, in which nothing is left but days, codes and times.

    And how its dates were taken, where that is not plain.
    """
    name = Field.ROSTER_LINES if kind is RosterKind.LINES else Field.ROSTER_PATTERN
    try:
        if kind is RosterKind.PATTERN:
            known = pattern.parse_pattern(
                text, words=reader.words, today=reader.today, month_first=reader.month_first
            )
            return pattern.written(known), ""
        paste = parse_paste(text, words=reader.words, today=reader.today, month_first=reader.month_first)
    except WrongLines as wrong:
        raise InvalidInput({name: str(wrong)}) from None
    if paste.days[-1].on < reader.today:
        raise InvalidInput({name: ALL_OVER})
    return lines.written(paste.days), "" if paste.month_first is None else ORDERS[paste.month_first]


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
    db: Database, source: RosterSource, *, feeds: Feeds, content: Content, now: datetime, note: str = ""
) -> RosterPage:
    ws, who = source.workspace_id, source.user_id
    async with db.transaction() as repos:
        reader = await reader_for(repos, ws, who, content=content, now=now)
    found = await understand(source, reader, feeds=feeds)
    if source.kind is RosterKind.FEED and not any(one.end > now for one in found.shifts):
        raise UserFacingError(NOTHING_IN_IT)
    async with db.transaction() as repos:
        await repos.people.find(ws, who, lock=True)
        source = replace(source, agreed=False, before=await _known_before(repos, ws, who, now))
        await keep(repos, source, found, now=now)
        await _remind_later(repos, source, now=now)
        return await page_of(repos, await mine(repos, ws, who), reader, note=note)


async def _remind_later(repos: Repositories, source: RosterSource, *, now: datetime) -> None:
    """Once, of the roster they gave last; each minute's has a number of its own."""
    number = int(now.timestamp()) // 60
    planned = await telling(repos, source, TO_AGREE, number=number, due_at=now + REMINDED_AFTER)
    known = await repos.outbox.list_about(source.workspace_id, TO_AGREE, [one.subject for one in planned])
    waiting = {(one.recipient, one.cycle) for one in known if one.state in WAITING}
    if (source.user_id, number) not in waiting:
        await repos.outbox.drop_kind_to(source.workspace_id, source.user_id, TO_AGREE)
        await repos.outbox.plan(planned)


async def _known_before(
    repos: Repositories, workspace_id: str, user_id: str, now: datetime
) -> tuple[Shift, ...]:
    """The shifts of the roster they last agreed to, as far as they still matter."""
    current = await repos.rosters.find(workspace_id, user_id)
    if current is not None and not current.agreed:
        return within(current.before, now - BEHIND, now + AHEAD)
    found = await repos.shifts.list_between(workspace_id, [user_id], now - BEHIND, now + AHEAD)
    return found.get(user_id, ())


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
        source = await mine(repos, act.workspace_id, act.by)
    found = await understand(source, reader, feeds=feeds)
    async with db.transaction() as repos:
        current = await repos.rosters.find(act.workspace_id, act.by, lock=True)
        if current is not None and is_the_same(source, current):
            await keep(repos, current, found, now=act.now)
        return await page_of(repos, await mine(repos, act.workspace_id, act.by), reader)


async def agree_to_roster(db: Database, *, workspace_id: str, user_id: str) -> None:
    """They have looked through it: from now on it alone counts, and what others changed is told no more."""
    async with db.transaction() as repos:
        source = await mine(repos, workspace_id, user_id, lock=True)
        await repos.rosters.save(replace(source, agreed=True, before=(), changes=()))
        if not source.agreed:
            await repos.outbox.let_go_to(workspace_id, user_id)


async def forget_roster(db: Database, *, workspace_id: str, user_id: str) -> None:
    """Where it came from, and what was known of their shifts; twice changes nothing."""
    async with db.transaction() as repos:
        if await repos.rosters.delete(workspace_id, user_id):
            await repos.shifts.replace(workspace_id, user_id, [])
