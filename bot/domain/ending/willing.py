"""Who would mentor when a program runs again: it enrols nobody, and can be taken back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Willing:
    """Somebody of a program who said that its managers may ask them the next time."""

    workspace_id: str
    program_id: str
    user_id: str
    said_on: date
