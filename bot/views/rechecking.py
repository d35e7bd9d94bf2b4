"""Two who should not be matched any more: a kind word to both, or to the one who named the other."""

from slack_sdk.models.blocks import ActionsBlock

from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, mentions, small, words
from bot.views.quiet import end_button

LOCK_SCREEN = "Lamplight: a note about your mentoring. Please read it when you have a quiet minute."


def firewall_note(*, line: str, others: tuple[str, ...], mentorship_id: str) -> Message:
    """To both, when the directory says that one manages the other."""
    return Message(
        LOCK_SCREEN,
        [words(f"This is about you and {mentions(others)}. {line}"), _answers(mentorship_id)],
    )


def named_note(*, others: tuple[str, ...], mentorship_id: str) -> Message:
    """To the one who named the other, and to nobody else."""
    return Message(
        LOCK_SCREEN,
        [
            words(
                f"You told me not to match you with {mentions(others)}, and you two have a mentorship. "
                "You can end it kindly, without a reason, and have a new match. Or was it a mistake?"
            ),
            _answers(mentorship_id),
            small("Only you are asked. Nobody sees whom you named."),
        ],
    )


def carrying_on() -> Message:
    text = "Thank you. I have noted it, and you two carry on."
    return Message(text, [words(text)])


def theirs_to_say() -> Message:
    text = (
        "Thank you. The directory names you as the manager, so the other person has to say it too. "
        "I have asked you both."
    )
    return Message(text, [words(text)])


def _answers(mentorship_id: str) -> ActionsBlock:
    mistake = button("It is a mistake", Action.FIREWALL_MISTAKE, value=mentorship_id)
    return buttons(end_button(mentorship_id), mistake)
