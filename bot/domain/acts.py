"""Who asks for something, where and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One click or command: in which workspace, by whom, and when; what it asks for is checked against it.

    `now` is aware, in UTC.
    """

    workspace_id: str
    by: str
    now: datetime
