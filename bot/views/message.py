"""What a view returns: a message, a modal or a Home tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

# The context of a page whose buttons turn it into what they open, where a page would else stand on top.
IN_PLACE = "in place"


@dataclass(frozen=True, slots=True)
class Message:
    """What chat.postMessage, chat.update and respond() all take.

    `text` is what a lock screen shows and a screen reader says: complete, and never a name, a topic or an
    answer.
    """

    text: str
    blocks: Sequence[Block] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal; `title` is at most 24 characters. `context` holds ids only and comes back with every click."""

    title: str
    blocks: Sequence[Block]
    callback_id: str = ""
    submit: str | None = None
    close: str = "Close"
    context: str = ""

    def to_dict(self) -> dict[str, Any]:
        view: dict[str, Any] = {
            "type": "modal",
            "title": _plain(self.title),
            "close": _plain(self.close),
            "blocks": [block.to_dict() for block in self.blocks],
        }
        optional = {
            "callback_id": self.callback_id,
            "private_metadata": self.context,
            "submit": _plain(self.submit) if self.submit else None,
        }
        return view | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Home:
    """A Home tab."""

    blocks: Sequence[Block]

    def to_dict(self) -> dict[str, Any]:
        return {"type": "home", "blocks": [block.to_dict() for block in self.blocks]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}
