"""Approving a proposal: every pair, trio or circle of it that is still right, in one transaction."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import Content
from bot.domain.enrolments import Enrolment, Role
from bot.domain.mentorships import (
    STANDING,
    Member,
    Mentorship,
    MentorshipState,
    matched_in,
    proposal_mark,
)
from bot.domain.places import all_within_plan, mentees_in
from bot.domain.program_states import ProgramState, require_move
from bot.domain.programs import Program, require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.asking import ask_or_introduce
from bot.usecases.firewall import kept_apart
from bot.usecases.waiting import read_matchable, require_open


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
        await ask_or_introduce(repos, program, approved, now)
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
    """Those of whom all may still be matched, with each other, and nobody has run out of places since.

    A circle with somebody who may not is left out whole: nobody has seen the smaller one, nor its reasons.
    """
    workspace, ids = program.workspace_id, [user_id for one in proposed for user_id in one.user_ids]
    matchable, _ = await read_matchable(repos, program, content, now)
    excluded = await kept_apart(repos, workspace, ids)
    taken = Counter(await repos.mentorships.mentees_per_mentor(workspace, ids))
    standing = await repos.mentorships.list_for_program(workspace, program.id, STANDING)
    limited = all_within_plan(matchable, program.plan, taken=taken, standing=standing)
    active = {one.user_id: one for one in limited}
    matched = matched_in(standing)
    right = []
    for one in proposed:
        if not _may_meet(one, active, excluded) or not _has_places(one, active, taken, matched):
            continue
        taken.update(mentees_in(one))
        matched.update(matched_in([one]))
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
    has_room = all(taken.get(one, 0) + more <= active[one].capacity for one, more in mentees_in(pair).items())
    return has_room and all(_still_looks(one, active[one.user_id].role, matched) for one in pair.members)


def _still_looks(member: Member, role: Role, matched: Collection[str]) -> bool:
    """In the role they joined in; a mentor looks for nobody, and has places or not."""
    if member.role is Role.MENTOR:
        return True
    stays = role is Role.HOST if member.role is Role.HOST else role.wants
    return stays and member.user_id not in matched
