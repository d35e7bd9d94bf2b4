"""Asking for a new match: offered kindly, asked about in a form, answered neutrally, never with a reason."""

from slack_sdk.models.blocks import ButtonElement

from bot.domain.joining.enrolments import Role
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.parts import button, escape, mentions, small, words
from bot.views.refs import OpenedRef

TITLE = "New match"
NORMAL = "It happens often, and says nothing about either of you."
# A mentor's place stays free for a while, and whoever wants a mentor goes on looking.
THEN = {
    True: "We won't suggest anyone new to you for two weeks.",
    False: "You're back in line for a match. We'll message you when there is one, or news about it.",
}


def another_button(mentorship_id: str, *, text: str = TITLE) -> ButtonElement:
    """Opens a form that asks first, so that it may stand in a menu as well."""
    return button(text, Action.ANOTHER_MATCH, value=mentorship_id)


def new_match_form(*, others: tuple[str, ...], opened: OpenedRef, mentors: bool) -> Modal:
    """`mentors`: the reader is the mentor in it."""
    return Modal(
        TITLE,
        [
            words(
                f"Your current pairing with {mentions(others)} ends with a kind note. They aren't told who "
                "asked."
            ),
            words(THEN[mentors]),
            small("You don't have to give a reason. This can't be undone."),
        ],
        callback_id=Callback.NEW_MATCH_SURE,
        submit=TITLE,
        close="Not now",
        context=str(opened),
    )


def rematch_asked(*, mentors: bool) -> Message:
    text = f"Done. {THEN[mentors]} The other person gets a kind note that doesn't say who asked."
    return Message(text, [words(text)])


def rematch_note(*, program_name: str, role: Role) -> Message:
    then = (
        "We won't suggest anyone new to you for two weeks. After that your place is free again."
        if role is Role.MENTOR
        else "You're back in line for a new match. We'll tell you when there is one."
    )
    text = f"Your mentorship in {escape(program_name)} has ended. {NORMAL} {then}"
    return Message("Lamplight: a note about your mentoring.", [words(text)])
