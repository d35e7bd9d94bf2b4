"""A staff number that somebody typed: a request, until somebody who can check it has confirmed it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.directory import DirectoryEntry, has_left

MOST_TRIES = 3
KEPT_FOR = timedelta(days=30)
LONGEST = 40


class ClaimState(StrEnum):
    """`replaced`: the person typed another one since. `refused` is not asked about again."""

    OPEN = "open"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Claim:
    workspace_id: str
    user_id: str
    number: str
    claimed_at: datetime
    state: ClaimState = ClaimState.OPEN


class Finding(StrEnum):
    """What the directory has under a number; `taken`: it is known otherwise that somebody else has it."""

    FREE = "free"
    TAKEN = "taken"
    UNKNOWN = "unknown"


def finding_of(entry: DirectoryEntry | None, user_id: str, today: date) -> Finding:
    if entry is None or has_left(entry, today):
        return Finding.UNKNOWN
    return Finding.TAKEN if entry.is_proven and entry.user_id != user_id else Finding.FREE
