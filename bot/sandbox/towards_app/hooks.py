"""response_url: five uses within thirty minutes, whoever is in the conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.api.chat import checked_blocks, refuse_charts
from bot.sandbox.api.errors import SlackError
from bot.sandbox.elements import with_ids
from bot.sandbox.model import Json, Message
from bot.sandbox.workspace import Workspace

LIFETIME = timedelta(minutes=30)
USES = 5


@dataclass(slots=True)
class Hook:
    """`message` is what the person clicked in; None for a slash command."""

    user: str
    channel: str
    message: Message | None
    issued_at: datetime
    uses: int = 0


class Hooks:
    """Issues the addresses and carries out what is posted to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, Hook] = {}

    def issue(self, user: str, channel: str, message: Message | None = None) -> str:
        secret = self._workspace.secret()
        self._issued[secret] = Hook(user, channel, message, self._workspace.clock.now())
        return f"{self._workspace.base_url}/respond/{secret}"

    def use(self, secret: str, payload: Json) -> None:
        hook = self._issued.get(secret)
        if hook is None or hook.uses >= USES:
            raise SlackError("used_url")
        if self._workspace.clock.now() - hook.issued_at > LIFETIME:
            raise SlackError("expired_url")
        hook.uses += 1
        carry_out(self._workspace, hook, payload)


def carry_out(workspace: Workspace, hook: Hook, payload: Json) -> None:
    """Post, replace or delete; also what the body of a slash command's ack means."""
    original = hook.message
    if original and workspace.find_message(original.channel, original.ts) is None:
        original = None
    if payload.get("delete_original"):
        return workspace.remove(original) if original else None
    text = str(payload.get("text") or "")
    if not text and not payload.get("blocks"):
        raise SlackError("no_text")
    blocks = with_ids(checked_blocks(payload), workspace.rng)
    refuse_charts(workspace, blocks)
    if original and payload.get("replace_original"):
        return workspace.edit(original, text=text, blocks=blocks)
    everybody = payload.get("response_type") == "in_channel"
    workspace.post(
        workspace.channels[hook.channel],
        author=workspace.bot.id,
        text=text,
        blocks=blocks,
        ephemeral_for=None if everybody else hook.user,
    )
