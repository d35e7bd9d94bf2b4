"""Enrolments: a person's place in a program, and whom they must never be matched with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

MATCHED_WITHIN: Final = timedelta(days=21)


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
    def gives(self) -> bool:
        """Mentors, and hosts of circles."""
        return self.offers or self is Role.HOST

    @property
    def wants(self) -> bool:
        return self in (Role.MENTEE, Role.BOTH, Role.PEER)

    @property
    def in_circles(self) -> bool:
        return self in (Role.PEER, Role.HOST)

    @property
    def comes_first(self) -> bool:
        """Mentors are found before mentees may join."""
        return self in (Role.MENTOR, Role.HOST, Role.BOTH)


class EnrolmentState(StrEnum):
    """`released` after a long silence: one tap brings it back. Only `active` ones are matched."""

    APPLIED = "applied"
    ACTIVE = "active"
    DECLINED = "declined"
    RELEASED = "released"
    LEFT = "left"

    @property
    def has_a_place(self) -> bool:
        """Applied, in, or one tap away from it."""
        return self not in (EnrolmentState.DECLINED, EnrolmentState.LEFT)


class ExclusionKind(StrEnum):
    """Why two are kept apart; only whoever said it sees which. `cleared`: the directory named a manager
    who is not one, says the person.
    """

    LINE_MANAGER = "manager"
    PRIVATE = "private"
    CLEARED = "cleared"


class NominationState(StrEnum):
    ASKED = "asked"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody was suggested as a mentor. By whom is not kept."""

    workspace_id: str
    program_id: str
    user_id: str
    state: NominationState = NominationState.ASKED


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`capacity` is how many mentees the person takes at once, over all programs; 0 for mentees.

    `on_hold`: set aside; a manager has asked not to match them for now; no reason is kept. `match_by` is the
    day by which a match was hoped for when they first joined as somebody who looks for one; it stays.
    """

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
    on_hold: bool = False
    match_by: date | None = None


def match_hoped_by(joined_on: date, *, signup_ends_on: date | None) -> date:
    """Three weeks after sign-up, as it ends when somebody joins, or after they joined if that is later."""
    return max(joined_on, signup_ends_on or joined_on) + MATCHED_WITHIN
