"""Asking a mentor about a mentee who is proposed to them, and what their answer does."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import IfNoAnswer
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.home.todo import Todo
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, words

NOBODY_LEARNS = "Nobody learns if you say no, and you need no reason."
WHAT_SILENCE_MEANS = {
    IfNoAnswer.YES: "If I hear nothing by {day}, I introduce you.",
    IfNoAnswer.NEXT: "If I hear nothing by {day}, somebody else is asked.",
}


def mentor_request(mentorship: Mentorship, *, program_name: str, days: int) -> Message:
    return Message(
        "Lamplight: a mentee is proposed to you. One tap to answer.",
        [*_card(mentorship, program_name), small(f"You have {days} days. {NOBODY_LEARNS}")],
    )


def mentor_reminder(
    mentorship: Mentorship, *, program_name: str, silence: IfNoAnswer, until: date | None
) -> Message:
    meaning = WHAT_SILENCE_MEANS[silence].format(day=f"{until.day} {until:%B}") if until else ""
    return Message(
        "Lamplight: the mentee proposed to you is still waiting to hear. One tap to answer.",
        [*_card(mentorship, program_name), small(f"{meaning} {NOBODY_LEARNS}".strip())],
    )


def request_todo(mentorship: Mentorship, *, program_name: str) -> Todo:
    return Todo(f"{_about(mentorship, program_name)}\n_{NOBODY_LEARNS}_", _answers(mentorship))


def _card(mentorship: Mentorship, program_name: str) -> list[Block]:
    return [words(_about(mentorship, program_name)), buttons(*_answers(mentorship))]


def _about(mentorship: Mentorship, program_name: str) -> str:
    mentee = mentions(mentorship.with_role(Role.MENTEE))
    reasons = " ".join(mentorship.reasons)
    return f"*Would you mentor {mentee}* in {escape(program_name)}?\n{escape(reasons)}"


def _answers(mentorship: Mentorship) -> Sequence[ButtonElement]:
    return (
        button("Happy to", Action.MENTOR_YES, value=mentorship.id, style="primary"),
        button("Not this time", Action.MENTOR_NO, value=mentorship.id),
    )


def said_yes() -> Message:
    text = "Thank you. I will introduce the two of you when you are both awake and off shift."
    return Message(text, [words(text)])


def said_no() -> Message:
    text = "That is fine, and nobody has been told. You stay a mentor here, and may be asked about others."
    return Message(text, [words(text)])
