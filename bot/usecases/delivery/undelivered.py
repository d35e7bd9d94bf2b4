"""What could not be delivered: seen by the managers of its program, and tried again when they say so."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.delivery.kind import Audience, IfUnknown
from bot.domain.acts import Act
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotFound
from bot.nudges import all_kinds, kinds_where
from bot.storage.database import Database
from bot.storage.delivery.undelivered import Tally
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.views.delivery.undelivered import PAGE_SIZE, NotDelivered, UndeliveredPage

LOOK = "messages that couldn't be delivered"
GOOD_FOR = timedelta(days=14)
A_NOTE = "A note"


def kinds_that_matter() -> Collection[str]:
    return kinds_where(lambda kind: kind.if_unknown is IfUnknown.SEND_AGAIN or kind.undelivered is not None)


async def read_undelivered(
    db: Database,
    *,
    act: Act,
    program_id: str,
    page: int,
) -> UndeliveredPage:
    """The nearest page there is; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        return await _page(repos, act, await repos.programs.get(act.workspace_id, program_id), page=page)


async def _page(repos: Repositories, act: Act, program: Program, *, page: int) -> UndeliveredPage:
    require_manager(program, user_id=act.by)
    found = await repos.undelivered.list_for_program(act.workspace_id, program.id, kinds_that_matter())
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = max(0, min(page, pages - 1))
    shown = await _described(repos, program, found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE])
    return await noted(
        repos, act, program, LOOK, UndeliveredPage(program, shown, count=len(found), page=page, pages=pages)
    )


async def _described(
    repos: Repositories, program: Program, messages: Sequence[OutboxMessage]
) -> list[NotDelivered]:
    subjects = [one.subject for one in messages]
    pairs = {one.id: one for one in await repos.mentorships.list_by_ids(program.workspace_id, subjects)}
    return [_in_words(one, pairs.get(one.subject)) for one in messages]


def _in_words(message: OutboxMessage, pair: Mentorship | None) -> NotDelivered:
    """Of most kinds neither what it was nor whom it was for."""
    kind, why = all_kinds().get(message.kind), message.outcome or ""
    if kind is None or kind.undelivered is None:
        return NotDelivered(message.id, A_NOTE, (), why)
    if kind.audience is Audience.CHANNEL:
        return NotDelivered(message.id, kind.undelivered, (), why, channel_id=message.recipient)
    return NotDelivered(message.id, kind.undelivered, _readers(message, pair), why)


def _readers(message: OutboxMessage, pair: Mentorship | None) -> Sequence[str]:
    """A group's message is addressed to its mentorship."""
    if pair is not None and message.recipient == pair.id:
        return pair.user_ids
    return (message.recipient,)


async def send_again(
    db: Database,
    *,
    act: Act,
    message_id: int,
) -> UndeliveredPage:
    """What is left then. Raises NotFound for what is not stuck any more, or not theirs to see."""
    kinds = kinds_that_matter()
    async with db.transaction() as repos:
        program_id = await repos.undelivered.program_of(act.workspace_id, message_id, kinds)
        if program_id is None:
            raise NotFound("That message isn't waiting any more. It's on its way, or no longer needed.")
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        await repos.undelivered.send_again(
            act.workspace_id, message_id, kinds, now=act.now, until=act.now + GOOD_FOR
        )
        return await _page(repos, act, program, page=0)


async def send_all_again(db: Database, *, now: datetime) -> int:
    """By hand, over all workspaces; how many there were."""
    async with db.transaction() as repos:
        return await repos.undelivered.send_all_again(kinds_that_matter(), now=now, until=now + GOOD_FOR)


async def tally(db: Database) -> list[Tally]:
    async with db.transaction() as repos:
        return await repos.undelivered.tally()
