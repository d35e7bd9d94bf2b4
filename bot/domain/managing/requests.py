"""What somebody asked a program's managers for: a topic and a state, never a story."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# As docs/for_it.md promises.
KEPT_FOR = timedelta(days=30)


class Topic(StrEnum):
    REMATCH = "rematch"
    TIMING = "timing"
    MATCH = "match"
    ACCESS = "access"


# A hand from the program's managers, whereas another match is the program's own to find.
HELP_TOPICS = (Topic.TIMING, Topic.MATCH, Topic.ACCESS)


class RequestState(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Request:
    """One for each person, program and topic; asking again opens it again, for all managers.

    Who took it (`taken_by`, `taken_on`) has it while they manage the program; then it is anybody's to take.
    """

    workspace_id: str
    program_id: str
    user_id: str
    topic: Topic
    asked_on: date
    state: RequestState = RequestState.OPEN
    taken_by: str | None = None
    taken_on: date | None = None

    def taker(self, managers: Collection[str]) -> str | None:
        """The one of these managers who has taken it."""
        return self.taken_by if self.taken_by in managers else None
