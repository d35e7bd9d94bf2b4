"""Thanks at the end: one of three lines to choose, and what the other person reads."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import button, escape, mention, mentions, small, words, writes_to
from bot.views.refs import ThanksRef

TITLE = "Tell them thanks"
ONCE = "You can do this once. Nobody else sees it, and there's nothing to type."
ALREADY = "You've thanked them already. That's done once."
SENT = "Your thanks are on their way. They arrive at a good moment for the other person."
SENT_TO_SEVERAL = "Your thanks are on their way. They arrive at a good moment for each of them."


def thanks_button(mentorship_id: str) -> ButtonElement:
    return button(TITLE, Action.THANKS, value=mentorship_id)


def thanks_page(*, mentorship_id: str, others: Sequence[str], lines: Sequence[str]) -> Modal:
    rows = [
        words(
            f"“{line}”",
            accessory=button(
                "Send", Action.THANK, value=str(ThanksRef(mentorship_id, number)), label=f"Send: {line}"[:75]
            ),
        )
        for number, line in enumerate(lines, start=1)
    ]
    asks = writes_to(mentions(others), "once, at a good moment")
    return Modal(TITLE, [words(f"{asks} Which line fits best?"), *rows, small(ONCE)])


def thanks_sent(others: Sequence[str], *, is_new: bool) -> Modal:
    sent = SENT if len(others) == 1 else SENT_TO_SEVERAL
    return Modal(TITLE, [words(sent if is_new else ALREADY)])


def thanks_note(*, line: str, by: str, program_name: str) -> Message:
    return Message(
        "Lamplight: someone would like to thank you. There is nothing to answer.",
        [
            words(
                f"{mention(by)} would like to thank you for your time in {escape(program_name)}:\n> {line}"
            ),
            small("They chose this line at the end of your mentoring."),
        ],
    )
