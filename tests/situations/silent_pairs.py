"""Pairs that have gone quiet and were asked about it long enough ago for their managers to know."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState, this_monday
from bot.storage.repositories import Repositories
from bot.storage.tables import outbox

SILENT_FOR = timedelta(weeks=20)
ASKED_BEFORE = timedelta(weeks=2)


async def add_quiet_pairs(
    repos: Repositories, *, workspace_id: str, program_id: str, count: int, now: datetime
) -> list[Mentorship]:
    """In the order of their ids."""
    pairs = [_pair(workspace_id, program_id, number) for number in range(count)]
    await repos.mentorships.add_many(pairs)
    monday = this_monday((now - SILENT_FOR).date())
    for pair in pairs:
        await repos.cycles.open(workspace_id, Cycle(pair.id, 1, starts_on=monday))
    await add_sent(repos, [sent(pair, "quiet_check", at=now - ASKED_BEFORE) for pair in pairs])
    return pairs


async def add_sent(repos: Repositories, rows: list[dict[str, Any]]) -> None:
    await repos.outbox._run_for_each(insert(outbox), rows)


def sent(
    pair: Mentorship, kind: str, *, at: datetime, state: DeliveryState = DeliveryState.SENT, cycle: int = 1
) -> dict[str, Any]:
    """The row of a message that was due then, and what became of it."""
    return {
        "workspace_id": pair.workspace_id,
        "kind": kind,
        "subject": pair.id,
        "cycle": cycle,
        "recipient": next(iter(pair.user_ids), ""),
        "due_at": at,
        "expires_at": at + timedelta(days=10),
        "budgeted": True,
        "state": state,
        "attempts": 1,
        "sent_at": at if state is DeliveryState.SENT else None,
    }


def _pair(workspace_id: str, program_id: str, number: int) -> Mentorship:
    return Mentorship(
        id=f"MQUIET{number:03}",
        workspace_id=workspace_id,
        program_id=program_id,
        state=MentorshipState.ACTIVE,
        members=(Member(f"UMENTEE{number:03}", Role.MENTEE), Member(f"UMENTOR{number:03}", Role.MENTOR)),
        score=80.0,
        reasons=("You both know nights.",),
        every_weeks=4,
        channel_id=f"G{number}",
        introduced_on=None,
    )
