"""People who asked to join a program that decides who takes part: the list, and the answer to each."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.joining.briefing import reminder
from bot.usecases.privacy.looking import noted
from bot.views.recruiting.applications import Applications

ASKED_LIST = "people who asked to join"
TELL_WITHIN = timedelta(days=60)
MINUTE = timedelta(minutes=1)
_BEGINNING = datetime.fromisoformat("2026-01-01T00:00+00:00")


async def read_applications(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Applications:
    """For its managers alone; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        return await _waiting(repos, act, program)


async def count_applications(db: Database, *, workspace_id: str, program_id: str) -> int:
    async with db.transaction() as repos:
        return (await repos.enrolments.count_applied(workspace_id, [program_id])).get(program_id, 0)


async def answer_application(
    db: Database,
    *,
    act: Act,
    program_id: str,
    user_id: str,
    accept: bool,
) -> Applications:
    """In, or not this time; the person is told at a moment that suits them. Returns who is left.

    Only somebody who has asked by themself, is still here and still wants to.
    """
    async with db.transaction() as repos:
        program = await _open_program(repos, act, program_id)
        await _answer_one(repos, program, user_id, act, accept=accept)
        return await _waiting(repos, act, program)


async def answer_applications(
    db: Database, *, act: Act, program_id: str, user_ids: Collection[str], accept: bool
) -> bool:
    """Do the same for several at once; False where some have an answer already, or don't ask any more."""
    left_out = 0
    async with db.transaction() as repos:
        program = await _open_program(repos, act, program_id)
        for one in sorted(set(user_ids)):
            try:
                await _answer_one(repos, program, one, act, accept=accept)
            except (NotFound, NotNow):
                left_out += 1
    return not left_out


async def _open_program(repos: Repositories, act: Act, program_id: str) -> Program:
    """Read a program that can still be joined, for one of its managers."""
    program = await repos.programs.get(act.workspace_id, program_id, lock=True)
    require_manager(program, user_id=act.by)
    if not program.is_live:
        raise NotNow(f"{program.name} is over, so nobody can join it any more.")
    return program


async def _answer_one(repos: Repositories, program: Program, user_id: str, act: Act, *, accept: bool) -> None:
    asked = await _asked(repos, program, user_id)
    state = EnrolmentState.ACTIVE if accept else EnrolmentState.DECLINED
    answered = replace(asked, state=state)
    await repos.enrolments.save(answered)
    await repos.outbox.plan([_answer(answered, act.now), *reminder(answered, act.now)])


async def _asked(repos: Repositories, program: Program, user_id: str) -> Enrolment:
    person = await repos.people.find(program.workspace_id, user_id, lock=True)
    asked = await repos.enrolments.find(program.workspace_id, program.id, user_id)
    if person is None or asked is None:
        raise NotFound("This person hasn't asked to join. Only they can, with `/mentor join`.")
    if asked.state is not EnrolmentState.APPLIED or person.left_at is not None:
        raise NotNow("They have an answer already, or have changed their mind. Nothing was changed.")
    return asked


async def _waiting(repos: Repositories, act: Act, program: Program) -> Applications:
    """Names, and the note that somebody looked at them, in one transaction."""
    enrolments = await repos.enrolments.list_for_program(program.workspace_id, program.id)
    asked = [(one.user_id, one.role) for one in enrolments if one.state is EnrolmentState.APPLIED]
    return await noted(repos, act, program, ASKED_LIST, Applications(program, asked))


def _answer(enrolment: Enrolment, now: datetime) -> Planned:
    """Who leaves and asks again is answered again: the minute makes it another answer."""
    return Planned(
        workspace_id=enrolment.workspace_id,
        kind="application_answer",
        subject=enrolment.program_id,
        cycle=(now - _BEGINNING) // MINUTE,
        recipient=enrolment.user_id,
        due_at=now,
        expires_at=now + TELL_WITHIN,
        budgeted=False,
    )
