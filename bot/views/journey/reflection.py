"""A reflection prompt: a sentence to think about. Nothing is asked, and a menu turns them off."""

from bot.content import Reflection
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, more, small, words


def reflection_prompt(prompt: Reflection, *, under: str) -> Message:
    return Message(
        "Lamplight: something to think about, whenever you want. There is nothing to answer.",
        [
            words(f"*{prompt.text}*", accessory=more(button("Stop these questions", Action.PROMPTS_STOP))),
            small(under),
        ],
    )


def prompts_stopped(line: str) -> Message:
    return Message(line, [words(line), buttons(button("Turn them on again", Action.PROMPTS_START))])


def prompts_started(line: str) -> Message:
    return Message(line, [words(line)])
