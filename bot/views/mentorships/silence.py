"""When it has gone quiet: a private question to its people, and ending with a form that asks."""

from slack_sdk.models.blocks import ButtonElement

from bot.views.care.words import help_for_mentors, menu_for_mentors
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback
from bot.views.managing.help_requests import hand_button
from bot.views.mentorships.pausing import pause_button
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mentions, more, small, words
from bot.views.refs import OpenedRef

END_TITLE = "Ended"
NO_REASON = "You don't have to give a reason."


def quiet_question(
    *,
    others: tuple[str, ...],
    mentorship_id: str,
    program_id: str,
    goes_on: bool = False,
    mentors: bool = False,
) -> Message:
    """`goes_on`: the others do, should this person end it for themself.

    The menu has room for the cards alone, and those lead to advice.
    """
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(
                f"It's been quiet between {_you_and(others)}. That's normal on busy rosters. "
                "What would suit you?"
            ),
            buttons(
                button("Keep going", Action.KEEP_GOING, value=mentorship_id, style="primary"),
                rhythm_button(mentorship_id),
                pause_button(mentorship_id),
                more(
                    another_button(mentorship_id),
                    hand_button(program_id),
                    end_button(mentorship_id, goes_on=goes_on),
                    *help_for_mentors(mentors=mentors)[:1],
                ),
            ),
            small(f"We ask only {_all_of_you(others)}. Nobody else has been told."),
        ],
    )


def _you_and(others: tuple[str, ...]) -> str:
    return f"you, {mentions(others)}" if len(others) > 1 else f"you and {mentions(others)}"


def _all_of_you(others: tuple[str, ...]) -> str:
    return "the people in it" if len(others) > 1 else "the two of you"


def end_button(mentorship_id: str, *, goes_on: bool = False, style: str | None = None) -> ButtonElement:
    """Opens a form that asks first, so that it may stand in a menu as well."""
    label = "Leave the circle" if goes_on else "End this mentorship"
    return button(label, Action.END, value=mentorship_id, style=style)


def end_form(
    *, others: tuple[str, ...], opened: OpenedRef, is_introduced: bool, goes_on: bool = False
) -> Modal:
    """`goes_on`: the others do, as a circle."""
    title, submit = ("Leave the circle?", "Leave") if goes_on else ("End this mentorship?", "End it")
    return Modal(
        title,
        [words(_what_ends(others, is_introduced=is_introduced, goes_on=goes_on)), small(NO_REASON)],
        callback_id=Callback.END_SURE,
        submit=submit,
        close="Not now",
        context=str(opened),
    )


def _what_ends(others: tuple[str, ...], *, is_introduced: bool, goes_on: bool) -> str:
    if goes_on:
        return f"Your circle with {mentions(others)} carries on without you. We don't announce that you left."
    if not is_introduced:
        return "Your introduction won't be sent, and the match is dropped. This can't be undone."
    all_of_you = " for all of you" if len(others) > 1 else ""
    return (
        f"Your mentorship with {mentions(others)} ends now{all_of_you}. We'll tell them with a kind note. "
        "This can't be undone."
    )


def going_on() -> Message:
    return _said("Good to hear. Find a time when you can. 20 minutes is plenty.")


def ended(*, others: int = 1, goes_on: bool = False) -> Message:
    done = "Done. Thank you for the time you gave."
    if goes_on:
        return _said(f"{done} The circle carries on. You can close its conversation whenever you want.")
    whom = "the others" if others > 1 else "the other person"
    return _said(f"{done} We'll tell {whom} with a kind note.")


def ended_note(*, program_name: str) -> Message:
    text = (
        f"Your mentorship in {escape(program_name)} has ended. This is normal and says nothing "
        "about you. Thank you for your time."
    )
    return Message("Lamplight: a note about your mentoring.", [words(text)])


def still_there_question(
    *, line: str, program_name: str, program_id: str, mentorship_id: str, mentors: bool = False
) -> Message:
    """The last question before a place is freed up."""
    return Message(
        "Lamplight: would you still like to take part? One tap to answer.",
        [
            words(line.format(program_name=escape(program_name))),
            buttons(
                button("Keep your place", Action.KEEP_GOING, value=mentorship_id, style="primary"),
                button("Pause", Action.PAUSE_OR_LEAVE),
                button("Leave the program", Action.LEAVE_PROGRAM, value=program_id, style="danger"),
                *menu_for_mentors(mentors=mentors),
            ),
            small("Only you see this. Nobody is told who answered and who didn't."),
        ],
    )


def released_note(*, line: str, program_name: str, program_id: str) -> Message:
    return Message(
        "Lamplight: we've freed up your place in a program. One tap brings it back.",
        [words(line.format(program_name=escape(program_name))), buttons(_come_back(program_id))],
    )


def released_todo(*, program_name: str, program_id: str) -> Todo:
    text = (
        f"It's been quiet, so we've freed up your place in *{escape(program_name)}*. One tap brings it back."
    )
    return Todo(text, [_come_back(program_id)])


def came_back(*, program_name: str) -> Message:
    return _said(
        f"You're back in {escape(program_name)}. We'll message you when there's a match, or news about it."
    )


def charter_first() -> Message:
    """Coming back after the charter has changed."""
    text = "Our charter has changed since you agreed to it. Please read it, then tap again to come back."
    return Message(text, [words(text), buttons(button("Read it", Action.CHARTER, style="primary"))])


def _come_back(program_id: str) -> ButtonElement:
    return button("Come back", Action.COME_BACK, value=program_id, style="primary")


def _said(text: str) -> Message:
    return Message(text, [words(text)])
