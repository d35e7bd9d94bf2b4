"""What will be sent: about how much this week, the planned posts, and the kinds a manager may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, many_words, small, weekday_in_words, words
from bot.views.refs import KindRef

TITLE = "What will be sent"
MOST_KINDS = 40


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
    """`written_to`: how many mentorships I write to this week; `posts`: those of four weeks, in order."""

    program: Program
    as_of: date | None
    written_to: Figure
    posts: Sequence[PlannedSend]
    kinds: Sequence[HoldableKind]


def sends_page(sends: Sends) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*{escape(sends.program.name)}*\n{_this_week(sends)}"),
            *_posts(sends.posts),
            small(
                "Each message waits for a time that suits its reader, so that some come later. Which kind "
                "goes to whom, and on which day, is nobody's to see: one question less could tell who "
                "answered. What is on hold is counted too."
            ),
            DividerBlock(),
            words(
                "*Hold a kind of message*\nIt is put off until you resume it, or left out once it is stale."
            ),
            *(_kind(one, sends.program.id) for one in sends.kinds[:MOST_KINDS]),
            small(
                "Introductions, answers to what somebody asked and notes that something has ended always "
                "come."
            ),
        ],
    )


def _this_week(sends: Sends) -> str:
    if sends.as_of is None:
        return "How much is sent in a week is counted on Mondays."
    if not sends.written_to.is_shown:
        return "There are too few mentorships to say how much is sent this week."
    return f"This week I write to {sends.written_to} mentorships (as of {weekday_in_words(sends.as_of)})."


def _posts(posts: Sequence[PlannedSend]) -> Sequence[Block]:
    lines = [f"• {escape(one.title)}: {weekday_in_words(one.on)}" for one in posts]
    return many_words(lines, title="*Planned posts, in the next four weeks*") if lines else []


def _kind(kind: HoldableKind, program_id: str) -> Block:
    value = str(KindRef(program_id, kind.key))
    if kind.is_held:
        resume = button("Resume", Action.SENDS_RESUME, value=value, label=f"Resume: {kind.title}"[:75])
        return words(f"{escape(kind.title)}: *on hold*", accessory=resume)
    hold = button("Hold", Action.SENDS_HOLD, value=value, label=f"Hold: {kind.title}"[:75])
    return words(escape(kind.title), accessory=hold)
