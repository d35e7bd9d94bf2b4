"""Announcing a program: its words, a preview, posting at once or planning it, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content import Announcement as Words
from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import WAITING, DeliveryState, OutboxMessage, Planned
from bot.domain.programs.programs import Program, require_manager
from bot.domain.recruiting.announcements import (
    Announcement,
    Readers,
    Typed,
    check_text,
    evening_of,
    post_moment,
    readers_first,
    repeat_moment,
)
from bot.errors import NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.recruiting.cover import read_cover
from bot.views.parts import weekday_in_words
from bot.views.recruiting.announcement import filled_in, in_her_words
from bot.views.recruiting.announcing import AnnouncementForm, PlannedPost
from bot.views.recruiting.cover import wished_for

KIND = "announcement"
FIRST, AGAIN = 0, 1
FAILED = (DeliveryState.DROPPED, DeliveryState.FAILED, DeliveryState.UNKNOWN)
FAILURES_SHOWN_FOR = timedelta(days=14)
PREVIEWS_KEPT_FOR = timedelta(days=1)
USED = "This preview has been used. Type `/mentoring announce` for a new one."


@dataclass(frozen=True, slots=True)
class AnnouncementDrafted:
    announcement: Announcement
    elsewhere: Words
    is_late: bool = False


async def start_announcing(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    readers: Readers | None = None,
) -> AnnouncementForm:
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, program_id, act.by)
        planned = await _planned(repos, program, act.now)
    return AnnouncementForm(
        program=program,
        readers=readers or readers_first(program),
        texts=_texts(program, content, act.now.date()),
        planned=planned,
    )


async def start_recruiting(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> AnnouncementForm:
    """The announcement for mentors, with whom the program misses most."""
    found = await read_cover(db, act=act, program_id=program_id, content=content)
    wishes = wished_for(found.gaps, content)
    async with db.transaction() as repos:
        planned = await _planned(repos, found.program, act.now)
    return AnnouncementForm(
        program=found.program,
        readers=Readers.MENTORS,
        texts=_texts(found.program, content, act.now.date(), wishes=wishes),
        planned=planned,
    )


async def draft_announcement(
    db: Database,
    *,
    act: Act,
    announcement_id: str,
    typed: Typed,
    tz: str,
    content: Content,
) -> AnnouncementDrafted:
    """Keep what was typed until it is confirmed, or for a day. Raises InvalidAnswer."""
    check_text(typed, hint=content.lines.phi_hint, today=act.now.date())
    post_at = post_moment(typed, tz=tz, now=act.now)
    async with db.transaction() as repos:
        program = await _managed(repos, act.workspace_id, typed.program_id, act.by)
        draft = Announcement(
            workspace_id=act.workspace_id,
            id=announcement_id,
            program_id=program.id,
            channel_id=typed.channel_id,
            text=typed.text,
            tz=tz,
            saved_at=act.now,
            post_at=post_at,
            repeat_at=repeat_moment(typed, first=post_at or act.now, tz=tz),
            by=act.by,
        )
        await repos.announcements.delete_previews(act.workspace_id, program.id, act.now - PREVIEWS_KEPT_FOR)
        await repos.announcements.add(draft)
    ready = _texts(program, content, act.now.date())[typed.readers]
    return AnnouncementDrafted(draft, in_her_words(ready, typed.text), _is_late(program, draft))


def _is_late(program: Program, draft: Announcement) -> bool:
    """Whether it says when the program starts, and is posted again or first when it has."""
    last = draft.repeat_at or draft.post_at
    says_when = weekday_in_words(program.starts_on) in draft.text
    return bool(says_when and last and last.date() >= program.starts_on)


async def confirm_announcement(
    db: Database,
    *,
    act: Act,
    announcement_id: str,
) -> Announcement:
    """Plan what is for later; what is for now is the caller's to post. Raises NotNow the second time."""
    async with db.transaction() as repos:
        found = await _found(repos, act.workspace_id, announcement_id, act.by)
        if found.post_at and found.post_at <= act.now:
            raise NotNow("The time you chose has passed. Go back and choose another.")
        program = await repos.programs.get(act.workspace_id, found.program_id)
        if found.post_at is None and not program.takes_people(today=act.now.date()):
            raise NotNow(f"{program.name} isn't taking anyone right now, so there's nothing to announce.")
        if not await repos.announcements.confirm(act.workspace_id, found.id, by=act.by):
            raise NotNow(USED)
        await repos.outbox.plan(_posts(found))
    return replace(found, confirmed=True, by=act.by)


async def withdraw_announcement(db: Database, *, workspace_id: str, announcement_id: str, by: str) -> str:
    """Take back what is planned, or what could not be posted; returns its program's id."""
    async with db.transaction() as repos:
        found = await _found(repos, workspace_id, announcement_id, by)
        await repos.announcements.delete(workspace_id, found.id)
        await repos.outbox.drop_pending(workspace_id, found.id)
    return found.program_id


async def _managed(repos: Repositories, workspace_id: str, program_id: str, by: str) -> Program:
    program = await repos.programs.get(workspace_id, program_id)
    require_manager(program, user_id=by)
    if not program.is_live:
        raise NotNow(f"{program.name} isn't open, so there's nothing to announce yet.")
    return program


async def _found(repos: Repositories, workspace_id: str, announcement_id: str, by: str) -> Announcement:
    found = await repos.announcements.find(workspace_id, announcement_id)
    if found is None:
        raise NotFound(USED)
    require_manager(await repos.programs.get(workspace_id, found.program_id), user_id=by)
    return found


def _texts(program: Program, content: Content, today: date, *, wishes: str = "") -> Mapping[Readers, Words]:
    template, said = content.programs[program.template_id], content.announcements
    return {
        Readers.MENTORS: filled_in(
            said.mentors, program=program, template=template, today=today, wishes=wishes
        ),
        Readers.EVERYONE: filled_in(said.everyone, program=program, template=template, today=today),
    }


def _posts(found: Announcement) -> list[Planned]:
    return [
        Planned(
            workspace_id=found.workspace_id,
            kind=KIND,
            subject=found.id,
            cycle=cycle,
            recipient=found.channel_id,
            due_at=due,
            expires_at=evening_of(due, tz=found.tz),
            budgeted=False,
        )
        for cycle, due in ((FIRST, found.post_at), (AGAIN, found.repeat_at))
        if due
    ]


async def _planned(repos: Repositories, program: Program, now: datetime) -> Sequence[PlannedPost]:
    kept = await repos.announcements.list_for_program(program.workspace_id, program.id)
    by_id = {one.id: one for one in kept}
    rows = await repos.outbox.list_about(program.workspace_id, KIND, list(by_id))
    return [
        PlannedPost(
            by_id[row.subject],
            row.due_at,
            failed=row.state in FAILED,
            is_nobodys=by_id[row.subject].by not in program.managers,
        )
        for row in rows
        if row.state in WAITING or _is_news(row, now)
    ]


def _is_news(row: OutboxMessage, now: datetime) -> bool:
    return row.state in FAILED and row.due_at > now - FAILURES_SHOWN_FOR
