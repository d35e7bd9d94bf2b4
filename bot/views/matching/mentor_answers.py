"""Asking a mentor about a mentee who is suggested to them, and what their answer does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.content.people import People
from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import IfNoAnswer
from bot.domain.matching.topics import besides_topics, topics_listed
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.people import Person
from bot.views.home.todo import Todo
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, weekday_in_words, words

NOBODY_LEARNS = "If you say no, nobody is told, and you don't have to give a reason."
WHAT_SILENCE_MEANS: Mapping[IfNoAnswer, str] = {
    IfNoAnswer.YES: "If we don't hear from you by {day}, we'll introduce you.",
    IfNoAnswer.NEXT: "If we don't hear from you by {day}, we'll ask someone else.",
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mentee as a mentor sees them before they have met: never when they work.

    `topics` are what they want to work on and this mentor offers, in words; None is what nobody has said.
    """

    mentorship: Mentorship
    program_name: str
    person: Person | None = None
    topics: Sequence[str] = ()


def mentor_request(suggested: Suggested, *, people: People, days: int) -> Message:
    return Message(
        "Lamplight: a mentee is suggested to you. One tap to answer.",
        [*_card(suggested, people), small(f"You have {days} days. {NOBODY_LEARNS}")],
    )


def mentor_reminder(
    suggested: Suggested, *, people: People, silence: IfNoAnswer, until: date | None
) -> Message:
    meaning = WHAT_SILENCE_MEANS[silence].format(day=weekday_in_words(until)) if until else ""
    return Message(
        "Lamplight: the mentee suggested to you is still waiting to hear. One tap to answer.",
        [*_card(suggested, people), small(f"{meaning} {NOBODY_LEARNS}".strip())],
    )


def request_todo(mentorship: Mentorship, *, program_name: str) -> Todo:
    text = f"{_asks(mentorship, program_name)}\n{escape(' '.join(mentorship.reasons))}\n_{NOBODY_LEARNS}_"
    return Todo(text, _answers(mentorship))


def _card(suggested: Suggested, people: People) -> list[Block]:
    mentorship = suggested.mentorship
    lines = [
        _asks(mentorship, suggested.program_name),
        *_about(suggested, people),
        escape(" ".join(_reasons(suggested))),
    ]
    return [words("\n".join(line for line in lines if line)), buttons(*_answers(mentorship))]


def _asks(mentorship: Mentorship, program_name: str) -> str:
    return f"*Would you mentor {mentions(mentorship.with_role(Role.MENTEE))}* in {escape(program_name)}?"


def _about(suggested: Suggested, people: People) -> Iterator[str]:
    """Who they are at work, and what they hope for."""
    one = suggested.person
    if one is not None:
        post = [
            people.professions.get(one.profession or ""),
            people.career_stages.get(one.career_stage or ""),
            people.specialties.get(one.specialty or ""),
            people.departments.get(one.department or ""),
            one.site,
        ]
        if known := list(dict.fromkeys(escape(part) for part in post if part)):
            yield f"At work: {' · '.join(known)}"
    if suggested.topics:
        yield f"They hope to work on {escape(topics_listed(suggested.topics))}, which you offer."


def _reasons(suggested: Suggested) -> Sequence[str]:
    reasons = suggested.mentorship.reasons
    return besides_topics(reasons) if suggested.topics else reasons


def _answers(mentorship: Mentorship) -> Sequence[ButtonElement]:
    return (
        button("Happy to", Action.MENTOR_YES, value=mentorship.id, style="primary"),
        button("Not this time", Action.MENTOR_NO, value=mentorship.id),
    )


def said_yes() -> Message:
    text = "Thank you. We'll introduce the two of you when you're both off shift."
    return Message(text, [words(text)])


def said_no() -> Message:
    text = (
        "That's fine, and nobody has been told. You're still a mentor here, and we may ask you about others."
    )
    return Message(text, [words(text)])
