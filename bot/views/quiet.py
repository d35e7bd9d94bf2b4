"""When it has gone quiet: a private question to the pair, pausing, and ending kindly."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, sure, words

END_QUESTION = "I will tell the other person kindly. You don't need to give a reason."


def quiet_question(*, others: tuple[str, ...], mentorship_id: str) -> Message:
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(
                f"It has gone quiet between you and {mentions(others)}, which is normal on busy rosters. "
                "What would suit you?"
            ),
            buttons(
                button("Keep going", Action.KEEP_GOING, value=mentorship_id, style="primary"),
                button("Pause us", Action.PAUSE, value=mentorship_id),
                end_button(mentorship_id),
            ),
            small("Only the two of you are asked. Nobody else has been told."),
        ],
    )


def end_button(mentorship_id: str) -> ButtonElement:
    return button("End kindly", Action.END, value=mentorship_id, confirm=sure(END_QUESTION, yes="End it"))


def going_on() -> Message:
    return _said("Good to hear. Find a time when you can; 20 minutes is plenty.")


def paused(*, until: date, mentorship_id: str) -> Message:
    text = f"Paused. I will be silent until {until.day} {until:%B} and then start again by myself."
    return Message(
        text, [words(text), buttons(button("Start again now", Action.RESUME, value=mentorship_id))]
    )


def resumed() -> Message:
    return _said("You are back. I will ask again in a few weeks.")


def ended() -> Message:
    return _said(
        "Done. No reason needed, and thank you for the time you gave. I will let the other person know "
        "kindly."
    )


def ended_note(*, program_name: str) -> Message:
    text = (
        f"Your mentoring in {escape(program_name)} has come to its end. This is normal and says nothing "
        "about you. Thank you for your time."
    )
    return Message("Lamplight: a note about your mentoring.", [words(text)])


def _said(text: str) -> Message:
    return Message(text, [words(text)])
