"""A mentor's statement of hours: to read, and as a file."""

from datetime import date

from slack_sdk.models.blocks import Block

from bot.domain.care.hours import HoursStatement, ProgramHours
from bot.views.ids import Action
from bot.views.joining.as_what import JOINED_AS
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, many_words, small, words
from bot.views.programs.words import day_in_words

TITLE = "Your hours as a mentor"
FILENAME = "mentoring-hours.txt"
NOTHING_YET = (
    "You haven't been a mentor or a host here, or it was long ago. We keep this until 90 days after a "
    "program ends."
)
SELF_REPORTED = (
    "Self-reported: a talk counts for each week in which one of you tapped “We met”, and its minutes are "
    "those that the program plans. No mentee is named, and no manager sees this or signs it."
)
KEPT = "We keep this until 90 days after a program ends. Take a copy before then."


def hours_page(statement: HoursStatement) -> Modal:
    if not statement.programs:
        return Modal(TITLE, [words(NOTHING_YET)])
    lines = [f"*{escape(one.program_name)}*, {_what(one)}" for one in statement.programs]
    return Modal(
        TITLE,
        [
            *many_words(lines),
            words(f"*Total: {in_hours(statement.minutes)}*, self-reported"),
            buttons(button("Send it as a file", Action.HOURS_FILE)),
            small(SELF_REPORTED, KEPT),
        ],
    )


def hours_text(statement: HoursStatement) -> str:
    """Lay the statement out as plain text, for an appraisal."""
    lines = [f"- {one.program_name}, {_what(one)}" for one in statement.programs]
    return "\n".join(
        [
            "Statement of mentoring hours",
            f"Made on {day_in_words(statement.made_on)}",
            "",
            *lines,
            "",
            f"Total: {in_hours(statement.minutes)}, self-reported",
            "",
            SELF_REPORTED,
            "",
        ]
    )


def hours_sent() -> Modal:
    sent: list[Block] = [words("It's in your conversation with Lamplight, under *Messages*.")]
    return Modal(TITLE, sent)


def hours_note() -> Message:
    """Before the file: a file can only be shared in a conversation that has begun."""
    text = "Here is the file you asked for."
    return Message(f"Lamplight: {text[:1].lower()}{text[1:]}", [words(text)])


def _what(one: ProgramHours) -> str:
    talks = "1 talk" if one.talks == 1 else f"{one.talks} talks"
    return (
        f"as {JOINED_AS[one.role]}, {_period(one.since, one.until)}: {talks}, "
        f"{one.minutes_each} minutes planned for each, {in_hours(one.minutes)}"
    )


def _period(since: date, until: date | None) -> str:
    return f"from {day_in_words(since)} {f'to {day_in_words(until)}' if until else 'on'}"


def in_hours(minutes: int) -> str:
    """ "4 hours 30 minutes", "45 minutes" """
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    return " ".join([*said, *([f"{rest} minutes"] if rest or not hours else [])])
