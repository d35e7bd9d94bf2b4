"""What is said about a list with names: to who may agree, to who asked, and to everyone on it."""

from bot.domain.exports.named import NamedExport
from bot.domain.programs.programs import Program
from bot.views.exports.page import HOLDS, LIST_TITLES, ONCE, fetch_button
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mention, slack_time, small, sure, words

AGREE_ASKS = "They can then fetch the list once. Everyone on it is told. You can't take this back."
DECLINED = "All right: the list isn't made. We tell them that it wasn't agreed to, and not by which of you."


def list_to_agree(one: NamedExport, program: Program) -> Message:
    agree = button(
        "Agree",
        Action.LIST_AGREE,
        value=one.id,
        style="primary",
        confirm=sure(AGREE_ASKS, yes="Agree"),
    )
    decline = button("Don't agree", Action.LIST_DECLINE, value=one.id)
    return Message(
        "Lamplight: another manager asks whether you agree to something.",
        [
            words(
                f"{mention(one.asked_by)} asks for a list with names from *{escape(program.name)}*.\n"
                f"*What for:* “{escape(one.reason)}”\n*It holds:* {HOLDS[one.what]}."
            ),
            buttons(agree, decline),
            small(
                "If you agree, they can fetch it once, within 24 hours. Everyone on it is told, with this "
                f"reason. If nobody agrees by {slack_time(one.agree_until)}, nothing happens."
            ),
        ],
    )


def you_agreed(one: NamedExport) -> Message:
    text = "You agreed. They can fetch the list once"
    return Message(f"{text}.", [words(f"{text}, until {slack_time(one.fetch_until)}. We tell them.")])


def you_declined() -> Message:
    return Message(DECLINED, [words(DECLINED)])


def list_to_fetch(one: NamedExport, program: Program) -> Message:
    return Message(
        "Lamplight: what you asked for was agreed to.",
        [
            words(
                f"{LIST_TITLES[one.what]} from *{escape(program.name)}* was agreed to. {ONCE} It's here "
                f"until {slack_time(one.fetch_until)}."
            ),
            buttons(fetch_button(one)),
        ],
    )


def list_declined(program: Program) -> Message:
    return Message(
        "Lamplight: what you asked for wasn't agreed to.",
        [
            words(
                f"The list with names from *{escape(program.name)}* wasn't agreed to this time. Talk with "
                "the others who look after it, and ask again if you still need it."
            )
        ],
    )


def list_note() -> Message:
    """Before the file: a file can only be shared in a conversation that has begun."""
    return Message(
        "Lamplight: here is what you asked for.",
        [
            words("Here is the list you asked for. In 24 hours we delete it from this conversation."),
            small("Keep it where only those who need it can read it, and only as long as you need it."),
        ],
    )


def numbers_note() -> Message:
    """Before the file, for the same reason."""
    text = "Here are the numbers you asked for. There's no name in them."
    return Message(f"Lamplight: {text[:1].lower()}{text[1:]}", [words(text)])


def in_a_list(one: NamedExport, program: Program) -> Message:
    return Message(
        "Lamplight: a list that names you was taken out.",
        [
            words(
                f"A list with your name was taken out of Lamplight, from *{escape(program.name)}*.\n"
                f"*What for:* “{escape(one.reason)}”\n*It holds:* {HOLDS[one.what]}."
            ),
            buttons(button("See who took it out", Action.PRIVACY)),
            small("A second person agreed to it. For 90 days you find it on Home, under *What is private?*"),
        ],
    )
