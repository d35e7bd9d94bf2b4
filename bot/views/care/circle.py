"""The mentors' circle: a manager invites the mentors of a program, each of whom decides alone."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import asks_first, button, buttons, escape, small, words, writes_to
from bot.views.programs.words import in_words
from bot.views.refs import CircleRef

TITLE = "Mentors' circle"
SHOWN = 10
WHAT_IT_IS = (
    "A circle of peers is where mentors talk with each other about being a mentor. It's voluntary, and "
    "has its own charter."
)


def circles_page(program: Program, circles: Sequence[Program]) -> Modal:
    rows = [_row(program, one) for one in circles[:SHOWN]]
    nothing = [] if rows else [words("No circle is open for joining here yet.")]
    start = button("Start a circle for them", Action.CIRCLE_START, value=program.id)
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*\n{WHAT_IT_IS}"),
            *nothing,
            *rows,
            buttons(start),
            small("A circle is a program: its form opens filled in. Open it, then come back to invite."),
        ],
    )


def _row(program: Program, circle: Program) -> Block:
    asks = asks_first(
        writes_to(f"every mentor of {program.name} who isn't in it", "once, when they are next off shift"),
        question="Invite them?",
        yes="Invite",
    )
    invite = button(
        "Invite the mentors",
        Action.CIRCLE_INVITE,
        value=str(CircleRef(program.id, circle.id)),
        confirm=asks,
        label=f"Invite the mentors to {circle.name}"[:75],
    )
    return words(f"*{escape(circle.name)}*\n{in_words(circle)}", accessory=invite)


def circle_invited(circle: Program) -> Modal:
    text = (
        f"Done. We invite each mentor to *{escape(circle.name)}* once. It's up to them, and nobody is "
        "told who says no."
    )
    return Modal(TITLE, [words(text)], close="Done")


def circle_invitation(circle: Program) -> Message:
    return Message(
        "Lamplight: an invitation to a circle of mentors. It is up to you.",
        [
            words(
                f"Would you like to talk with other mentors? *{escape(circle.name)}* is a circle of "
                f"peers: a few colleagues, {in_words(circle)}."
            ),
            buttons(button("See the circle", Action.JOIN, value=circle.id, style="primary")),
            small(
                "It's voluntary. You read its charter before you decide. Nobody is told if you don't join."
            ),
        ],
    )
