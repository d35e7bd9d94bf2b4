"""What is planned around the end: thanks told by one to the others, and a question about the next time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.ending.thanks import Thanks

THANKS, NEXT_TIME = "thanks", "next_time"
GOOD_FOR = timedelta(days=14)
# After the thanks at the end.
NEXT_TIME_AFTER = timedelta(days=7)


def plan_thanks_told(thanks: Thanks, *, to: Iterable[str], now: datetime) -> list[Planned]:
    """Plan one message to each of these people, for the first moment that is welcome."""
    return [
        Planned(
            workspace_id=thanks.workspace_id,
            kind=THANKS,
            subject=thanks.mentorship_id,
            cycle=thanks.number,
            recipient=user_id,
            due_at=now,
            expires_at=now + GOOD_FOR,
        )
        for user_id in to
    ]


def plan_next_time(workspace_id: str, program_id: str, user_id: str, *, now: datetime) -> Planned:
    """Plan the question to somebody who has just been thanked; however often, it is one for each program."""
    due_at = now + NEXT_TIME_AFTER
    return Planned(
        workspace_id=workspace_id,
        kind=NEXT_TIME,
        subject=program_id,
        cycle=0,
        recipient=user_id,
        due_at=due_at,
        expires_at=due_at + GOOD_FOR,
    )
