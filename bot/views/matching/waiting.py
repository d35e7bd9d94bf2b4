"""Waiting for a match: what somebody without one is told, and a manager when there are some to look at."""

from datetime import date

from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, small, weekday_in_words, words


def day_in_words(on: date) -> str:
    return weekday_in_words(on)


def waiting_note(*, line: str, program_name: str, program_id: str, on: date | None) -> Message:
    day = day_in_words(on) if on else "a later day"
    return Message(
        "Lamplight: a note about your place in a program. You don't need to do anything.",
        [
            words(line.format(program_name=escape(program_name), day=day)),
            words(
                "More topics, or more hours that suit you, can make a match easier to find.",
                accessory=button("Change your answers", Action.JOIN, value=program_id),
            ),
        ],
    )


def matches_ready(*, program_name: str, program_id: str) -> Message:
    return Message(
        "Lamplight: there are new matches to look at. Nothing is sent before you approve.",
        [
            words(f"There are matches to look at in *{escape(program_name)}*, for people waiting for one."),
            buttons(button("Look at them", Action.MATCH, value=program_id, style="primary")),
            small("Nothing is sent before you approve."),
        ],
    )
