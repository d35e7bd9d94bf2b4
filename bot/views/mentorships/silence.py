"""When it has gone quiet: a private question to the pair, pausing, and ending kindly."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.views.home.todo import Todo
from bot.views.ids import Action
from bot.views.managing.help_requests import hand_button
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, sure, words

END_QUESTION = "I will tell the other person kindly. You don't need to give a reason."
END_OF_ALL = "It ends for all of you. I will tell the others kindly, and you don't need to give a reason."
LEAVE_QUESTION = "The circle goes on without you. You don't need to give a reason, and I announce nothing."


def quiet_question(
    *, others: tuple[str, ...], mentorship_id: str, program_id: str, goes_on: bool = False
) -> Message:
    """`goes_on`: the others do, should this person end it for themself."""
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(
                f"It has gone quiet between {_you_and(others)}, which is normal on busy rosters. "
                "What would suit you?"
            ),
            buttons(
                button("Keep going", Action.KEEP_GOING, value=mentorship_id, style="primary"),
                rhythm_button(mentorship_id),
                button("Pause us", Action.PAUSE, value=mentorship_id),
                another_button(mentorship_id),
                end_button(mentorship_id, others=len(others), goes_on=goes_on),
                hand_button(program_id),
            ),
            small(f"Only {_all_of_you(others)} are asked. Nobody else has been told."),
        ],
    )


def _you_and(others: tuple[str, ...]) -> str:
    return f"you, {mentions(others)}" if len(others) > 1 else f"you and {mentions(others)}"


def _all_of_you(others: tuple[str, ...]) -> str:
    return "the people in it" if len(others) > 1 else "the two of you"


def end_button(mentorship_id: str, *, others: int = 1, goes_on: bool = False) -> ButtonElement:
    if goes_on:
        sure_of_it = sure(LEAVE_QUESTION, yes="Leave it")
        return button("Leave the circle", Action.END, value=mentorship_id, confirm=sure_of_it)
    question = END_OF_ALL if others > 1 else END_QUESTION
    return button("End kindly", Action.END, value=mentorship_id, confirm=sure(question, yes="End it"))


def going_on() -> Message:
    return _said("Good to hear. Find a time when you can; 20 minutes is plenty.")


def paused(*, until: date, mentorship_id: str) -> Message:
    text = f"Paused. I will be silent until {until.day} {until:%B} and then start again by myself."
    return Message(
        text, [words(text), buttons(button("Start again now", Action.RESUME, value=mentorship_id))]
    )


def resumed() -> Message:
    return _said("You are back. I will ask again in a few weeks.")


def ended(*, others: int = 1, goes_on: bool = False) -> Message:
    done = "Done. No reason needed, and thank you for the time you gave."
    if goes_on:
        return _said(f"{done} The circle goes on, and its conversation is yours to close.")
    whom = "the others" if others > 1 else "the other person"
    return _said(f"{done} I will let {whom} know kindly.")


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
                button("Leave", Action.LEAVE_PROGRAM, value=program_id),
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
    return _said(
        f"You are back in {escape(program_name)}. You hear from me when there is a match, or news about it."
    )


def charter_first() -> Message:
    """Coming back after the charter has changed."""
    text = "Our charter has changed since you agreed to it. Read it first, and tap again: then you are back."
    return Message(text, [words(text), buttons(button("Read it", Action.CHARTER, style="primary"))])


def _come_back(program_id: str) -> ButtonElement:
    return button("Come back", Action.COME_BACK, value=program_id, style="primary")


def _said(text: str) -> Message:
    return Message(text, [words(text)])
