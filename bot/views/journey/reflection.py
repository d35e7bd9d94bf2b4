"""A reflection prompt: a sentence to think about, and two buttons that send no answer anywhere."""

from bot.content import Reflection
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, small, words


def reflection_prompt(prompt: Reflection, *, under: str) -> Message:
    return Message(
        "Lamplight: something to think about, whenever you like. There is nothing to answer.",
        [
            words(f"*{prompt.text}*"),
            small(under),
            buttons(
                button("Thanks", Action.PROMPT_THANKS, value=prompt.id),
                button("Not for me", Action.PROMPTS_STOP),
            ),
        ],
    )


def prompt_thanked(prompt: Reflection | None) -> Message:
    """The sentence stays, without buttons."""
    text = "With pleasure. The next one comes in two weeks or later."
    return Message(text, [*([words(f"*{prompt.text}*")] if prompt else []), small(text)])


def prompts_stopped(line: str) -> Message:
    return Message(line, [words(line), buttons(button("Turn them on again", Action.PROMPTS_START))])


def prompts_started(line: str) -> Message:
    return Message(line, [words(line)])
