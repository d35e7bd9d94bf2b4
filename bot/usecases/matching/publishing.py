"""Before a proposal is published: what would be sent, to whom and when; and a time at which it goes out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.acts import Act
from bot.domain.matching.reviewing import Marks, in_order
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, matched_in
from bot.domain.people import known_zone
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.after_approval import ASK_WITHIN, INTRODUCE_WITHIN
from bot.usecases.matching.looking_again import LOOK_AGAIN_AFTER, list_waiting
from bot.usecases.matching.waiting import require_open
from bot.usecases.privacy.looking import noted
from bot.views.ids import Field
from bot.views.matching.publishing import PAGE_SIZE, DryRun, WouldBeSent

USUAL_HOUR = time(9)
FURTHEST = timedelta(days=60)
LOOKED = "a preview of messages"


async def read_dry_run(
    db: Database,
    *,
    act: Act,
    program_id: str,
    page: int,
) -> DryRun:
    """Who would be written to, and by when at the latest; nothing is kept but that this manager looked."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        proposed = await _proposed(repos, program)
        pages = max(-(-len(proposed) // PAGE_SIZE), 1)
        page = max(0, min(page, pages - 1))
        shown = proposed[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        told = await _left_out(repos, program, proposed) if page == pages - 1 else []
        rows = [_would_be_sent(one, program) for one in shown]
        last_day = _last_day(rows, act.now)
        return await noted(
            repos, act, program, LOOKED, DryRun(program, rows, page, pages, len(proposed), last_day, told)
        )


def _last_day(rows: Sequence[WouldBeSent], now: datetime) -> date:
    """The same for everybody: from then on nothing of it is sent any more."""
    within = [ASK_WITHIN if one.asked_first else INTRODUCE_WITHIN for one in rows]
    return (now + max(within, default=LOOK_AGAIN_AFTER)).date()


async def _left_out(repos: Repositories, program: Program, proposed: Sequence[Mentorship]) -> list[str]:
    matched = matched_in(proposed)
    return [one.user_id for one in await list_waiting(repos, program) if one.user_id not in matched]


async def _proposed(repos: Repositories, program: Program) -> Sequence[Mentorship]:
    found = await repos.mentorships.list_for_program(
        program.workspace_id, program.id, [MentorshipState.PROPOSED]
    )
    return in_order(found, Marks())


def _would_be_sent(mentorship: Mentorship, program: Program) -> WouldBeSent:
    return WouldBeSent(mentorship, mentorship.mentor_to_ask if program.plan.mentors_confirm else None)


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
            raise NotNow("There is no proposal to publish. Open the review to make one.")
        await repos.proposals.save(replace(made, publish_at=at, publish_by=by if at else None))
    return program


def next_monday(now: datetime, *, tz: str) -> datetime:
    """When a proposal may go out, where nobody chose: at nine in the morning there."""
    zone = ZoneInfo(known_zone(tz))
    today = now.astimezone(zone).date()
    day = today + timedelta(days=7 - today.weekday())
    return datetime.combine(day, USUAL_HOUR, zone).astimezone(UTC)
