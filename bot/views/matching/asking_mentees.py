"""Asking the mentees who wait whom they would like: how many are written to, and what came of it."""

from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback
from bot.views.matching.review import Review
from bot.views.message import Modal
from bot.views.parts import button, buttons, counted, escape, off_shift, small, words, writes_to
from bot.views.refs import ReviewRef

TITLE = "Ask the mentees"
COUNTS = "Their answers count the next time you run matching."
ALL_ASKED = "Everyone who is waiting has been asked already."
NOT_SHOWN = "You don't see what they choose."


def ask_mentees(review: Review) -> Modal:
    """Up to so many: a mentee whom no mentor fits is asked nothing."""
    program, count = review.program, review.to_ask
    back = buttons(button("Back to the review", Action.PAGE, value=str(ReviewRef(program.id))))
    if count is None:
        return Modal(TITLE, [words(ALL_ASKED), back])
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*: {asking_sends(count)}"),
            small(f"{COUNTS} {NOT_SHOWN}"),
            back,
        ],
        callback_id=Callback.ASK_MENTEES,
        submit="Ask them",
        close="Later",
        context=program.id,
    )


def mentees_asked(program: Program, *, count: Figure) -> Modal:
    """What was planned; nothing has left yet."""
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*: {will_ask(count)}"),
            small(f"{COUNTS} {NOT_SHOWN} They don't have to choose."),
        ],
        close="Done",
    )


def asking_sends(count: Figure) -> str:
    """Say to how many it writes, before it does."""
    whom = f"{'' if count.value == 1 else 'up to '}{counted(count, 'mentee')}"
    return f"{writes_to(whom, off_shift(count))} They see up to three mentors."


def will_ask(count: Figure) -> str:
    return f"we'll ask {counted(count, 'mentee')}, {off_shift(count)}. They see up to three mentors."
