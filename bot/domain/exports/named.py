"""A list with names that leaves Lamplight: asked for with a reason, agreed to by a second, fetched once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

AGREE_WITHIN: Final = timedelta(hours=24)
FETCH_WITHIN: Final = timedelta(hours=24)
# So long the file stays in the conversation with the bot.
FILE_STAYS: Final = timedelta(hours=24)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 150


class ListKind(StrEnum):
    """HR is what they need to work out probation and retention outside of Lamplight."""

    STATUS = "status"
    HR = "hr"


class ListState(StrEnum):
    """LAPSED: one of the two could no longer ask or agree."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    FETCHED = "fetched"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class NamedExport:
    """That a list was asked for, and what came of it; the list itself is not kept.

    An empty `asked_by` or `agreed_by` is somebody who had themselves deleted. `file_id` is Slack's, until the
    file is deleted there.
    """

    workspace_id: str
    id: str
    program_id: str
    what: ListKind
    reason: str
    asked_by: str
    asked_at: datetime
    state: ListState = ListState.ASKED
    agreed_by: str | None = None
    agreed_at: datetime | None = None
    fetched_at: datetime | None = None
    file_id: str | None = None

    @property
    def agree_until(self) -> datetime:
        return self.asked_at + AGREE_WITHIN

    @property
    def fetch_until(self) -> datetime:
        """Before anybody agreed, nobody can fetch it."""
        return (self.agreed_at or self.asked_at - FETCH_WITHIN) + FETCH_WITHIN

    def is_waiting(self, now: datetime) -> bool:
        """Whether somebody may still agree."""
        return self.state is ListState.ASKED and now < self.agree_until

    def is_ready(self, now: datetime) -> bool:
        """Whether it may be fetched."""
        return self.state is ListState.AGREED and now < self.fetch_until

    def is_open(self, now: datetime) -> bool:
        return self.is_waiting(now) or self.is_ready(now)
