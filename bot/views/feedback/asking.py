"""A wave as it is answered: one question at a time, each in the place of the one before it."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    OverflowMenuElement,
    StaticSelectElement,
)

from bot.domain.feedback.items import AskedItem, Question, Scale
from bot.domain.feedback.waves import WaveKind
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action
from bot.views.mentorships.rematching import TITLE, another_button, new_match_form
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mentions, more, options, row_of, small, words
from bot.views.refs import AnswerRef, AskedRef, ItemRef, OpenedRef

# From so many answers on, words in a row are read more slowly than a list of them.
MOST_IN_A_ROW = 5
LONGEST_LABEL = 75
# What a mentor says of their load acts elsewhere.
LOAD = "m6"


def wave_question(asked: AskedRef, question: Question) -> Message:
    """Ask one question. No answer stands in a message, now or later: an export keeps every edit."""
    item = question.item
    return Message(
        f"Lamplight: question {question.number} of {question.of}.",
        [
            small(f"{question.number} of {question.of}"),
            words(f"*{escape(item.text)}*"),
            _answers(asked, question),
            *_beside(question),
        ],
    )


def _answers(asked: AskedRef, question: Question) -> ActionsBlock:
    item = question.item
    if item.scale is Scale.CHOICE and len(item.options) > MOST_IN_A_ROW:
        return ActionsBlock(elements=[_list(asked, item), _menu(asked, question)])
    return buttons(*_row(asked, item), _menu(asked, question))


def _row(asked: AskedRef, item: AskedItem) -> list[ButtonElement]:
    """What does something stands in the row without being an answer."""
    answers, acts = [], []
    for number, option in enumerate(item.options):
        value = _value(asked, item, number)
        if number == item.acts:
            acts.append(button(option, Action.WAVE_CHANGE, value=value))
        else:
            answers.append(button(option, Action.WAVE_ANSWER, value=value, label=_label(option, item)))
    return [*row_of(Action.WAVE_ANSWER, answers), *acts]


def _list(asked: AskedRef, item: AskedItem) -> StaticSelectElement:
    found = {_value(asked, item, number): option for number, option in enumerate(item.options)}
    return StaticSelectElement(action_id=Action.WAVE_ANSWER, placeholder="Choose", options=options(found))


def _value(asked: AskedRef, item: AskedItem, number: int) -> str:
    return str(AnswerRef(asked.program_id, asked.kind, number, asked.intake, item.key))


def _label(option: str, item: AskedItem) -> str:
    """What a screen reader says of a button: the answer, and what it is an answer to."""
    return f"{option}: {item.text}"[:LONGEST_LABEL]


def _menu(asked: AskedRef, question: Question) -> OverflowMenuElement:
    here = str(ItemRef(asked.program_id, asked.kind, asked.intake, question.item.key))
    back = [button("One back", Action.WAVE_BACK, value=here)] if question.number > 1 else []
    return more(
        button("Skip", Action.WAVE_SKIP, value=here),
        button("Rather not say", Action.WAVE_RATHER_NOT, value=here),
        *back,
        button("Finish later", Action.WAVE_LATER, value=str(asked)),
    )


def _beside(question: Question) -> Iterator[Block]:
    item = question.item
    if item.scale is Scale.ZERO_TO_TEN:
        yield small("0: not at all likely. 10: very likely.")
    if item.acts is not None:
        yield small(f"“{item.options[item.acts]}” isn't an answer: it opens the form for a new match.")
    if item.key == LOAD:
        yield small("This changes nothing yet. To take on less, or one more: *Your load* in Settings.")
    if question.number == 1:
        yield small("Confidential. Behind the three dots: skip, go back, finish later.")


def wave_done(kind: WaveKind) -> Message:
    """The end of it, the same whatever was answered: ways out stand there for everybody or for nobody."""
    text = "Thank you. That's all."
    if kind is not WaveKind.PULSE:
        return Message(text, [words(text)])
    return Message(
        text, [words(f"{text} You can change how often you talk at any time."), buttons(rhythm_button(""))]
    )


def wave_later(asked: AskedRef) -> Message:
    text = "That's fine. The rest is on Home until these questions close."
    return Message(text, [words(text), buttons(button("Continue", Action.WAVE_START, value=str(asked)))])


def new_match(mine: Sequence[Mentorship], *, user_id: str) -> Modal:
    """The form that asks before a match ends, or which one it is about."""
    if len(mine) > 1:
        rows = [words(mentions(one.others(user_id)), accessory=another_button(one.id)) for one in mine]
        return Modal(TITLE, [words("Which match is this about?"), *rows])
    [one] = mine
    return new_match_form(
        others=one.others(user_id), opened=OpenedRef(one.id), mentors=one.mentor_to_ask == user_id
    )
