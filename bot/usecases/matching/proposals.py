"""Proposing matches, looking at a proposal again, dropping a pair from it."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.figures import named
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.choices import Suggestion, not_yet_asked
from bot.domain.matching.places import mentees_here
from bot.domain.matching.proposals import LeftOver, Proposed
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState, matched_in
from bot.domain.privacy.visible_to_managers import VisiblePost
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.facts.eligibility import read_matchable
from bot.matching.proposal import Unmatched
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.groups import Group, Suggested
from bot.usecases.matching.waiting import Waiting, not_again, require_open, waiting_in
from bot.usecases.privacy.looking import noted
from bot.views.managing.posts import post_in_words
from bot.views.matching.review import Review

NOT_NOW = (
    "They can't be matched right now: they're away, or haven't agreed to the charter yet.",
    "Nothing to do: they are looked at again once that is over.",
)
PROPOSED_LIST = "proposed matches"


async def open_review(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    new_id: Callable[[], str],
) -> Review:
    """A proposal a manager has worked on, as it stands; else it is worked out anew, and nothing is lost."""
    kept = await read_review(db, act=act, program_id=program_id, content=content)
    if kept.is_by_hand or kept.publish_at or any(one.locked for one in kept.proposed):
        return kept
    return await propose_matches(db, act=act, program_id=program_id, content=content, new_id=new_id)


async def propose_matches(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    new_id: Callable[[], str],
) -> Review:
    """Work out who suits whom and keep it as a proposal, in place of an earlier one. Nothing is sent.

    Locked matches stay as they are, and the rest is worked out around them.
    """
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        require_open(program)
    await work_out(db, program, content=content, now=act.now, new_id=new_id)
    return await read_review(db, act=act, program_id=program_id, content=content)


async def work_out(
    db: Database, program: Program, *, content: Content, now: datetime, new_id: Callable[[], str]
) -> int:
    """The same without a manager who looks; returns how many were proposed anew."""
    workspace_id, program_id = program.workspace_id, program.id
    async with db.transaction() as repos:
        found = await waiting_in(repos, program, content, now)
        locked = await locked_in(repos, workspace_id, program_id)
    rest = around(found, locked)
    suggested = await asyncio.to_thread(_solve, rest, content, now, Random(new_id()))
    proposed = [_proposed(program, group, new_id()) for group in suggested.groups]
    made = Proposed(
        workspace_id,
        program_id,
        made_at=now,
        would_help=tuple(suggested.would_help),
        remarks=tuple(suggested.remarks),
    )
    async with db.transaction() as repos:
        await repos.programs.get(workspace_id, program_id, lock=True)
        await _replace_unlocked(repos, workspace_id, program_id, proposed, locked)
        await repos.proposals.save(made)
        await _keep_left_over(repos, program, suggested.unmatched)
    return len(proposed)


async def locked_in(repos: Repositories, workspace_id: str, program_id: str) -> list[Mentorship]:
    found = await repos.mentorships.list_for_program(workspace_id, program_id, [MentorshipState.PROPOSED])
    return [one for one in found if one.locked]


def around(found: Waiting, locked: Sequence[Mentorship]) -> Waiting:
    """Those who wait and the places there are, without what these matches take."""
    matched, taken = matched_in(locked), mentees_here(locked)
    return replace(
        found,
        waiting=[one for one in found.waiting if one.user_id not in matched],
        mentors=[one for one in found.mentors if one.role is not Role.HOST or one.user_id not in matched],
        taken={one: found.taken.get(one, 0) + taken.get(one, 0) for one in {*found.taken, *taken}},
    )


async def _replace_unlocked(
    repos: Repositories,
    workspace_id: str,
    program_id: str,
    proposed: Sequence[Mentorship],
    locked: Sequence[Mentorship],
) -> None:
    """What was locked or added while this was worked out stays; its people are not proposed twice."""
    states = [MentorshipState.PROPOSED, *CURRENT]
    there = await repos.mentorships.list_for_program(workspace_id, program_id, states)
    gone = [one.id for one in there if one.state is MentorshipState.PROPOSED and not one.locked]
    await repos.mentorships.delete(workspace_id, gone)
    known = {one.id for one in locked}
    taken = matched_in(one for one in there if one.id not in gone and one.id not in known)
    new = [one for one in proposed if matched_in([one]).isdisjoint(taken)]
    await repos.mentorships.add_many(await _still_here(repos, workspace_id, new))


async def _keep_left_over(repos: Repositories, program: Program, unmatched: Sequence[Unmatched]) -> None:
    """Everybody who wants a match and is in none, those who can't be matched for now included."""
    workspace, program_id = program.workspace_id, program.id
    here = await repos.enrolments.list_for_program(workspace, program_id)
    states = [MentorshipState.PROPOSED, *CURRENT]
    matched = matched_in(await repos.mentorships.list_for_program(workspace, program_id, states))
    why = {one.mentee_id: (one.why, one.help) for one in unmatched}
    left = [
        LeftOver(workspace, program_id, one.user_id, *why.get(one.user_id, NOT_NOW))
        for one in here
        if one.state is EnrolmentState.ACTIVE and one.role.wants and one.user_id not in matched
    ]
    await repos.proposals.replace_left_over(workspace, program_id, left)


def _solve(found: Waiting, content: Content, now: datetime, rng: Random) -> Suggested:
    """In a thread, since thousands of people take seconds. The solver loads with the first proposal."""
    from bot.usecases.matching.pooling import solve

    return solve(found, content, now, rng=rng)


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


async def read_review(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
    to_ask: bool = True,
) -> Review:
    """The proposal as it stands, however it came about; each look at it is noted.

    How many may be asked whom they would like is worked out where it is wanted `to_ask` them.
    """
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        require_open(program)
        proposed = await repos.mentorships.list_for_program(
            act.workspace_id, program_id, [MentorshipState.PROPOSED]
        )
        matched = await repos.mentorships.matched_in(act.workspace_id, program_id)
        here = await repos.enrolments.roles_in(act.workspace_id, program_id)
        made = await repos.proposals.find(act.workspace_id, program_id)
        left_over = await repos.proposals.list_left_over(act.workspace_id, program_id)
        shown = await repos.suggestions.list_for_program(act.workspace_id, program_id)
        ids = {who for who, role in here.items() if role.wants and who not in matched}
        waits = ids - matched_in(proposed)
        unasked = await _unasked(repos, program, ids, shown, content, act.now) if to_ask else set()
        named_here = {who for one in proposed for who in one.user_ids} | {one.user_id for one in left_over}
        people = await repos.people.list_by_ids(act.workspace_id, sorted(named_here))
        return await noted(
            repos,
            act,
            program,
            PROPOSED_LIST,
            Review(
                program=program,
                proposed=proposed,
                left_over=[one for one in left_over if one.user_id in waits],
                not_looked_at=bool(made and waits - {one.user_id for one in left_over}),
                would_help=made.would_help if made else (),
                is_waiting=bool(ids),
                of_circles=any(here[who].in_circles for who in ids),
                remarks=made.remarks if made else (),
                publish_at=made.publish_at if made else None,
                asked_on=max((one.shown_on for one in shown if one.user_id in ids), default=None),
                to_ask=named(len(unasked)) if unasked else None,
                unmatched=bool(waits),
                not_run=made is None and waits.isdisjoint(one.user_id for one in left_over),
                confirmed=content.programs[program.template_id].confirmed.manager,
                posts={
                    who: post_in_words(VisiblePost.of(one), content.people) for who, one in people.items()
                },
            ),
        )


async def _unasked(
    repos: Repositories,
    program: Program,
    ids: Collection[str],
    shown: Sequence[Suggestion],
    content: Content,
    now: datetime,
) -> set[str]:
    """Who of these may be asked now whom they would like, and wasn't yet."""
    matchable, _ = await read_matchable(repos, program, content, now, among=sorted(ids))
    tried = await not_again(repos, program, [one.user_id for one in matchable])
    can_be_asked = {one.user_id for one in matchable if not one.on_hold}
    return not_yet_asked(can_be_asked, shown, tried, now.date())


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
