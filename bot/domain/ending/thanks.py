"""Thanks told at the end: one of a few lines, once by each person of a mentorship."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thanks of `user_id` to the others. `line` is which one they chose, from 1.

    `number` counts them within the mentorship: a message carries it, so that it names nobody.
    """

    workspace_id: str
    mentorship_id: str
    user_id: str
    number: int
    line: int
    said_on: date
