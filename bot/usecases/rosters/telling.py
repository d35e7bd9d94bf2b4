"""What somebody is told of their roster by itself: a message from one of their programs."""

from datetime import datetime, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.states import LIVE
from bot.domain.rosters import RosterSource
from bot.storage.repositories import Repositories

GOOD_FOR = timedelta(days=10)


async def telling(
    repos: Repositories,
    source: RosterSource,
    kind: str,
    *,
    number: int,
    due_at: datetime,
    budgeted: bool = True,
) -> list[Planned]:
    """From the first of their programs that runs; `number` tells such messages to one person apart."""
    live = {one.id for one in await repos.programs.list_all(source.workspace_id) if one.state in LIVE}
    places = await repos.enrolments.list_for_person(source.workspace_id, source.user_id)
    theirs = [
        one.program_id
        for one in places
        if one.program_id in live and one.state in (EnrolmentState.APPLIED, EnrolmentState.ACTIVE)
    ]
    return [
        Planned(
            workspace_id=source.workspace_id,
            kind=kind,
            subject=program_id,
            cycle=number,
            recipient=source.user_id,
            due_at=due_at,
            expires_at=due_at + GOOD_FOR,
            budgeted=budgeted,
        )
        for program_id in sorted(theirs)[:1]
    ]
