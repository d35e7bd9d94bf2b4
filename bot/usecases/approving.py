"""Approving a proposal: every pair of it that is still right, in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.enrolments import Enrolment, Role
from bot.domain.mentorships import STANDING, Mentorship, MentorshipState, mentees_of, proposal_mark
from bot.domain.outbox import Planned
from bot.domain.places import all_within_plan
from bot.domain.program_states import ProgramState, require_move
from bot.domain.programs import Program, require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.firewall import kept_apart
from bot.usecases.waiting import read_matchable, require_open

INTRODUCE_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class MatchesApproved:
    program: Program
    count: int


async def approve_matches(
    db: Database,
    *,
    workspace_id: str,
    program_id: str,
    by: str,
    seen: str,
    content: Content,
    now: datetime,
) -> MatchesApproved:
    """Every pair of the proposal that was seen, or none; rules are checked again, introductions planned.

    `seen` is the proposal_mark of what the manager had before them.
    """
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id, lock=True)
        require_manager(program, user_id=by)
        require_open(program)
        proposed = await repos.mentorships.list_for_program(
            workspace_id, program_id, [MentorshipState.PROPOSED]
        )
        if proposed and proposal_mark(proposed) != seen:
            raise NotNow(
                "The proposal has changed since you opened it. Type `/mentoring match` to look again."
            )
        still_right = await _still_right(repos, program, proposed, content, now)
        approved = await repos.mentorships.approve_proposed(
            workspace_id, program_id, [one.id for one in still_right]
        )
        await repos.outbox.plan([_introduction(one, now) for one in approved])
        await repos.mentorships.delete_proposed(workspace_id, program_id)
        if approved and program.state is not ProgramState.RUNNING:
            require_move(program.name, program.state, ProgramState.RUNNING)
            await repos.programs.save(replace(program, state=ProgramState.RUNNING))
    if not approved:
        raise NotNow("There was nothing left to approve. Type `/mentoring match` to look again.")
    return MatchesApproved(program, len(approved))


async def _still_right(
    repos: Repositories, program: Program, proposed: Sequence[Mentorship], content: Content, now: datetime
) -> list[Mentorship]:
    """Pairs of whom both may still be matched, with each other, and nobody has run out of places since."""
    workspace, ids = program.workspace_id, [user_id for one in proposed for user_id in one.user_ids]
    matchable, _ = await read_matchable(repos, program, content, now)
    excluded = await kept_apart(repos, workspace, ids)
    taken = dict(await repos.mentorships.mentees_per_mentor(workspace, ids))
    standing = await repos.mentorships.list_for_program(workspace, program.id, STANDING)
    limited = all_within_plan(matchable, program.plan, taken=taken, standing=standing)
    active = {one.user_id: one for one in limited}
    matched = mentees_of(standing)
    right = []
    for one in proposed:
        if not _may_meet(one, active, excluded) or not _has_places(one, active, taken, matched):
            continue
        for mentor in one.with_role(Role.MENTOR):
            taken[mentor] = taken.get(mentor, 0) + 1
        matched.update(one.with_role(Role.MENTEE))
        right.append(one)
    return right


def _may_meet(
    pair: Mentorship, active: Mapping[str, Enrolment], excluded: Mapping[str, frozenset[str]]
) -> bool:
    if any(user_id not in active for user_id in pair.user_ids):
        return False
    return not any(set(pair.others(one)) & excluded.get(one, frozenset()) for one in pair.user_ids)


def _has_places(
    pair: Mentorship, active: Mapping[str, Enrolment], taken: Mapping[str, int], matched: Collection[str]
) -> bool:
    mentors, mentees = pair.with_role(Role.MENTOR), pair.with_role(Role.MENTEE)
    has_room = all(taken.get(one, 0) < active[one].capacity for one in mentors)
    return has_room and all(active[one].role.wants and one not in matched for one in mentees)


def _introduction(mentorship: Mentorship, now: datetime) -> Planned:
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind="introduction",
        subject=mentorship.id,
        cycle=0,
        recipient=mentorship.id,
        due_at=now,
        expires_at=now + INTRODUCE_WITHIN,
        budgeted=False,
    )
