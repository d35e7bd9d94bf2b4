"""The app put into the workspace and taken out: by whom, and what becomes of its tokens."""

from collections.abc import Awaitable, Callable

from bot.sandbox.api.webapi import Tokens
from bot.sandbox.model import Person
from bot.sandbox.towards_app.events import Events
from bot.sandbox.workspace import Workspace

NOT_YOURS = "Apps are managed by admins here. Ask one of them."


class NotAllowed(PermissionError):
    """A sentence why somebody may not."""


class Installing:
    """`needs_approval`: only admins install and remove apps. By default Slack lets everybody.

    `on_token`: who is handed the fresh token when somebody on the page installs the app again.
    """

    def __init__(self, workspace: Workspace, tokens: Tokens, events: Events) -> None:
        self._workspace, self._tokens, self._events = workspace, tokens, events
        self.needs_approval = False
        self.on_token: list[Callable[[str], Awaitable[object]]] = []

    @property
    def is_in(self) -> bool:
        return not self._tokens.revoked

    def lets(self, person: Person) -> bool:
        return not self.needs_approval or person.is_admin or person.is_owner

    def require(self, person: Person) -> None:
        """Raises NotAllowed."""
        if not self.lets(person):
            raise NotAllowed(NOT_YOURS)

    async def remove(self) -> None:
        """As "Remove App": the token stops working and the app is told, in an order nobody promises."""
        self._lose_token()
        await self._tell_revoked()
        await self._events.send({"type": "app_uninstalled"})

    async def revoke(self) -> None:
        """As a leaked token is revoked: without any token the app is out, and Slack may not say so."""
        self._lose_token()
        await self._tell_revoked()

    async def renew(self) -> str:
        """A fresh token at once, and the old one is revoked after it. The app never was out."""
        self._lose_token()
        token = self.install()
        await self._tell_revoked()
        return token

    def install(self) -> str:
        """With a fresh token, which is returned. Where it was a member before, it is none now."""
        self._tokens.bot, self._tokens.revoked = f"xoxb-{self._workspace.secret(40)}", False
        self._workspace.changed("app")
        return self._tokens.bot

    def _lose_token(self) -> None:
        self._tokens.revoked = True
        self._workspace.drop_app_out()
        self._workspace.changed("app")

    async def _tell_revoked(self) -> None:
        bots = [self._workspace.bot.id]
        await self._events.send({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": bots}})
