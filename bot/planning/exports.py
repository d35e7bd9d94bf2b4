"""The messages about a list with names: to who may agree, to who asked, and to everyone on it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.domain.delivery.outbox import Planned
from bot.domain.exports.named import NamedExport

LIST_ASKED, LIST_AGREED, LIST_DECLINED, IN_A_LIST = "list_asked", "list_agreed", "list_declined", "in_a_list"
# By then it is clear whether Slack took the file: if it refused, nobody is told of a list that never left.
TOLD_AFTER: Final = timedelta(minutes=5)
# Whoever is away for longer finds it on their privacy page.
TELL_WITHIN: Final = timedelta(days=30)
DECLINED_IS_NEWS: Final = timedelta(days=7)


def plan_asked(one: NamedExport, seconds: Iterable[str]) -> list[Planned]:
    """Plan the question to each of those who may agree; it is about nothing once its time is over."""
    return [
        _planned(LIST_ASKED, one, who, due_at=one.asked_at, expires_at=one.agree_until) for who in seconds
    ]


def plan_agreed(one: NamedExport, *, now: datetime) -> Planned:
    """Plan the news that it can be fetched, for as long as it can."""
    return _planned(LIST_AGREED, one, one.asked_by, due_at=now, expires_at=one.fetch_until)


def plan_declined(one: NamedExport, *, now: datetime) -> Planned:
    """Plan the news that somebody said no."""
    return _planned(LIST_DECLINED, one, one.asked_by, due_at=now, expires_at=now + DECLINED_IS_NEWS)


def plan_told(one: NamedExport, user_ids: Iterable[str], *, now: datetime) -> list[Planned]:
    """Plan the news for everyone on a list that was just fetched, but for who fetched it."""
    due = now + TOLD_AFTER
    return [
        _planned(IN_A_LIST, one, who, cycle=fetch_number(now), due_at=due, expires_at=due + TELL_WITHIN)
        for who in user_ids
        if who != one.asked_by
    ]


def fetch_number(at: datetime) -> int:
    """Tell this fetching from one that Slack refused, after which it may be fetched again."""
    return int(at.timestamp()) & 0x7FFFFFFF


def _planned(
    kind: str, one: NamedExport, recipient: str, *, due_at: datetime, expires_at: datetime, cycle: int = 0
) -> Planned:
    return Planned(
        workspace_id=one.workspace_id,
        kind=kind,
        subject=one.id,
        cycle=cycle,
        recipient=recipient,
        due_at=due_at,
        expires_at=expires_at,
        budgeted=False,
    )
