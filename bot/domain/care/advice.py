"""A mentor asks for advice: a topic and never a story, for a program's lead alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# As docs/for_it.md promises.
KEPT_FOR = timedelta(days=30)


class AdviceTopic(StrEnum):
    WELL_BEING = "well_being"
    CONFLICT = "conflict"
    INCIDENT = "incident"
    HARASSMENT = "harassment"
    BOUNDARIES = "boundaries"
    OTHER = "other"

    @property
    def is_urgent(self) -> bool:
        """Somebody may have to act today: the lead is told at once."""
        return self in (AdviceTopic.INCIDENT, AdviceTopic.HARASSMENT)


@dataclass(frozen=True, slots=True)
class Advice:
    """One for each mentor and program; asking again replaces it. `number` is the second at which it was
    asked, by which its message is known.

    `seen_by` has seen it and gets in touch; None while nobody has.
    """

    workspace_id: str
    user_id: str
    program_id: str
    topic: AdviceTopic
    asked_on: date
    number: int = 0
    seen_by: str | None = None
    seen_on: date | None = None
