"""Quiet hours of one's own, read and changed without going through the form for joining again."""

from dataclasses import replace
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.joining import JoinAnswers, check_quiet
from bot.domain.people import Person
from bot.domain.timing import describe_windows
from bot.errors import NotNow
from bot.facts.welcome import availability_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.availability.pausing import NOT_IN_ANY
from bot.views.availability.quiet_hours import QuietHours


async def read_quiet_hours(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> QuietHours:
    async with db.transaction() as repos:
        return await _shown(repos, await _known(repos, act.workspace_id, act.by), content, act.now)


async def save_quiet_hours(
    db: Database,
    *,
    act: Act,
    answers: JoinAnswers,
    long_recovery: bool,
    content: Content,
) -> QuietHours:
    """Of the answers only the quiet hours count. Raises InvalidAnswer."""
    check_quiet(answers)
    start, end = answers.quiet or (None, None)
    async with db.transaction() as repos:
        person = await _known(repos, act.workspace_id, act.by)
        changed = replace(person, quiet_from=start, quiet_until=end, long_recovery=long_recovery)
        await repos.people.save(changed)
        await repos.outbox.let_go_to(act.workspace_id, act.by)
        return await _shown(repos, changed, content, act.now)


async def _shown(repos: Repositories, person: Person, content: Content, now: datetime) -> QuietHours:
    found = await availability_of(repos, person.workspace_id, [person.user_id], now=now, content=content)
    rules = content.quiet_rules
    return QuietHours(
        person.quiet_from,
        person.quiet_until,
        person.long_recovery,
        rules,
        describe_windows(found[person.user_id], rules),
    )


async def _known(repos: Repositories, workspace_id: str, user_id: str) -> Person:
    person = await repos.people.find(workspace_id, user_id, lock=True)
    if person is None:
        raise NotNow(NOT_IN_ANY)
    return person
