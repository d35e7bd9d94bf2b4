"""Who is notified of a message, and the words their lock screen shows."""

import re
from collections.abc import Sequence

from bot.sandbox.model import Channel, ChannelKind, Json, Message

MENTION = re.compile(r"<@(\w+)>|<!(channel|here|everyone)>")


def notified(channel: Channel, message: Message) -> list[str]:
    """Direct and group messages notify everybody else in them; a channel only those it mentions."""
    if message.ephemeral_for:
        return []
    others = [member for member in channel.members if member != message.author]
    if channel.kind is not ChannelKind.CHANNEL:
        return others
    mentioned = [match.group(1) for match in MENTION.finditer(message.text)]
    return others if None in mentioned else [member for member in others if member in mentioned]


def notification_text(message: Message) -> str:
    """The top-level text; without one, what Slack builds from the blocks; without that, the files' names."""
    names = [file.title or file.name for file in message.files]
    return message.text or text_of(message.blocks) or ", ".join(names)


def text_of(blocks: Sequence[Json]) -> str:
    return " ".join(filter(None, (_block_text(block) for block in blocks)))


def _block_text(block: Json) -> str:
    if block.get("type") in ("section", "header"):
        texts = [block.get("text"), *block.get("fields", [])]
        return " ".join(str(text["text"]) for text in texts if text)
    if block.get("type") == "context":
        return " ".join(str(part["text"]) for part in block.get("elements", []) if "text" in part)
    return ""
