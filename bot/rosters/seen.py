"""Whether a calendar is the one that was read last, by marks that say nothing of what is in it."""

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.fetching import Version


@dataclass(frozen=True, slots=True)
class Seen:
    """A calendar as it was read: `how` marks its link and whatever else its shifts depend on."""

    kept_at: datetime
    how: bytes
    version: Version
    text: bytes


class Memory:
    """In this process only: after a start everything is read once more.

    Marks are keyed by a secret that nobody else has.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._seen: dict[Hashable, Seen] = {}

    def mark(self, *of: object) -> bytes:
        return blake2b(repr(of).encode("utf-8", "surrogatepass"), key=self._secret, digest_size=16).digest()

    def recall(self, whose: Hashable, *, how: bytes, kept_at: datetime | None) -> Seen | None:
        """None if it would be read differently by now, or if what is kept came of another reading."""
        seen = self._seen.get(whose)
        return seen if seen and (seen.how, seen.kept_at) == (how, kept_at) else None

    def keep(self, whose: Hashable, seen: Seen) -> None:
        self._seen[whose] = seen
