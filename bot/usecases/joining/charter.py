"""A new version of the charter: people are asked again, and agree for all their programs at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from zlib import crc32

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.views.home.todo import Todo
from bot.views.joining.charter import charter_todo

ASK_WITHIN = timedelta(days=60)
AT_ONCE = 500


async def agree_again(
    db: Database,
    *,
    act: Act,
    seen: str,
    content: Content,
) -> None:
    """`seen` is the version that was on the screen; agreeing twice keeps the first date."""
    if seen != content.charter.version:
        raise NotNow("The charter has changed again. Open it from Home.")
    async with db.transaction() as repos:
        # Whoever leaves at this moment has left by now, or waits.
        await repos.people.find(act.workspace_id, act.by, lock=True)
        for one in await repos.enrolments.list_for_person(act.workspace_id, act.by):
            if one.state.has_a_place and one.charter_version != seen:
                await repos.enrolments.save(replace(one, charter_version=seen, charter_accepted_at=act.now))
        await repos.outbox.let_go_to(act.workspace_id, act.by)


async def ask_again(db: Database, *, content: Content, now: datetime) -> int:
    """Plan the question for whoever agreed to an earlier version, over all workspaces; once for each version.

    Returns how many are new. At most a batch at a time: the next call goes on.
    """
    async with db.transaction() as repos:
        outdated = await repos.enrolments.list_outdated(content.charter.version, AT_ONCE, _cycle(content))
        first = {(one.workspace_id, one.user_id): one for one in reversed(outdated)}
        return await repos.outbox.plan([_question(one, _cycle(content), now) for one in first.values()])


def _cycle(content: Content) -> int:
    """A number for each version: the question's key holds one."""
    return crc32(content.charter.version.encode()) & 0x7FFFFFFF


def _question(enrolment: Enrolment, cycle: int, now: datetime) -> Planned:
    return Planned(
        workspace_id=enrolment.workspace_id,
        kind="charter_changed",
        subject=enrolment.program_id,
        cycle=cycle,
        recipient=enrolment.user_id,
        due_at=now,
        expires_at=now + ASK_WITHIN,
        budgeted=False,
    )


async def charter_due(repos: Repositories, reader: Reader) -> Todo | None:
    mine, version = reader.places, reader.content.charter.version
    is_due = any(one.state is EnrolmentState.ACTIVE and one.charter_version != version for one in mine)
    return charter_todo(reader.content.lines.charter_changed) if is_due else None
