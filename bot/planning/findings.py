"""The messages after a wave: the answers are in, and what was changed because of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.delivery.outbox import Planned
from bot.domain.feedback.waves import Wave
from bot.planning.feedback import number_of

ANSWERS_IN, YOU_SAID = "answers_in", "you_said"
OF_USE = timedelta(weeks=3)


def plan_answers_in(wave: Wave, user_ids: Iterable[str], *, now: datetime) -> list[Planned]:
    """To those who were asked in an end wave, once for each: whether they answered is no matter."""
    number = number_of(wave.kind, wave.intake)
    return [_planned(ANSWERS_IN, wave.workspace_id, wave.program_id, one, number, now) for one in user_ids]


def plan_you_said(wave: Wave, user_ids: Iterable[str], *, now: datetime) -> list[Planned]:
    """Plan a message after each wave, however many changes follow: they stand on the page it leads to."""
    number = number_of(wave.kind, wave.intake)
    return [_planned(YOU_SAID, wave.workspace_id, wave.program_id, one, number, now) for one in user_ids]


def _planned(
    kind: str, workspace_id: str, subject: str, recipient: str, cycle: int, now: datetime
) -> Planned:
    return Planned(
        workspace_id=workspace_id,
        kind=kind,
        subject=subject,
        cycle=cycle,
        recipient=recipient,
        due_at=now,
        expires_at=now + OF_USE,
    )
