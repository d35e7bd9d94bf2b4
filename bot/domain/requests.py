"""What somebody asked a program's managers for: a topic and a state, never a story."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Topic(StrEnum):
    REMATCH = "rematch"


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
