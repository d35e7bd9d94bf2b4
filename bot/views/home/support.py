"""Where to turn: always on Home in two numbers, and the whole list one tap away."""

from bot.content import Lines
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, many_words, words
from bot.views.signposts import Signposts

TITLE = "Where to get support"


def where_to_turn(known: Signposts, lines: Lines) -> Modal:
    """Every signpost that is filled in, what can't wait first."""
    return Modal(
        TITLE,
        [
            words(known.no_emergency(lines)),
            *many_words(known.lines()),
            buttons(button("Cards for hard conversations", Action.CARD)),
        ],
    )
