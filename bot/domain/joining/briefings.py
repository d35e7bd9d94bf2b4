"""Briefings: what somebody reads before they are matched, and how far they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.domain.joining.enrolments import Role

CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Briefing:
    """How far somebody is with a briefing (by the id of its role), or with the "cards"; over all programs."""

    workspace_id: str
    user_id: str
    briefing_id: str
    pages_read: int = 0
    finished_on: date | None = None


def briefing_for(role: Role) -> str:
    """Who is both reads what mentors read."""
    return Role.MENTOR.value if role is Role.BOTH else role.value


def required_for(role: Role) -> frozenset[str]:
    """Name what has to be read before somebody is matched in this role; nothing for mentees and peers."""
    return frozenset({briefing_for(role), CARDS}) if role.comes_first else frozenset()


def is_briefed(role: Role, *, finished: Collection[str]) -> bool:
    return required_for(role) <= set(finished)
