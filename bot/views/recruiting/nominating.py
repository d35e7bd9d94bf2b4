"""Suggesting mentors, and the private question to whoever was suggested."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement, UserMultiSelectElement

from bot.content import Lines, ProgramTemplate
from bot.domain.programs.programs import Program
from bot.views.ending.next_time import WouldMentor, would_mentor
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, field, small, words, writes_to
from bot.views.programs.words import in_words

TITLE = "Suggest a mentor"
# Whatever becomes of it: the answer must not tell who is a mentor already, or who said no.
THANKS = "Thank you. We'll ask each of them once, privately. You won't hear what they answer."
ASKS = writes_to("each person you choose", "once and privately")
PRIVATE = "Nobody is told if you've read this, or what you answer."
# One menu of Slack's.
MOST_PROGRAMS = 100


def nominate_form(
    programs: Sequence[Program],
    willing: Sequence[WouldMentor] = (),
    *,
    chosen: str | None = None,
    at_most: int,
) -> Modal:
    choices = {program.id: program.name for program in programs[:MOST_PROGRAMS]}
    people = UserMultiSelectElement(
        action_id=Field.CANDIDATES, max_selected_items=at_most, placeholder="Choose people"
    )
    return Modal(
        TITLE,
        [
            choice_field("Program", Field.PROGRAM, choices, chosen=chosen or next(iter(choices))),
            *would_mentor(willing),
            field("Who would be a good mentor?", people, name=Field.CANDIDATES, hint=f"Up to {at_most}."),
            small(f"{ASKS} We don't keep your name. It's up to them, and nobody is told if they say no."),
        ],
        callback_id=Callback.NOMINATE_FORM,
        submit="Suggest",
        close="Not now",
    )


def nominated(*, left_out: str = "") -> Modal:
    """`left_out` is what those are who can't be asked: "a guest and an app"."""
    also = f"You also chose {left_out}. Only members of this workspace are asked."
    return Modal(TITLE, [words(THANKS), *([small(also)] if left_out else [])], close="Done")


def nomination_question(program: Program, *, lines: Lines) -> Message:
    return Message(
        "Lamplight: a question about mentoring. It is up to you.",
        [words(_line(program, lines)), buttons(*_answers(program)), small(PRIVATE)],
    )


def nomination_todo(program: Program, *, lines: Lines) -> Todo:
    return Todo(_line(program, lines), _answers(program))


def nomination_more(program: Program, *, template: ProgramTemplate) -> Modal:
    mentees = program.plan.mentees or template.audience.mentees
    return Modal(
        "Being a mentor",
        [
            words(f"*{escape(program.name)}*\n{escape(program.plan.purpose or template.purpose)}"),
            words(f"*Who you would meet:* {escape(mentees).rstrip('.')}."),
            words(f"*Time:* {in_words(program)}. You choose the times, and how many people you take on."),
            words("*To begin:* a briefing of about three minutes. There's always someone to ask."),
            words(
                "*Private:* nobody is told what you talk about. It isn't supervision or assessment. The "
                "charter you read when you join says where confidence has limits."
            ),
            buttons(button("Join", Action.JOIN, value=program.id, style="primary")),
            small(f"It's voluntary: you can pause, or leave the program, at any time. {PRIVATE}"),
        ],
        close="Not now",
    )


def nomination_declined() -> Message:
    text = (
        "That's fine, and thank you for thinking about it. We won't ask you again for this program, and "
        "nobody has been told."
    )
    return Message(text, [words(text)])


def _line(program: Program, lines: Lines) -> str:
    return lines.nomination.format(program_name=f"*{escape(program.name)}*")


def _answers(program: Program) -> tuple[ButtonElement, ...]:
    return (
        button("Find out more", Action.NOMINATION_MORE, value=program.id, style="primary"),
        button("No, thanks", Action.NOMINATION_NO, value=program.id),
    )
