"""What will be sent: about how much this week, the planned posts, and the kinds a manager may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock, StaticSelectElement

from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, many_words, options, small, weekday_in_words, words
from bot.views.refs import KindRef

TITLE = "What will be sent"
MOST_KINDS = 40
EACH_WAITS = (
    "Each message waits for a time that suits its reader, so some come later. You don't see which kind goes "
    "to which person or when: one question fewer could tell who answered."
)
ON_HOLD = (
    "A message on hold waits until you resume it, and is left out if it no longer fits by then. "
    "Introductions, answers to what people asked and notes that something has ended always come."
)


@dataclass(frozen=True, slots=True)
class HoldableKind:
    key: str
    title: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class PlannedSend:
    """A post to a channel, by its kind in words."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Sends:
    """`written_to`: how many mentorships are written to this week; `posts`: those of four weeks, in order."""

    program: Program
    as_of: date | None
    written_to: Figure
    posts: Sequence[PlannedSend]
    kinds: Sequence[HoldableKind]


def sends_page(sends: Sends) -> Modal:
    held = [one for one in sends.kinds if one.is_held]
    return Modal(
        TITLE,
        [
            words(f"*{escape(sends.program.name)}*\n{this_week_in_words(sends)}"),
            *_posts(sends.posts),
            small(EACH_WAITS),
            DividerBlock(),
            *_holding(sends),
            *(_held(one, sends.program.id) for one in held[:MOST_KINDS]),
            small(ON_HOLD),
        ],
    )


def _holding(sends: Sends) -> list[Block]:
    """A menu of the kinds that are sent; the ones on hold are listed below."""
    free = {str(KindRef(sends.program.id, one.key)): one.title for one in sends.kinds if not one.is_held}
    title = "*Hold a kind of message*\nChoose one, and it stops until you resume it."
    if not free:
        return [words(title)]
    menu = StaticSelectElement(
        action_id=Action.SENDS_HOLD, options=options(free), placeholder="Choose a kind to hold"
    )
    return [words(title, accessory=menu)]


def _held(kind: HoldableKind, program_id: str) -> Block:
    resume = button(
        "Resume",
        Action.SENDS_RESUME,
        value=str(KindRef(program_id, kind.key)),
        label=f"Resume: {kind.title}"[:75],
    )
    return words(f"{escape(kind.title)}: *on hold*", accessory=resume)


def this_week_in_words(sends: Sends) -> str:
    """Say about how much is sent this week."""
    if sends.as_of is None:
        return "We count how much is sent on Mondays. The first number comes then."
    if not sends.written_to.is_shown:
        return "There are too few mentorships to show how much is sent this week."
    return f"This week we write to {sends.written_to} mentorships (as of {weekday_in_words(sends.as_of)})."


def _posts(posts: Sequence[PlannedSend]) -> Sequence[Block]:
    lines = [f"• {escape(one.title)}: {weekday_in_words(one.on)}" for one in posts]
    return many_words(lines, title="*Posts planned in the next four weeks*") if lines else []
