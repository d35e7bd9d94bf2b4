"""Leaving: one program, or the organisation. What stood ends kindly, and what was on its way is dropped."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.domain.people import LeftBy
from bot.domain.programs.programs import Program
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import lock_current_of, part

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whom somebody is matched with in a program they might leave; a circle goes on without them."""

    program: Program
    others: Sequence[str]
    is_asked_for: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ProgramLeft:
    program: Program
    may_return: bool


async def read_leaving(db: Database, *, workspace_id: str, program_id: str, user_id: str) -> Leaving:
    async with db.reading() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        mine = await _place(repos, program, user_id)
        current = await repos.mentorships.list_for_person(workspace_id, user_id, CURRENT)
    known = (one for one in current if one.state is not MentorshipState.APPROVED)
    here = [one for one in known if one.program_id == program_id]
    return Leaving(
        program,
        others=[other for one in here for other in one.others(user_id)],
        is_asked_for=mine.state is EnrolmentState.APPLIED,
        goes_on=any(one.goes_on_without(user_id) for one in here),
    )


async def leave_program(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> ProgramLeft:
    """Out of one program, or an application withdrawn; their other programs go on."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        # A form of theirs that joins at this moment is in by now, or waits.
        await repos.people.find(act.workspace_id, act.by, lock=True)
        mine = await _place(repos, program, act.by)
        for one in await lock_current_of(repos, act.workspace_id, act.by, program_id=program_id):
            await part(repos, one, act.by, now=act.now)
        await _take_out_of_proposals(repos, act.workspace_id, act.by, program_id)
        await _drop_what_waits(repos, act.workspace_id, act.by, program_id)
        await _leave(repos, [mine])
    return ProgramLeft(program, may_return=program.takes(mine.role, today=act.now.date()))


async def _drop_what_waits(repos: Repositories, workspace_id: str, user_id: str, program_id: str) -> None:
    """Nothing more is written about it, nor that a mentorship there had ended before."""
    ended = await repos.mentorships.list_for_person(workspace_id, user_id, [MentorshipState.ENDED])
    for about in (program_id, *(one.id for one in ended if one.program_id == program_id)):
        await repos.outbox.drop_pending_to(workspace_id, user_id, about)


async def _place(repos: Repositories, program: Program, user_id: str) -> Enrolment:
    mine = await repos.enrolments.find(program.workspace_id, program.id, user_id)
    if mine is None or not mine.state.has_a_place:
        raise NotNow(f"You aren't in {program.name}, so there is nothing to leave.")
    return mine


async def release_leaver(
    repos: Repositories,
    workspace_id: str,
    user_id: str,
    now: datetime,
    *,
    by: LeftBy,
    left_at: datetime | None = None,
) -> None:
    """Take somebody who has left the organisation out of everything; the others are told kindly.

    Twice changes nothing more. Save the person before, if anything else about them has changed.
    """
    person = await repos.people.find(workspace_id, user_id, lock=True)
    if person is None or person.left_at is None:
        await _warn_of_programs_alone(repos, workspace_id, user_id)
    if person is None:
        return
    await repos.people.save(person.gone(by, at=left_at or now))
    for one in await lock_current_of(repos, workspace_id, user_id):
        await part(repos, one, user_id, now=now, kind="left_note")
    await _take_out_of_proposals(repos, workspace_id, user_id)
    await repos.outbox.drop_pending_to(workspace_id, user_id)
    for nomination in await repos.nominations.list_for_person(workspace_id, user_id):
        await repos.nominations.delete(workspace_id, nomination.program_id, user_id)
    mine = await repos.enrolments.list_for_person(workspace_id, user_id)
    await _leave(repos, [one for one in mine if one.state.has_a_place])


async def withdraw_asked(repos: Repositories, workspace_id: str, user_id: str) -> bool:
    """Let go of what somebody was asked, or asked for, before they became a guest: they can't join by it.

    Where they take part already stands. Returns whether there was any.
    """
    asked = await repos.nominations.list_for_person(workspace_id, user_id)
    for nomination in asked:
        await repos.nominations.delete(workspace_id, nomination.program_id, user_id)
        await repos.outbox.drop_pending_to(workspace_id, user_id, nomination.program_id)
    places = await repos.enrolments.list_for_person(workspace_id, user_id)
    applied = [one for one in places if one.state is EnrolmentState.APPLIED]
    for one in applied:
        await repos.outbox.drop_pending_to(workspace_id, user_id, one.program_id)
    await _leave(repos, applied)
    await repos.people.delete_bare(workspace_id, user_id)
    return bool(asked or applied)


async def _take_out_of_proposals(
    repos: Repositories, workspace_id: str, user_id: str, program_id: str | None = None
) -> None:
    proposed = await repos.mentorships.list_for_person(workspace_id, user_id, [MentorshipState.PROPOSED])
    ids = [one.id for one in proposed if program_id in (None, one.program_id)]
    await repos.mentorships.delete(workspace_id, ids)


async def _leave(repos: Repositories, places: Sequence[Enrolment]) -> None:
    """All of one person. Whom they named is kept only while they are in a program."""
    if not places:
        return
    workspace_id, user_id = places[0].workspace_id, places[0].user_id
    left = {one.program_id for one in places}
    live = {one.id for one in await repos.programs.list_live(workspace_id)} - left
    mine = await repos.enrolments.list_for_person(workspace_id, user_id)
    if not any(one.program_id in live and one.state.has_a_place for one in mine):
        await repos.exclusions.delete_all_of(workspace_id, user_id)
    for one in places:
        await repos.enrolments.save(replace(one, state=EnrolmentState.LEFT))


async def _warn_of_programs_alone(repos: Repositories, workspace_id: str, user_id: str) -> None:
    for program in await repos.programs.list_managed_by(workspace_id, user_id):
        if program.is_live and program.managers == (user_id,):
            logger.warning("program %s in workspace %s has lost its only manager", program.id, workspace_id)
