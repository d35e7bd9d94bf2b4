"""Another app in the same workspace: its tokens are good, for itself; its commands hide the first one's."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.api.errors import SlackError
from bot.sandbox.model import Json


@dataclass(frozen=True, slots=True)
class OtherApp:
    """Installed later than the app under test, so that a command of both is its own."""

    name: str
    app_id: str
    bot_id: str
    bot_token: str
    app_token: str
    scopes: frozenset[str] = field(default=frozenset())
    commands: frozenset[str] = field(default=frozenset())

    def tells(self, method: str, workspace: Json) -> Json:
        """What its bot token is told: who it is, and nothing more, as if it had no scope."""
        if method not in ("auth.test", "bots.info"):
            raise SlackError("missing_scope", needed="", provided=",".join(sorted(self.scopes)))
        if method == "bots.info":
            return {"ok": True, "bot": {"id": self.bot_id, "name": self.name, "app_id": self.app_id}}
        return {"ok": True, **workspace, "user": self.name, "user_id": "UOTHERAPP", "bot_id": self.bot_id}


def another_app(
    name: str, secret: Callable[[int], str], *, scopes: frozenset[str], commands: frozenset[str]
) -> OtherApp:
    app_id = f"A{secret(9).upper()}"
    return OtherApp(
        name=name,
        app_id=app_id,
        bot_id=f"B{secret(9).upper()}",
        bot_token=f"xoxb-{secret(40)}",
        app_token=f"xapp-1-{app_id}-{secret(40)}",
        scopes=scopes,
        commands=commands,
    )
