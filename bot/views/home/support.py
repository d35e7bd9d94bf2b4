"""Where to turn: always on Home in two numbers, and the whole list one tap away."""

from slack_sdk.models.blocks import Block

from bot.content import Lines
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, many_words, words
from bot.views.signposts import Signposts

TITLE = "Where to get support"
NOT_YET = "Your hospital hasn't filled in its numbers here yet."


def where_to_turn(known: Signposts, lines: Lines) -> Modal:
    """Every signpost that is filled in, what can't wait first."""
    listed: list[Block] = [*many_words(known.lines())]
    return Modal(
        TITLE,
        [
            words(known.no_emergency(lines)),
            *(listed or [words(NOT_YET)]),
            buttons(button("Cards for hard conversations", Action.CARD)),
        ],
    )
