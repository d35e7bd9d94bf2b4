"""When it has gone quiet: a private question to the pair, pausing, and ending kindly."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, sure, words
from bot.views.todo import Todo

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


def still_there_question(*, line: str, program_name: str, program_id: str, mentorship_id: str) -> Message:
    """The last question before a place comes to rest."""
    return Message(
        "Lamplight: would you still like to take part? One tap to answer.",
        [
            words(line.format(program_name=escape(program_name))),
            buttons(
                button("Keep my place", Action.KEEP_GOING, value=mentorship_id, style="primary"),
                button("Pause", Action.PAUSE_OR_LEAVE),
                button("Leave", Action.LEAVE, value=program_id),
            ),
            small("Only you see this. Nobody is told who answered and who did not."),
        ],
    )


def released_note(*, line: str, program_name: str, program_id: str) -> Message:
    return Message(
        "Lamplight: your place in a program is resting. One tap brings it back.",
        [words(line.format(program_name=escape(program_name))), buttons(_come_back(program_id))],
    )


def released_todo(*, program_name: str, program_id: str) -> Todo:
    text = (
        f"Your place in *{escape(program_name)}* is resting, since it has been quiet. One tap brings it back."
    )
    return Todo(text, [_come_back(program_id)])


def came_back(*, program_name: str) -> Message:
    return _said(f"You are back in {escape(program_name)}. Until there is a match I will be silent.")


def charter_first() -> Message:
    """Coming back after the charter has changed."""
    text = "Our charter has changed since you agreed to it. Read it first, and tap again: then you are back."
    return Message(text, [words(text), buttons(button("Read it", Action.CHARTER, style="primary"))])


def _come_back(program_id: str) -> ButtonElement:
    return button("Come back", Action.COME_BACK, value=program_id, style="primary")


def _said(text: str) -> Message:
    return Message(text, [words(text)])
