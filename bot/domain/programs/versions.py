"""Versions of a program: what changed with each saving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

# Beside the changes: what people said that led to them.
WHY: Final = "why"
# The same: what a review had decided.
DECIDED: Final = "decided"


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """`changes` maps what changed to a line about it; no names are in it. `by` is empty once deleted."""

    workspace_id: str
    program_id: str
    number: int
    at: datetime
    by: str
    changes: Mapping[str, str]

    @property
    def lines(self) -> tuple[str, ...]:
        """What changed."""
        return tuple(line for name, line in self.changes.items() if name not in (WHY, DECIDED))

    @property
    def why(self) -> str:
        """What people said in a wave that led to it; empty where a manager had reasons of their own."""
        return self.changes.get(WHY, "")

    @property
    def decided(self) -> str:
        """What a review had decided that led to it; empty where none did."""
        return self.changes.get(DECIDED, "")
