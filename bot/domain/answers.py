"""What is wrong with what somebody told, part by part."""

from collections.abc import Mapping
from enum import StrEnum, auto

from bot.errors import UserFacingError


class Part(StrEnum):
    """Of an enrolment, a pause, a hold, an announcement or a goal."""

    TOPICS_WANTED = auto()
    TOPICS_OFFERED = auto()
    CAPACITY = auto()
    HEADING_FOR = auto()
    BEEN_THERE = auto()
    INTERESTS = auto()
    LANGUAGES = auto()
    QUIET_FROM = auto()
    QUIET_UNTIL = auto()
    EXCLUDED = auto()
    APART = auto()
    PAUSE_END = auto()
    HOLD_END = auto()
    CHANNEL = auto()
    WORDS_FOR_MENTORS = auto()
    WORDS_FOR_EVERYONE = auto()
    POST_DAY = auto()
    POST_TIME = auto()
    GOAL = auto()
    GOAL_MATTERS = auto()
    GOAL_PROGRESS = auto()


class InvalidAnswer(UserFacingError):
    """Parts that need mending; `parts` maps each to its sentence."""

    def __init__(self, parts: Mapping[Part, str]) -> None:
        super().__init__(" ".join(parts.values()))
        self.parts = parts
