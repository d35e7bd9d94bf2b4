"""The one card at the top of Home: the next thing that waits for this person, with its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock

from bot.views.parts import buttons, more, words

# An answer is a choice between two; what else there is stands in the menu beside them.
IN_SIGHT = 2


@dataclass(frozen=True, slots=True)
class Todo:
    """`text` is mrkdwn; the first button is the one most people want."""

    text: str
    buttons: Sequence[ButtonElement]


def todo_card(todo: Todo) -> list[Block]:
    return [HeaderBlock(text="Next"), words(todo.text), todo_buttons(todo)]


def todo_buttons(todo: Todo) -> ActionsBlock:
    """Two in sight, and the others behind three dots; those that ask first can't stand there."""
    foldable = [one for one in todo.buttons if one.confirm is None]
    asking = [one for one in todo.buttons if one.confirm is not None]
    shown, folded = foldable[:IN_SIGHT], foldable[IN_SIGHT:]
    return buttons(*shown, *asking, *([more(*folded)] if folded else []))
