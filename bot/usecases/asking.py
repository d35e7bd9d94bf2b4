"""What follows when a match is approved: they meet, or its mentor is asked first, as the program has it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.mentorships import Mentorship
from bot.domain.outbox import Planned
from bot.domain.programs import Program
from bot.storage.repositories import Repositories

INTRODUCE_WITHIN = timedelta(days=60)


async def ask_or_introduce(
    repos: Repositories, program: Program, approved: Iterable[Mentorship], now: datetime
) -> None:
    """For mentorships in state `approved` of which nobody knows yet."""
    await repos.outbox.plan([_introduction(one, now) for one in approved])


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
