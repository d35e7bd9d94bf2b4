"""How long ago Slack last sent each sort of thing: what tells a half-installed app from a quiet day."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock

EVENT, TAP, WRONG_SIGNATURE = "event", "tap", "wrong_signature"
HOUR = timedelta(hours=1)


class Heard:
    """Kept since the start, in memory: sorts and moments, nothing of what was sent."""

    def __init__(self, wall: Clock) -> None:
        self._wall, self._started_at = wall, wall()
        self._at: dict[str, datetime] = {}

    def note(self, body: Mapping[str, Any]) -> None:
        """Note a request that Slack signed, or sent over its own connection."""
        if sort := sort_of(body):
            self._at[sort] = self._wall()

    def note_wrong_signature(self) -> None:
        self._at[WRONG_SIGNATURE] = self._wall()

    def hours(self) -> dict[str, int]:
        """Whole hours since the start, as `up`, and since the last of each sort there was."""
        now = self._wall()
        since = {"up": self._started_at, **self._at}
        return {sort: max(0, (now - at) // HOUR) for sort, at in since.items()}


def sort_of(body: Mapping[str, Any]) -> str:
    """A command by its own name; empty for what says nothing of the app's settings."""
    if command := body.get("command"):
        return str(command)
    kind = body.get("type")
    if kind == "event_callback":
        return EVENT
    return TAP if kind in ("block_actions", "view_submission") else ""
