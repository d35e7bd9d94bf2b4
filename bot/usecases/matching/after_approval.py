"""What follows when a match is approved: they meet, or its mentor is asked first, as the program has it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState, require_move
from bot.storage.repositories import Repositories

INTRODUCE_WITHIN = timedelta(days=60)
ASK_WITHIN = timedelta(days=21)


async def ask_or_introduce(
    repos: Repositories, program: Program, approved: Sequence[Mentorship], now: datetime
) -> None:
    """For mentorships in state `approved` of which nobody knows yet."""
    asks = program.plan.mentors_confirm
    asked = {one.id: mentor for one in approved if asks and (mentor := one.mentor_to_ask)}
    await repos.mentorships.answer_by(program.workspace_id, list(asked), _latest(program, now).date())
    requests = [_request(one, asked[one.id], now) for one in approved if one.id in asked]
    introductions = [introduction_of(one, now) for one in approved if one.id not in asked]
    await repos.outbox.plan([*requests, *introductions])


async def begin_running(repos: Repositories, program: Program) -> Program:
    """With its first mentorship; for a program that is locked. Returns it as it is now."""
    if program.state is ProgramState.RUNNING:
        return program
    require_move(program.name, program.state, ProgramState.RUNNING)
    running = replace(program, state=ProgramState.RUNNING)
    await repos.programs.save(running)
    return running


def _latest(program: Program, now: datetime) -> datetime:
    """When the request has not even arrived: its days to answer begin when it does."""
    return now + ASK_WITHIN + timedelta(days=program.plan.answer_days)


def _request(mentorship: Mentorship, mentor_id: str, now: datetime) -> Planned:
    return _planned(mentorship, "mentor_request", mentor_id, now, within=ASK_WITHIN)


def introduction_of(mentorship: Mentorship, now: datetime) -> Planned:
    return _planned(mentorship, "introduction", mentorship.id, now, within=INTRODUCE_WITHIN)


def _planned(
    mentorship: Mentorship, kind: str, recipient: str, now: datetime, *, within: timedelta
) -> Planned:
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind=kind,
        subject=mentorship.id,
        cycle=0,
        recipient=recipient,
        due_at=now,
        expires_at=now + within,
        budgeted=False,
    )
