"""What a kind of message has to say about itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.content import Content
from bot.domain.mentorships import Cycle, Mentorship
from bot.domain.outbox import OutboxMessage
from bot.domain.programs import Program
from bot.domain.status import Signs
from bot.storage.repositories import Repositories
from bot.views.message import Message


class Audience(StrEnum):
    PERSON = "person"
    GROUP = "group"


class IfUnknown(StrEnum):
    """What to do when a send ended without a clear answer."""

    SEND_AGAIN = "send again"
    LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true when a message is about to leave.

    `cycle` is the mentorship's current one, if it has begun.
    """

    message: OutboxMessage
    mentorship: Mentorship
    program: Program
    cycle: Cycle | None
    signs: Signs
    content: Content
    now: datetime

    @property
    def program_is_over(self) -> bool:
        """After its last day a program asks nothing more."""
        return self.now.date() > self.program.ends_on


async def nothing_more(repos: Repositories, situation: Situation, channel_id: str) -> None:
    """Most kinds change nothing when they are sent."""


@dataclass(frozen=True, slots=True)
class NudgeKind:
    """`still_true` and `says` are asked at the moment of sending, never before.

    `when_sent` runs in the transaction that records the sending. `budgeted`: counts towards two messages a
    week.
    """

    key: str
    audience: Audience
    budgeted: bool
    if_unknown: IfUnknown
    still_true: Callable[[Situation], bool]
    says: Callable[[Situation], Message]
    when_sent: Callable[[Repositories, Situation, str], Awaitable[None]] = nothing_more
