"""Small answers: a sentence on its own, a light view while the full one is made."""

from slack_sdk.models.blocks import SectionBlock

from bot.views.message import Message, Modal

MANY_AT_ONCE = "Many people are tapping at once. Please tap again in a minute."
SORRY = "Something went wrong on our side. Please try again in a minute."


def plainly(text: str) -> Message:
    return Message(text, [SectionBlock(text=text)])


def notice(message: Message, *, title: str = "Lamplight") -> Modal:
    return Modal(title, message.blocks)


def loading(title: str) -> Modal:
    return Modal(title, [SectionBlock(text="One moment ...")])
