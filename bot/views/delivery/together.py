"""Several messages to one person as one, and the answer to one of them put in its place there."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import DividerBlock

from bot.views.message import Message
from bot.views.room import has_room

Json = dict[str, Any]

TEXT = "Lamplight: a few things about your mentoring, in one message."
BELOW = "Thanks. The answer is in a message of its own, below."
PART, END = "part", "."


def fit_together(messages: Sequence[Message]) -> bool:
    """Whether all of them have room in one message, with a line between them."""
    return has_room(together(messages)["blocks"])


def together(messages: Sequence[Message]) -> Json:
    """As chat.postMessage takes it. A single one stays as it is."""
    if len(messages) == 1:
        return messages[0].to_dict()
    blocks: list[Json] = []
    for number, message in enumerate(messages):
        line = [] if number == 0 else [DividerBlock().to_dict()]
        blocks += [*line, *_named(message, f"{PART}{number}{END}")]
    return {"text": TEXT, "blocks": blocks}


def with_part_replaced(shown: Mapping[str, Any], clicked: str, answer: Message) -> Json:
    """The message as it is shown, with `answer` where the clicked block's part stood.

    A message that is not made of parts gives way as a whole. It may become longer than Slack takes.
    """
    part, end, _ = clicked.partition(END)
    blocks: Sequence[Json] = shown.get("blocks") or ()
    mine = [n for n, block in enumerate(blocks) if _belongs(block, part + end)]
    if not part.removeprefix(PART).isdecimal() or not mine:
        return answer.to_dict()
    before, after = blocks[: mine[0]], blocks[mine[-1] + 1 :]
    return {"text": shown.get("text") or TEXT, "blocks": [*before, *_named(answer, part + end), *after]}


def has_room_for(shown: Json) -> bool:
    """Tell whether Slack takes this as one message."""
    return has_room(shown["blocks"])


def _belongs(block: Mapping[str, Any], prefix: str) -> bool:
    return str(block.get("block_id", "")).startswith(prefix)


def _named(message: Message, prefix: str) -> list[Json]:
    blocks = [block.to_dict() for block in message.blocks]
    return [block | {"block_id": f"{prefix}{number}"} for number, block in enumerate(blocks)]
