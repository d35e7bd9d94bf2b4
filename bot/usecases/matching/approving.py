"""Approving a proposal: every pair, trio or circle of it that is still right, in one transaction."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.figures import named
from bot.domain.matching.proposals import Proposed
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, proposal_mark
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow, UserFacingError
from bot.facts.eligibility import select_still_possible
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.after_approval import ask_or_introduce, begin_running
from bot.usecases.matching.looking_again import promise_to_look_again
from bot.usecases.matching.proposals import PROPOSED_LIST
from bot.usecases.matching.rule_checks import broken_by_now
from bot.usecases.matching.several import proposed_of
from bot.usecases.matching.waiting import require_open
from bot.usecases.privacy.looking import noted
from bot.views.matching.review import MatchesApproved

logger = logging.getLogger(__name__)

BATCH = 50
CHANGED = "The proposal has changed since you opened it. Open the review again to look."
DID_NOT_GO_OUT = "It didn't go out when planned, because something had changed. Look at it again."


class ProposalChanged(NotNow):
    """It is not what was looked at any more."""


async def approve_matches(
    db: Database,
    *,
    act: Act,
    program_id: str,
    seen: str,
    content: Content,
) -> MatchesApproved:
    """The proposal that was seen, in one transaction; rules are checked again. Raises NotNow.

    `seen` is the mark of the pairs that were looked at: nobody approves what they have not seen.
    """
    async with db.statement() as repos:
        known = await repos.programs.get(act.workspace_id, program_id)
        require_manager(known, user_id=act.by)
    broken = await broken_by_now(db, known, content=content, now=act.now)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        require_manager(program, user_id=act.by)
        proposed = await _proposed(repos, program)
        if proposed and proposal_mark(proposed) != seen:
            raise ProposalChanged(CHANGED)
        approved = await publish(repos, program, proposed, content, act.now, broken=broken)
        left_out = [one for one in proposed if one.id not in {each.id for each in approved}]
        return await noted(
            repos, act, program, PROPOSED_LIST, MatchesApproved(program, named(len(approved)), left_out)
        )


async def approve_some(
    db: Database, *, act: Act, program_id: str, ids: Collection[str], content: Content, seen: str = ""
) -> MatchesApproved:
    """Only these, all of which somebody has ticked; the rest of the proposal stays. Raises NotNow.

    `seen` is the mark of them as they were looked at, where there is one.
    """
    async with db.statement() as repos:
        known = await repos.programs.get(act.workspace_id, program_id)
        require_manager(known, user_id=act.by)
    broken = await broken_by_now(db, known, content=content, now=act.now)
    async with db.transaction() as repos:
        program, chosen = await proposed_of(repos, act.workspace_id, program_id, ids, act.by)
        if seen and proposal_mark(chosen) != seen:
            raise ProposalChanged(CHANGED)
        approved = await _approved(repos, program, chosen, content, act.now, broken=broken)
        await begin_running(repos, program)
        left_out = [one for one in chosen if one.id not in {each.id for each in approved}]
        rest = await _proposed(repos, program)
        return await noted(
            repos,
            act,
            program,
            PROPOSED_LIST,
            MatchesApproved(program, named(len(approved)), left_out, more_to_review=bool(rest)),
        )


async def _proposed(repos: Repositories, program: Program) -> list[Mentorship]:
    return await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.PROPOSED]
    )


async def publish(
    repos: Repositories,
    program: Program,
    proposed: Sequence[Mentorship],
    content: Content,
    now: datetime,
    *,
    broken: Collection[str],
) -> Sequence[Mentorship]:
    """All that is still right and not `broken`, or nothing where this fails. For a locked program.

    Returns what was approved.
    """
    approved = await _approved(repos, program, proposed, content, now, broken=broken)
    await repos.mentorships.delete_proposed(program.workspace_id, program.id)
    await repos.proposals.delete(program.workspace_id, program.id)
    await promise_to_look_again(repos, await begin_running(repos, program), now)
    return approved


async def _approved(
    repos: Repositories,
    program: Program,
    proposed: Sequence[Mentorship],
    content: Content,
    now: datetime,
    *,
    broken: Collection[str],
) -> Sequence[Mentorship]:
    """What of it is still right, with what is written to its people planned. Raises NotNow for nothing."""
    require_open(program)
    kept = [one for one in proposed if one.id not in broken]
    right = await select_still_possible(repos, program, kept, content, now)
    ids = [one.id for one in right]
    approved = await repos.mentorships.approve_proposed(program.workspace_id, program.id, ids)
    if not approved:
        raise NotNow("There was nothing left to approve. Open the review again to see what's left.")
    await ask_or_introduce(repos, program, approved, now)
    return approved


async def publish_due(db: Database, *, content: Content, now: datetime) -> int:
    """Proposals whose time has come; returns how many went out. Safe in any number of processes."""
    async with db.statement() as repos:
        due = await repos.proposals.list_due(now, limit=BATCH)
    return sum([await _publish_one(db, one, content, now) for one in due])


async def _publish_one(db: Database, due: Proposed, content: Content, now: datetime) -> bool:
    """In the name of the manager who chose the time. What can't go out waits for a manager, and says so."""
    try:
        async with db.statement() as repos:
            known = await repos.programs.get(due.workspace_id, due.program_id)
        broken = await broken_by_now(db, known, content=content, now=now)
        async with db.transaction() as repos:
            program = await repos.programs.get(due.workspace_id, due.program_id, lock=True)
            made = await repos.proposals.find(due.workspace_id, due.program_id)
            if made is None or made.publish_at is None or made.publish_at > now:
                return False
            require_manager(program, user_id=made.publish_by or "")
            await publish(repos, program, await _proposed(repos, program), content, now, broken=broken)
            return True
    except UserFacingError as error:
        logger.warning("the proposal of program %s did not go out: %s", due.program_id, type(error).__name__)
        await _put_off(db, due)
        return False


async def _put_off(db: Database, due: Proposed) -> None:
    async with db.transaction() as repos:
        made = await repos.proposals.find(due.workspace_id, due.program_id)
        if made is not None and made.publish_at == due.publish_at:
            remarks = (*(one for one in made.remarks if one != DID_NOT_GO_OUT), DID_NOT_GO_OUT)
            await repos.proposals.save(replace(made, publish_at=None, publish_by=None, remarks=remarks))
