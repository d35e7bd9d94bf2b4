"""Leaving a program: what it changes, what came of it, and what the others are told."""

from collections.abc import Sequence

from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mentions, small, words

# Who has had their data deleted has no name here any more.
SOMEBODY = "The person you were matched with"
LEFT = "Its managers see that you left, nothing else."
WITHDREW = "Its managers see that you withdrew, nothing else."


def leave_program_question(
    program: Program, *, others: Sequence[str], is_asked_for: bool, goes_on: bool = False
) -> Modal:
    """What leaving would change; `others` are those this person is matched with there."""
    name = f"*{escape(program.name)}*"
    if is_asked_for:
        changes = f"You asked to join {name}. If you withdraw, nothing more happens."
    elif goes_on:
        changes = (
            f"If you leave {name}, your circle with {mentions(others)} carries on without you. We don't "
            "announce it, and you don't have to give a reason."
        )
    elif others:
        changes = (
            f"If you leave {name}, your mentorship with {mentions(others)} ends. We'll tell them kindly, and "
            "you don't have to give a reason."
        )
    else:
        changes = f"If you leave {name}, you won't get any more matches there."
    return Modal(
        "Withdraw" if is_asked_for else "Leave the program",
        [
            words(changes),
            words("We won't message you about it again. You can come back while it's open for joining."),
            small(WITHDREW if is_asked_for else LEFT),
        ],
        callback_id=Callback.LEAVE_PROGRAM_SURE,
        submit="Withdraw" if is_asked_for else "Leave the program",
        close="Not now",
        context=program.id,
    )


def has_left(program: Program, *, may_return: bool) -> Modal:
    back = [buttons(button("Join again", Action.JOIN, value=program.id))] if may_return else []
    text = f"Done: you've left *{escape(program.name)}*. Thank you for the time you gave."
    return Modal("You've left", [words(text), *back], close="Done")


def left_note(*, line: str, others: Sequence[str], program_name: str) -> Message:
    """To whoever was matched with somebody who has gone."""
    text = line.format(other=mentions(others) or SOMEBODY, program_name=escape(program_name))
    return Message("Lamplight: a note about your mentoring.", [words(text)])
