"""Two who should not be matched any more: a kind word to both, or to the one who named the other."""

from slack_sdk.models.blocks import ActionsBlock

from bot.views.ids import Action
from bot.views.mentorships.silence import end_button
from bot.views.message import Message
from bot.views.parts import button, buttons, mentions, small, words

LOCK_SCREEN = "Lamplight: a note about your mentoring. Please read it when you have a quiet minute."


def firewall_note(
    *, line: str, others: tuple[str, ...], mentorship_id: str, goes_on: bool = False
) -> Message:
    """To both, when the directory says that one manages the other; `goes_on`: a circle without this one."""
    about = f"This is about you and {mentions(others)}. {line}"
    return Message(
        LOCK_SCREEN,
        [words(_among_many(others) if len(others) > 1 else about), _answers(mentorship_id, goes_on)],
    )


def _among_many(others: tuple[str, ...]) -> str:
    return (
        f"This is about you and one of the people you meet with: {mentions(others)}. The staff directory now "
        "says that one of you two manages or assesses the other. Mentoring stays apart from that. It says "
        "nothing about either of you, and only you two are told. If the directory is wrong, tap the button "
        "below."
    )


def named_note(*, others: tuple[str, ...], mentorship_id: str, goes_on: bool = False) -> Message:
    """To the one who named the other, and to nobody else."""
    whom = f"with {mentions(others)}, and you two have a mentorship"
    if len(others) > 1:
        whom = f"with one of the people you meet with: {mentions(others)}"
    return Message(
        LOCK_SCREEN,
        [
            words(
                f"You asked us not to match you {whom}. You can end it and have a new match, without giving "
                "a reason. Or was it a mistake?"
            ),
            _answers(mentorship_id, goes_on),
            small("We ask only you. Nobody sees who you named."),
        ],
    )


def carrying_on() -> Message:
    text = "Thanks. We've saved that, and you two carry on."
    return Message(text, [words(text)])


def theirs_to_say() -> Message:
    text = (
        "Thanks. The directory says you're the manager, so the other person has to confirm it too. "
        "We've asked you both."
    )
    return Message(text, [words(text)])


def _answers(mentorship_id: str, goes_on: bool) -> ActionsBlock:
    mistake = button("It's a mistake", Action.KEPT_APART_MISTAKE, value=mentorship_id)
    return buttons(mistake, end_button(mentorship_id, goes_on=goes_on, style="danger"))
