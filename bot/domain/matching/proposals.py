"""A proposal as a whole: what goes for all of it, and who is left without a match."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """One for each program, until it is published or made anew.

    `publish_at` is when it goes out by itself, as manager `publish_by` chose.
    """

    workspace_id: str
    program_id: str
    made_at: datetime
    would_help: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    publish_at: datetime | None = None
    publish_by: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Somebody without a match, what stood in the way, and what would help; for managers."""

    workspace_id: str
    program_id: str
    user_id: str
    why: str
    help: str
