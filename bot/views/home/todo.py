"""The one card at the top of Home: the next thing that waits for this person, with its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.views.parts import buttons, words


@dataclass(frozen=True, slots=True)
class Todo:
    """`text` is mrkdwn; the first button is the one most people want."""

    text: str
    buttons: Sequence[ButtonElement]


def todo_card(todo: Todo) -> list[Block]:
    return [HeaderBlock(text="Next"), words(todo.text), buttons(*todo.buttons)]
