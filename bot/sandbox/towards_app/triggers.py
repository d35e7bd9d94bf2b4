"""Trigger ids: one use, three seconds of wall time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.api.errors import SlackError

LIFETIME = timedelta(seconds=3)


@dataclass(slots=True)
class Trigger:
    """Who did something, when, and in which modal if in one."""

    user: str
    issued_at: datetime
    in_modal: bool
    exchanged: bool = False


class Triggers:
    """Issues and exchanges them, with the errors views.open and views.push document."""

    def __init__(self, wall: Callable[[], datetime], secret: Callable[[int], str]) -> None:
        self._wall, self._secret = wall, secret
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, in_modal: bool = False) -> str:
        trigger_id = f"{len(self._issued) + 1}.{int(self._wall().timestamp())}.{self._secret(32).lower()}"
        self._issued[trigger_id] = Trigger(user, self._wall(), in_modal)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackError("exchanged_trigger_id")
        if self._wall() - trigger.issued_at > LIFETIME:
            raise SlackError("expired_trigger_id")
        trigger.exchanged = True
        return trigger
