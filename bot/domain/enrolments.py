"""Enrolments: a person's place in a program, and whom they must never be matched with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"
    PEER = "peer"
    HOST = "host"

    @property
    def offers(self) -> bool:
        return self in (Role.MENTOR, Role.BOTH)

    @property
    def wants(self) -> bool:
        return self in (Role.MENTEE, Role.BOTH, Role.PEER)


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`capacity` is how many mentees the person takes at once, over all programs; 0 for mentees."""

    workspace_id: str
    program_id: str
    user_id: str
    role: Role
    capacity: int
    topics_offered: tuple[str, ...]
    topics_wanted: tuple[str, ...]
    charter_version: str
    charter_accepted_at: datetime
    state: EnrolmentState = EnrolmentState.ACTIVE
