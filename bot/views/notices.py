"""Small answers: a sentence on its own, a light view while the full one is made."""

import re
from collections.abc import Iterable

from slack_sdk.models.blocks import ActionsBlock, ContextBlock, SectionBlock

from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, small

# Said where a command stands in words alone: in the app's own conversation nobody can type.
ANYWHERE = "in any channel, or in the note to yourself"
COMMAND = re.compile(r"`(/mentor(?:ing)?(?: [a-z]+)?)`")

MANY_AT_ONCE = "Many people are tapping at once. Please tap again in a minute."
SORRY = "Something went wrong on our side. Please try again in a minute."
NO_ANSWER = "Slack didn't answer us just now. Please tap again in a minute: nothing is done twice."
TOO_LATE = "That took us too long to open a page. Please tap again: nothing is done twice."
LACKS_PERMISSION = (
    "Lamplight lacks a permission in Slack for that, and trying again doesn't help. Please tell the person "
    "who looks after Lamplight: `lamplight doctor` says which one."
)
DATABASE_BUSY = (
    "We couldn't save or read anything just now. Please tap again in a minute: nothing is done twice."
)
DONE = "That took us a moment, and it's done."


def where_to_type(texts: Iterable[str]) -> list[ContextBlock]:
    """What stands below texts that name a command and are not ours to change."""
    named = any(COMMAND.search(text) for text in texts)
    return [small(f"Commands are typed {ANYWHERE}.")] if named else []


def plainly(text: str) -> Message:
    """A command that it names is a button too: where the bot writes, nobody can type."""
    return Message(text, [SectionBlock(text=text), *command_buttons(text)])


def command_buttons(text: str) -> list[ActionsBlock]:
    """A button for each command that a text tells people to type."""
    said = dict.fromkeys(COMMAND.findall(text))
    # Two buttons of one action_id may not share a block.
    return [buttons(button(command, Action.COMMAND, value=command)) for command in said]


def notice(message: Message, *, title: str = "Lamplight") -> Modal:
    return Modal(title, message.blocks)


def loading(title: str) -> Modal:
    return Modal(title, [SectionBlock(text="One moment ...")])
