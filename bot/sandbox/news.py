"""What the app is told about people: each change as `user_change`, and as the event that says what it was."""

from enum import StrEnum
from typing import Any

from bot.sandbox.api.shapes import user_json
from bot.sandbox.model import Person
from bot.sandbox.towards_app.events import Events
from bot.sandbox.towards_app.reply import Reply
from bot.sandbox.workspace import Workspace


class About(StrEnum):
    """The event that comes with `user_change`, at the same moment and with the same body."""

    PROFILE = "user_profile_changed"
    STATUS = "user_status_changed"
    HUDDLE = "user_huddle_changed"


class News:
    """`tells_of_accounts`: a closed account is a change of the profile too. Slack does not say so."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace, self._events = workspace, events
        self.tells_of_accounts = True

    async def change(self, person: Person, **about: Any) -> Reply | None:
        """Change somebody's profile; deleted=True closes their account."""
        is_account = about.get("deleted", person.deleted) != person.deleted
        _set(person, **about)
        if is_account and not self.tells_of_accounts:
            return await self._send("user_change", person)
        return await self._tell(person, About.PROFILE)

    async def set_status(self, person: Person, text: str) -> Reply | None:
        """As a calendar or the person does it, many times a day."""
        _set(person, status=text)
        return await self._tell(person, About.STATUS)

    async def set_huddle(self, person: Person, *, is_in: bool) -> Reply | None:
        _set(person, in_huddle=is_in)
        return await self._tell(person, About.HUDDLE)

    async def _tell(self, person: Person, about: About) -> Reply | None:
        self._workspace.changed("person", person.id)
        replies = [await self._send(kind, person) for kind in ("user_change", about)]
        return next(filter(None, replies), None)

    async def _send(self, kind: str, person: Person) -> Reply | None:
        user = user_json(self._workspace, person)
        return await self._events.send({"type": kind, "user": user, "cache_ts": user["updated"]})


def _set(person: Person, **about: Any) -> None:
    for name, value in about.items():
        setattr(person, name, value)
