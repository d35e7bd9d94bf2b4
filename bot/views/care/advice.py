"""Asking for advice: six topics and no story, and what comes of asking."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from slack_sdk.models.blocks import Block, RadioButtonsElement

from bot.content import Content
from bot.domain.care.advice import AdviceTopic
from bot.domain.programs.programs import Program
from bot.views.care.words import TOPICS
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import (
    button,
    buttons,
    choice_field,
    escape,
    field,
    mention,
    options,
    small,
    words,
)
from bot.views.signposts import Signposts

TITLE = "Ask for advice"
MOST_PROGRAMS = 100
WHO_SEES = (
    "Only they see that it's you, and the topic. No manager sees it and nothing counts it. It's deleted "
    "after 30 days."
)


class Choice(Protocol):
    @property
    def program(self) -> Program: ...

    @property
    def lead(self) -> str: ...


def advice_form(choices: Sequence[Choice], *, content: Content, filled: Mapping[str, str]) -> Modal:
    """What can't wait stands first."""
    topics = RadioButtonsElement(action_id=Field.ADVICE_TOPIC, options=options(TOPICS))
    first = choices[0]
    listed = {one.program.id: one.program.name for one in choices[:MOST_PROGRAMS]}
    which: list[Block] = (
        [choice_field("Program", Field.PROGRAM, listed, chosen=first.program.id)] if len(choices) > 1 else []
    )
    return Modal(
        TITLE,
        [
            words(Signposts(content.signposts, filled).no_emergency(content.lines)),
            words(f"{_goes_to(choices)} They'll get in touch with you for a call."),
            *which,
            field("What is it about?", topics, name=Field.ADVICE_TOPIC),
            small(WHO_SEES, "Tell your mentee that you're asking. Leave their name out of the call."),
        ],
        callback_id=Callback.ADVICE,
        submit="Ask for a call",
        close="Not now",
        context="" if which else first.program.id,
    )


def _goes_to(choices: Sequence[Choice]) -> str:
    if len(choices) == 1:
        return f"This goes to {mention(choices[0].lead)}, who mentors of the program can turn to."
    return "This goes to the person who mentors of the program can turn to."


def advice_asked(
    program: Program, lead: str, topic: AdviceTopic, *, content: Content, filled: Mapping[str, str]
) -> Modal:
    when = "at once" if topic.is_urgent else "when their hours allow"
    danger = [words(Signposts(content.signposts, filled).no_emergency(content.lines))]
    return Modal(
        TITLE,
        [
            *(danger if topic.is_urgent else []),
            words(
                f"Done. We tell {mention(lead)} {when} that you'd like a call about "
                f"*{escape(program.name)}*, and tell you when they've seen it."
            ),
            small(WHO_SEES),
        ],
        close="Done",
    )


def advice_to_give(program: Program, *, is_urgent: bool) -> Message:
    """To a lead; who it is and about what stands on their page, so that it can be deleted in time."""
    soon = " today" if is_urgent else ""
    return Message(
        "Lamplight: a mentor would like a call.",
        [
            words(f"A mentor in *{escape(program.name)}* would like a call{soon}."),
            buttons(button("See who, and the topic", Action.LEADING, value=program.id, style="primary")),
            small("Get in touch with them yourself, by phone or in person."),
        ],
    )


def advice_seen(program: Program) -> Message:
    text = (
        f"The person mentors of *{escape(program.name)}* can turn to has seen that you'd like a call, and "
        "gets in touch with you."
    )
    return Message("Lamplight: what you asked for has been seen.", [words(text)])
