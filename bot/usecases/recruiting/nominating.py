"""Suggesting mentors. Whoever is suggested is asked once, privately; whoever suggested never hears more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.allowances import Counted
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Nomination, NominationState, Role
from bot.domain.people import Person
from bot.domain.privacy.forgetting import SLACK, known_as
from bot.domain.programs.programs import Program, require_open_to
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.ending.next_time import read_would_mentor
from bot.usecases.home.reader import Reader
from bot.views.ending.next_time import WouldMentor
from bot.views.home.todo import Todo
from bot.views.parts import slack_time
from bot.views.recruiting.nominating import nomination_todo

MOST_AT_ONCE = 10
MOST_A_DAY = 50
TOO_MANY = (
    f"You can suggest up to {MOST_A_DAY} people a day, and you've suggested {{before}}. Nobody was "
    "asked just now. You can suggest more from {again}. Others in the program still can."
)
ASK_WITHIN = timedelta(days=30)
NO_CIRCLES = "{name} brings people together in circles, which need no mentors."
NOTHING_TO_ANSWER = "There is nothing to answer here any more. Type `/mentor` to see where you stand."


async def start_nominating(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> tuple[Sequence[Program], Sequence[WouldMentor]]:
    """Programs for which this person may suggest mentors: those they manage or take part in, while open.

    With those who would mentor in the ones they manage.
    """
    async with db.transaction() as repos:
        theirs = await _theirs(repos, act.workspace_id, act.by)
        live = await repos.programs.list_live(act.workspace_id)
        if not theirs:
            raise NotYours("Mentors are suggested by people in a program. Join one with `/mentor join`.")
        found = [one for one in live if one.id in theirs and _needs_mentors(one, content, act.now)]
        if not found:
            raise NotNow("None of your programs is looking for mentors right now.")
        return found, await read_would_mentor(repos, act, found)


async def nominate(
    db: Database,
    *,
    act: Act,
    program_id: str,
    candidates: Mapping[str, str],
    content: Content,
    at_most: int = MOST_AT_ONCE,
) -> None:
    """Plan the question to each of these people; `candidates` maps who may be asked to their time zone.

    Who is in the program, was asked before, or had themselves deleted here is left out. Nothing comes back:
    it would tell who. How many somebody suggests is counted for a day, and not whom.
    """
    if len(candidates) > at_most:
        raise InvalidInput({"candidates": f"Choose up to {at_most} people."})
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        await _require_theirs(repos, program, act.by, content, act.now)
        await _require_few(repos, act, len(candidates))
        forgotten = await repos.forgetting.list_forgotten(act.workspace_id)
        for user_id, tz in sorted(candidates.items()):
            if user_id != act.by and known_as(act.workspace_id, SLACK, user_id) not in forgotten:
                await _ask(repos, program, Person(act.workspace_id, user_id, tz=tz), act.now)


async def _require_few(repos: Repositories, act: Act, count: int) -> None:
    """All that were named count, whoever of them is asked in the end: the difference would tell who."""
    day = await repos.allowances.use(act.workspace_id, act.by, Counted.SUGGESTION, count=count, now=act.now)
    if day.used > MOST_A_DAY:
        again = slack_time(day.again_at)
        raise NotNow(TOO_MANY.format(before=day.used - count, again=again))


async def read_nomination(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> Program:
    """The program this person was asked into, if it still takes mentors."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        if await repos.nominations.find(act.workspace_id, program_id, act.by) is None:
            raise NotFound(NOTHING_TO_ANSWER)
    require_open_to(program, Role.MENTOR, today=act.now.date())
    return program


async def decline_nomination(db: Database, *, workspace_id: str, program_id: str, user_id: str) -> None:
    """They are never asked for this program again; who was stored for the question alone is forgotten."""
    async with db.transaction() as repos:
        found = await repos.nominations.find(workspace_id, program_id, user_id)
        if found is None:
            raise NotFound(NOTHING_TO_ANSWER)
        await repos.nominations.save(replace(found, state=NominationState.DECLINED))
        await repos.outbox.let_go_to(workspace_id, user_id)
        await repos.people.delete_bare(workspace_id, user_id)


async def nomination_due(repos: Repositories, reader: Reader) -> Todo | None:
    joined = {one.program_id for one in reader.places}
    for one in await repos.nominations.list_for_person(reader.workspace_id, reader.user_id):
        if one.state is NominationState.ASKED and one.program_id not in joined:
            program = reader.programs[one.program_id]
            if program.takes(Role.MENTOR, today=reader.now.date()):
                return nomination_todo(program, lines=reader.content.lines)
    return None


def _needs_mentors(program: Program, content: Content, now: datetime) -> bool:
    return program.takes(Role.MENTOR, today=now.date()) and not _has_circles(program, content)


def _has_circles(program: Program, content: Content) -> bool:
    return content.programs[program.template_id].format.kind is FormatKind.GROUP


async def _theirs(repos: Repositories, workspace_id: str, user_id: str) -> set[str]:
    managed = await repos.programs.list_managed_by(workspace_id, user_id)
    enrolled = await repos.enrolments.list_for_person(workspace_id, user_id)
    return {one.id for one in managed} | {one.program_id for one in enrolled if one.state.has_a_place}


async def _require_theirs(
    repos: Repositories, program: Program, user_id: str, content: Content, now: datetime
) -> None:
    if program.id not in await _theirs(repos, program.workspace_id, user_id):
        raise NotYours(f"Only people in {program.name} and its managers can suggest mentors for it.")
    if _has_circles(program, content):
        raise NotNow(NO_CIRCLES.format(name=program.name))
    require_open_to(program, Role.MENTOR, today=now.date())


async def _ask(repos: Repositories, program: Program, person: Person, now: datetime) -> None:
    workspace_id, user_id = program.workspace_id, person.user_id
    if await repos.enrolments.find(workspace_id, program.id, user_id):
        return
    known = await repos.people.find(workspace_id, user_id)
    if known and known.left_at:
        return
    if await repos.nominations.add_first(Nomination(workspace_id, program.id, user_id)):
        await repos.people.add_first(person)
        await repos.outbox.plan([_question(program, user_id, now)])


def _question(program: Program, user_id: str, now: datetime) -> Planned:
    return Planned(
        workspace_id=program.workspace_id,
        kind="nomination",
        subject=program.id,
        cycle=0,
        recipient=user_id,
        due_at=now,
        expires_at=now + ASK_WITHIN,
    )
