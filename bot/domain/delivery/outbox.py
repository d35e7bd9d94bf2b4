"""Messages the bot starts by itself: rows first, sent later."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    UNKNOWN = "unknown"


# How long a message belongs to whoever took it in hand; a send may take a sixth of it.
LEASE = timedelta(minutes=2)
WAITING = frozenset({DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING})


@dataclass(frozen=True, slots=True)
class Planned:
    """A message to plan. (workspace, kind, subject, cycle, recipient) is its key: planning twice writes once.

    `subject` is a mentorship id. `recipient` is a user id, or the mentorship id for its group conversation.
    """

    workspace_id: str
    kind: str
    subject: str
    cycle: int
    recipient: str
    due_at: datetime
    expires_at: datetime
    budgeted: bool = True


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A planned message and what became of it. `attempts` is the fencing token: it counts claims.

    `sent_at` is when it left, or may have; `refusals` counts how often Slack said no. `planned_for` is
    when it was to leave before it was placed at a welcome moment, `due_at`; None until then. `settled_on` is
    the day from which it is only kept.
    """

    id: int
    workspace_id: str
    kind: str
    subject: str
    cycle: int
    recipient: str
    due_at: datetime
    expires_at: datetime
    budgeted: bool
    state: DeliveryState
    attempts: int
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    channel_id: str | None = None
    message_ts: str | None = None
    outcome: str | None = None
    refusals: int = 0
    planned_for: datetime | None = None
    settled_on: date | None = None

    @property
    def key(self) -> tuple[str, str, str, int, str]:
        """What makes it one message, however often it is tried."""
        return self.workspace_id, self.kind, self.subject, self.cycle, self.recipient
