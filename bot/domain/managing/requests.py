"""What somebody asked a program's managers for: a topic and a state, never a story."""

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
    """One for each person, program and topic; asking again opens it again."""

    workspace_id: str
    program_id: str
    user_id: str
    topic: Topic
    asked_on: date
    state: RequestState = RequestState.OPEN
