"""Not now: what stands under a question that can wait, and what it turns into when it is put off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, OverflowMenuElement

from bot.domain.not_now import USUAL
from bot.domain.pausing import Until
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, options, words
from bot.views.refs import PutOffRef, QuestionRef


@dataclass(frozen=True, slots=True)
class PutOff:
    """`ref` is the message; `again_on` None where the question lost its point before it could come again."""

    ref: QuestionRef
    again_on: date | None


def with_not_now(message: Message, *, ref: QuestionRef, choices: Mapping[Until, str]) -> Message:
    """`choices` are the other times it may be put off to."""
    others = {
        str(PutOffRef(ref.message_id, one)): label for one, label in choices.items() if one is not USUAL
    }
    menu = [OverflowMenuElement(action_id=Action.NOT_NOW_UNTIL, options=options(others))] if others else []
    row = ActionsBlock(
        elements=[
            button("Not now", Action.NOT_NOW, value=str(ref)),
            nights_button(ref),
            leave_button(),
            *menu,
        ]
    )
    return replace(message, blocks=[*message.blocks, row])


def nights_button(ref: QuestionRef | None = None) -> ButtonElement:
    return button("Nights this week", Action.NIGHTS, value=str(ref or ""))


def leave_button() -> ButtonElement:
    return button("Leave until ...", Action.LEAVE_UNTIL)


def not_nights_button(ref: QuestionRef | None = None) -> ButtonElement:
    return button("Not on nights after all", Action.NOT_ON_NIGHTS, value=str(ref or ""))


def put_off(one: PutOff) -> Message:
    """In the place of the question."""
    undo = button("Undo", Action.ASK_ANYWAY, value=str(one.ref))
    return Message("Noted: not now.", [words(_again(one)), buttons(undo)])


def nights_begun(last: date, one: PutOff | None = None) -> Message:
    """`last` is the evening on which the last of them begins; `one` is the question they were said under."""
    text = f"Noted: nights until {last:%A}, {last.day} {last:%B}. I will not write into your sleep."
    lines = [text, *([_again(one)] if one else [])]
    return Message(
        "Noted: nights this week.",
        [words(" ".join(lines)), buttons(not_nights_button(one.ref if one else None))],
    )


def nights_over() -> Message:
    text = "Noted: no nights this week. Your usual times apply again."
    return Message(text, [words(text)])


def no_longer_open() -> Message:
    text = "This one is no longer open, so there is nothing to put off."
    return Message(text, [words(text)])


def _again(one: PutOff) -> str:
    if one.again_on is None:
        return "By then this question has lost its point, so I let it go. That is fine."
    return f"I will ask again on {one.again_on:%A}, {one.again_on.day} {one.again_on:%B}, once."
