"""Not now: one way out of a question that can wait, and what it turns into when it is put off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, OverflowMenuElement

from bot.domain.pausing import Until
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import MOST_VISIBLE, button, buttons, more, small, weekday_in_words, words
from bot.views.refs import PutOffRef, QuestionRef


@dataclass(frozen=True, slots=True)
class PutOff:
    """`ref` is the message; `again_on` None where the question lost its point before it could come again.

    `others` are the other times to which it can be put off instead, in words.
    """

    ref: QuestionRef
    again_on: date | None
    others: Mapping[Until, str] = field(default_factory=dict)


def with_not_now(message: Message, *, ref: QuestionRef) -> Message:
    """Add "Not now" to the answers: beside them where there is room, else in their menu."""
    return replace(message, blocks=_with(message.blocks, button("Not now", Action.NOT_NOW, value=str(ref))))


def _with(blocks: Sequence[Block], one: ButtonElement) -> list[Block]:
    rows = [number for number, block in enumerate(blocks) if isinstance(block, ActionsBlock)]
    if not rows:
        return [*blocks, buttons(one)]
    last = rows[-1]
    row = blocks[last]
    assert isinstance(row, ActionsBlock)
    return [*blocks[:last], buttons(*_beside(row.elements, one)), *blocks[last + 1 :]]


def _beside(elements: Iterable[object], one: ButtonElement) -> list[ButtonElement | OverflowMenuElement]:
    shown = [each for each in elements if isinstance(each, ButtonElement)]
    menus = [each for each in elements if isinstance(each, OverflowMenuElement)]
    if len(shown) < MOST_VISIBLE:
        return [*shown, one, *menus]
    folded = more(one)
    options = [*(option for menu in menus for option in menu.options), *folded.options]
    return [*shown, OverflowMenuElement(action_id=folded.action_id, options=options)]


def nights_button(ref: QuestionRef | None = None) -> ButtonElement:
    return button("Nights", Action.NIGHTS, value=str(ref or ""))


def leave_button() -> ButtonElement:
    return button("On leave", Action.LEAVE_UNTIL)


def not_nights_button(ref: QuestionRef | None = None) -> ButtonElement:
    return button("Not on nights after all", Action.NOT_ON_NIGHTS, value=str(ref or ""))


def put_off(one: PutOff) -> Message:
    """In the place of the question, with the other times it can be put off to, nights and leave."""
    undo = button("Undo", Action.ASK_ANYWAY, value=str(one.ref))
    others = [
        button(label, Action.NOT_NOW_UNTIL, value=str(PutOffRef(one.ref.message_id, until)))
        for until, label in one.others.items()
    ]
    menu = more(*others, nights_button(one.ref), leave_button())
    return Message(
        "Lamplight: not now. That's fine.",
        [
            words(f"Not now: that's fine. {_again(one)}"),
            buttons(undo, menu),
            small("Another day, nights or leave? Open the menu with the three dots."),
        ],
    )


def nights_begun(last: date, one: PutOff | None = None) -> Message:
    """`last` is the evening on which the last of them begins; `one` is the question they were said under."""
    text = f"Thanks: you're on nights until {weekday_in_words(last)}. We won't message you while you sleep."
    lines = [text, *([_again(one)] if one else [])]
    return Message(
        "Lamplight: your nights are saved.",
        [words(" ".join(lines)), buttons(not_nights_button(one.ref if one else None))],
    )


def nights_over() -> Message:
    text = "Thanks: no nights. Your usual hours apply again."
    return Message(text, [words(text)])


def no_longer_open() -> Message:
    text = "This question is already closed, so you don't need to do anything."
    return Message(text, [words(text)])


def _again(one: PutOff) -> str:
    if one.again_on is None:
        return "This question would be too late by then, so we won't ask it again."
    return f"We'll ask again on {weekday_in_words(one.again_on)}, once."
