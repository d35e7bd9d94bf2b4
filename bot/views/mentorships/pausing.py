"""Pausing a mentorship: a form that asks until when and says what stops, and a note to the others."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement, DatePickerElement

from bot.views.availability.pausing import in_words
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, field, mentions, small, words
from bot.views.refs import OpenedRef

TITLE = "Pause"


def pause_button(mentorship_id: str) -> ButtonElement:
    return button("Pause", Action.PAUSE, value=mentorship_id)


def pause_or_less_button(mentorship_id: str) -> ButtonElement:
    """The form that it opens leads on to how often they meet."""
    return button("Pause or meet less often", Action.PAUSE, value=mentorship_id)


def pause_form(*, others: tuple[str, ...], opened: OpenedRef, until: date) -> Modal:
    """`until` is the day that is suggested."""
    picker = DatePickerElement(
        action_id=Field.PAUSE_DATE, initial_date=until.isoformat(), placeholder="Choose a day"
    )
    return Modal(
        TITLE,
        [
            words(f"Pause your mentorship with {mentions(others)} until:"),
            field(
                "Starts again on",
                picker,
                name=Field.PAUSE_DATE,
                hint="Up to a year from today. You don't have to give a reason.",
            ),
            words(
                "*What stops until then:* check-ins, reminders and notes about this mentorship. A time "
                "you've set to meet is called off."
            ),
            small(
                f"We'll tell {mentions(others)} that it's paused and until when. It starts again "
                f"automatically, and {any_of_you(others)} can start it again sooner."
            ),
            buttons(button("Change how often instead", Action.RHYTHM, value=opened.mentorship_id)),
        ],
        callback_id=Callback.PAUSE_FORM,
        submit="Pause",
        close="Not now",
        context=str(opened),
    )


def paused(*, until: date, today: date, mentorship_id: str) -> Message:
    """In place of the question it was paused from, and on the last page of the form."""
    day, then = in_words(until, today=today), "Then it starts again automatically."
    return Message(
        f"Paused until {day}. {then}",
        [words(f"*Paused until {day}.* {then}"), buttons(start_again_button(mentorship_id))],
    )


def paused_note(*, others: tuple[str, ...], mentorship_id: str, until: date, today: date) -> Message:
    """To those who did not pause it."""
    text = (
        f"Your mentorship with {mentions(others)} is paused until *{in_words(until, today=today)}*. Shifts "
        "get busy, and it says nothing about you. We won't message you about it until then, and it starts "
        "again automatically."
    )
    return Message(
        "Lamplight: a mentorship of yours is paused for a while. You don't need to do anything.",
        [words(text, accessory=start_again_button(mentorship_id))],
    )


def resumed() -> Message:
    text = "It's on again. We'll check in with you in a few weeks."
    return Message(text, [words(text)])


def start_again_button(mentorship_id: str) -> ButtonElement:
    return button("Start again", Action.RESUME, value=mentorship_id)


def any_of_you(others: tuple[str, ...]) -> str:
    return "any of you" if len(others) > 1 else "either of you"
