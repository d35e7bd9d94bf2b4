"""Before a proposal is published: what would be sent, to whom and when; and a time at which it goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.availability import Availability
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, matched_in
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow
from bot.facts.welcome import availability_of, welcome_moment
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.after_approval import ASK_WITHIN, INTRODUCE_WITHIN
from bot.usecases.matching.looking_again import LOOK_AGAIN_AFTER, list_waiting
from bot.usecases.matching.waiting import require_open
from bot.views.ids import Field
from bot.views.matching.publishing import PAGE_SIZE, DryRun, WouldBeSent, WouldBeTold

FURTHEST = timedelta(days=60)
LOOKED = "what would be sent"


async def read_dry_run(
    db: Database,
    *,
    act: Act,
    program_id: str,
    page: int,
    content: Content,
) -> DryRun:
    """As the sender would do it now; nothing is kept but that this manager looked."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        proposed = await _proposed(repos, program)
        pages = max(-(-len(proposed) // PAGE_SIZE), 1)
        page = max(0, min(page, pages - 1))
        shown = proposed[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        left = await _left_out(repos, program, proposed) if page == pages - 1 else []
        people = sorted({*left, *(who for one in shown for who in one.user_ids)})
        availability = await availability_of(repos, act.workspace_id, people, now=act.now, content=content)
        await repos.access_log.add(
            act.workspace_id, user_id=act.by, what=LOOKED, program_id=program_id, at=act.now
        )
    rows = [_would_be_sent(one, program, availability, content, act.now) for one in shown]
    told = [WouldBeTold(who, _moment([availability[who]], act.now, content)) for who in left]
    return DryRun(program, rows, page=page, pages=pages, matches=len(proposed), told=told)


async def _left_out(repos: Repositories, program: Program, proposed: Sequence[Mentorship]) -> list[str]:
    matched = matched_in(proposed)
    return [one.user_id for one in await list_waiting(repos, program) if one.user_id not in matched]


def _moment(readers: Sequence[Availability], now: datetime, content: Content) -> datetime | None:
    return welcome_moment(readers, due=now, expires=now + LOOK_AGAIN_AFTER, content=content)


async def _proposed(repos: Repositories, program: Program) -> Sequence[Mentorship]:
    return await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.PROPOSED]
    )


def _would_be_sent(
    mentorship: Mentorship,
    program: Program,
    availability: Mapping[str, Availability],
    content: Content,
    now: datetime,
) -> WouldBeSent:
    mentor = mentorship.mentor_to_ask if program.plan.mentors_confirm else None
    readers = [availability[who] for who in ((mentor,) if mentor else mentorship.user_ids)]
    expires = now + (ASK_WITHIN if mentor else INTRODUCE_WITHIN)
    at = welcome_moment(readers, due=now, expires=expires, content=content)
    return WouldBeSent(mentorship, asked_first=mentor, at=at)


async def publish_later(
    db: Database,
    *,
    act: Act,
    program_id: str,
    at: datetime | None,
) -> Program:
    """Raises InvalidInput beside the time where it is none, past, or too far away."""
    if at is None or not act.now < at <= act.now + FURTHEST:
        problem = "Choose a time from now on, and within the next 60 days."
        raise InvalidInput({Field.PUBLISH_AT: problem})
    return await _set_time(db, act.workspace_id, program_id, act.by, at)


async def stop_publishing(db: Database, *, workspace_id: str, program_id: str, by: str) -> Program:
    return await _set_time(db, workspace_id, program_id, by, None)


async def _set_time(
    db: Database, workspace_id: str, program_id: str, by: str, at: datetime | None
) -> Program:
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id, lock=True)
        require_manager(program, user_id=by)
        require_open(program)
        made = await repos.proposals.find(workspace_id, program_id)
        if made is None or not await _proposed(repos, program):
            raise NotNow("There is no proposal to publish. Type `/mentoring match` to make one.")
        await repos.proposals.save(replace(made, publish_at=at, publish_by=by if at else None))
    return program
