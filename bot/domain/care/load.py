"""How a mentor's load is, and what their answer does: no survey, nothing that is counted."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

A_WHILE = timedelta(weeks=8)


class Load(StrEnum):
    FINE = "fine"
    A_BIT_MUCH = "a_bit_much"
    TOO_MUCH = "too_much"
    ONE_MORE = "one_more"


@dataclass(frozen=True, slots=True)
class NoNewMentee:
    """A mentor takes no new mentee: up to, but not including, `until`; None until they say so."""

    workspace_id: str
    user_id: str
    until: date | None = None

    def holds(self, today: date) -> bool:
        return self.until is None or today < self.until


def after(load: Load, *, workspace_id: str, user_id: str, today: date) -> NoNewMentee | None:
    """Say what an answer means for new mentees: a rest, or None for room as before."""
    if load is Load.TOO_MUCH:
        return NoNewMentee(workspace_id, user_id)
    return NoNewMentee(workspace_id, user_id, today + A_WHILE) if load is Load.A_BIT_MUCH else None
