"""Versions of a program: what changed with each saving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """`changes` maps what changed to a line about it; no names are in it. `by` is empty once deleted."""

    workspace_id: str
    program_id: str
    number: int
    at: datetime
    by: str
    changes: Mapping[str, str]
