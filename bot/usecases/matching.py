"""Proposing matches, looking at a proposal again, dropping a pair from it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from random import Random

from bot.content import Content
from bot.domain.enrolments import Enrolment, EnrolmentState
from bot.domain.mentorships import STANDING, Mentorship, MentorshipState, matched_in
from bot.domain.programs import Program, require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.suggesting import Group, Suggested
from bot.usecases.waiting import Waiting, read_waiting
from bot.views.matching import LeftOver, Review

PROPOSED_LIST = "proposed matches"


async def propose_matches(
    db: Database,
    *,
    workspace_id: str,
    program_id: str,
    by: str,
    content: Content,
    now: datetime,
    new_id: Callable[[], str],
) -> Review:
    """Work out who suits whom and keep it as a proposal, in place of an earlier one. Nothing is sent."""
    async with db.transaction() as repos:
        found = await read_waiting(repos, workspace_id, program_id, by, content, now)
    suggested = await asyncio.to_thread(_solve, found, content, now, Random(new_id()))
    proposed = [_proposed(found.program, group, new_id()) for group in suggested.groups]
    async with db.transaction() as repos:
        await repos.mentorships.delete_proposed(workspace_id, program_id)
        proposed = await _still_here(repos, workspace_id, proposed)
        await repos.mentorships.add_many(proposed)
        await repos.access_log.add(
            workspace_id, user_id=by, what=PROPOSED_LIST, program_id=program_id, at=now
        )
    return Review(
        program=found.program,
        proposed=proposed,
        left_over=[LeftOver(one.mentee_id, one.why) for one in suggested.unmatched],
        would_help=suggested.would_help,
        mentees=len(found.waiting),
        of_circles=_of_circles(found.waiting),
        remarks=suggested.remarks,
    )


def _solve(found: Waiting, content: Content, now: datetime, rng: Random) -> Suggested:
    """In a thread, since thousands of people take seconds. The solver loads with the first proposal."""
    suggested = import_module("bot.usecases.pooling").solve(found, content, now, rng=rng)
    assert isinstance(suggested, Suggested)
    return suggested


async def _still_here(
    repos: Repositories, workspace_id: str, proposed: Sequence[Mentorship]
) -> list[Mentorship]:
    """Without those who had themselves deleted while it was worked out."""
    known = await repos.people.list_by_ids(workspace_id, [who for one in proposed for who in one.user_ids])
    return [one for one in proposed if all(who in known for who in one.user_ids)]


def _proposed(program: Program, group: Group, mentorship_id: str) -> Mentorship:
    return Mentorship(
        id=mentorship_id,
        workspace_id=program.workspace_id,
        program_id=program.id,
        state=MentorshipState.PROPOSED,
        members=group.members,
        score=group.score,
        reasons=group.reasons,
        every_weeks=program.every_weeks,
    )


async def read_review(db: Database, *, workspace_id: str, program_id: str, by: str) -> Review:
    """The proposal as it stands, for another page or after a pair was dropped."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        proposed = await repos.mentorships.list_for_program(
            workspace_id, program_id, [MentorshipState.PROPOSED]
        )
        standing = await repos.mentorships.list_for_program(workspace_id, program_id, STANDING)
        enrolments = await repos.enrolments.list_for_program(workspace_id, program_id)
    matched = matched_in(standing)
    active = [one for one in enrolments if one.state is EnrolmentState.ACTIVE]
    waiting = [one for one in active if one.role.wants and one.user_id not in matched]
    return Review(
        program=program,
        proposed=proposed,
        left_over=(),
        would_help=(),
        mentees=len(waiting),
        of_circles=_of_circles(waiting),
    )


def _of_circles(waiting: Sequence[Enrolment]) -> bool:
    return any(one.role.in_circles for one in waiting)


async def drop_match(db: Database, *, workspace_id: str, mentorship_id: str, by: str) -> Program:
    """Take one match out of a proposal. One that is already introduced is not touched."""
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
        program = await repos.programs.get(workspace_id, mentorship.program_id)
        require_manager(program, user_id=by)
        if mentorship.state not in (MentorshipState.PROPOSED, MentorshipState.DROPPED):
            raise NotNow("This match is already approved. They can end it themselves, from their Home tab.")
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED))
    return program
