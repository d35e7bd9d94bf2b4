"""Nights this week: said in one tap, true until they are slept off, and taken back in another."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.pausing import Until
from bot.domain.people import Person
from bot.domain.shifts.nights import are_over, nights_this_week
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.availability.not_now import put_off_here, question_of
from bot.usecases.availability.pausing import NOT_IN_ANY
from bot.views.availability.not_now import PutOff
from bot.views.refs import QuestionRef


@dataclass(frozen=True, slots=True)
class NightsBegun:
    """`last` is the evening on which the last of them begins; `put_off` the question they were said under."""

    last: date
    put_off: PutOff | None = None


async def begin_nights(
    db: Database,
    *,
    act: Act,
    ref: QuestionRef | None,
    content: Content,
) -> NightsBegun:
    """With the `ref` of a question, it waits until after them. Twice changes nothing."""
    async with db.transaction() as repos:
        person = await _known(repos, act.workspace_id, act.by)
        first, last = nights_this_week(person.tz, now=act.now, rules=content.quiet_rules)
        if person.nights_from and is_on_nights(person, now=act.now):
            first = min(first, person.nights_from)
        await repos.people.save(replace(person, nights_from=first, nights_until=last))
        await repos.outbox.let_go_to(act.workspace_id, act.by)
        question = await question_of(repos, act.workspace_id, act.by, ref, content, act.now) if ref else None
        if question is None:
            return NightsBegun(last)
        return NightsBegun(last, await put_off_here(repos, question, Until.AFTER_NIGHTS, content, act.now))


async def end_nights(db: Database, *, workspace_id: str, user_id: str) -> None:
    async with db.transaction() as repos:
        person = await _known(repos, workspace_id, user_id)
        await repos.people.save(replace(person, nights_from=None, nights_until=None))


def is_on_nights(person: Person, *, now: datetime) -> bool:
    return person.nights_until is not None and not are_over(person.nights_until, tz=person.tz, now=now)


async def _known(repos: Repositories, workspace_id: str, user_id: str) -> Person:
    person = await repos.people.find(workspace_id, user_id, lock=True)
    if person is None:
        raise NotNow(NOT_IN_ANY)
    return person
