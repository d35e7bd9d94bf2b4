"""The messages about a time to meet: the question, the news of it, and reminders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.delivery.outbox import Planned
from bot.domain.meetings.meetings import LINGERS, Meeting
from bot.domain.meetings.slots import Slot

# Apart from the numbers of cycles: taking one of these back must leave these messages alone.
FIRST_NUMBER = 10_000


def plan_time_question(meeting: Meeting, to: Iterable[str], *, now: datetime) -> list[Planned]:
    """Plan the offer of a meeting's slots to people, of use until the last of these slots has come.

    Idempotent for the same offer.
    """
    until = max(slot.start for slot in meeting.slots)
    return [_planned(meeting, "time_question", who, due_at=now, expires_at=until) for who in to]


def plan_time_set(meeting: Meeting, time: Slot, to: Iterable[str], *, now: datetime) -> list[Planned]:
    """Plan the news that a time is set, of use until that time."""
    return [_planned(meeting, "time_set", who, due_at=now, expires_at=time.start) for who in to]


def plan_reminders(meeting: Meeting, time: Slot, moments: Mapping[str, Sequence[datetime]]) -> list[Planned]:
    """Plan reminders of a meeting, at each person's moments; of use until its time has come.

    `moments` are by user id, the earliest first.
    """
    return [
        _planned(meeting, "meeting_reminder", who, due_at=at, expires_at=time.start, more=place)
        for who, their_moments in moments.items()
        for place, at in enumerate(their_moments)
    ]


def plan_time_off(meeting: Meeting, to: Iterable[str], *, now: datetime) -> list[Planned]:
    """Plan the news that a meeting is called off. Empty if it had no time."""
    return [*_time_off(meeting, to, now)]


def _time_off(meeting: Meeting, to: Iterable[str], now: datetime) -> Iterator[Planned]:
    if was := meeting.was_at:
        for who in to:
            yield _planned(meeting, "time_off", who, due_at=now, expires_at=was.start + LINGERS)


def _planned(
    meeting: Meeting, kind: str, to: str, *, due_at: datetime, expires_at: datetime, more: int = 0
) -> Planned:
    return Planned(
        workspace_id=meeting.workspace_id,
        kind=kind,
        subject=meeting.mentorship_id,
        cycle=meeting.number + more,
        recipient=to,
        due_at=due_at,
        expires_at=expires_at,
        budgeted=False,
    )
