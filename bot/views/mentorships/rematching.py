"""Asking for another match: offered kindly, answered neutrally, never with a reason."""

from slack_sdk.models.blocks import ButtonElement

from bot.domain.joining.enrolments import Role
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mentions, small, sure, words

SURE = (
    "This one ends kindly, and I look for another match for you. Nobody is told who asked, and no reason is "
    "needed."
)
NORMAL = "It happens often, and says nothing about either of you."


def another_button(mentorship_id: str) -> ButtonElement:
    confirm = sure(SURE, yes="Another match")
    return button("Another match", Action.ANOTHER_MATCH, value=mentorship_id, confirm=confirm)


def match_question(*, others: tuple[str, ...], mentorship_id: str) -> Message:
    return Message(
        "Lamplight: a question about your mentoring. One tap to answer.",
        [
            words(f"Does it fit, between you and {mentions(others)}? Both answers are fine."),
            buttons(
                button("Yes, it fits", Action.MATCH_FITS, value=mentorship_id, style="primary"),
                another_button(mentorship_id),
            ),
            small("Only you see this, and a yes is not kept."),
        ],
    )


def match_fits() -> Message:
    text = "Good to hear. If that changes, “Another match” is always on my Home tab."
    return Message(text, [words(text)])


def rematch_asked(*, mentors: bool) -> Message:
    then = (
        "Nobody new is proposed to you for two weeks."
        if mentors
        else "You are back in line for a match, and hear from me when there is one, or news about it."
    )
    text = f"Done, and no reason needed. {then} The other person gets a kind note that doesn't say who asked."
    return Message(text, [words(text)])


def rematch_note(*, program_name: str, role: Role) -> Message:
    then = (
        "Nobody new is proposed to you for two weeks; after that your place is free again."
        if role is Role.MENTOR
        else "You are back in line for another match. I will tell you when there is one."
    )
    text = f"Your mentoring in {escape(program_name)} has come to its end. {NORMAL} {then}"
    return Message("Lamplight: a note about your mentoring.", [words(text)])
