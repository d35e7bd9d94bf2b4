"""What will be sent: four weeks of counts, and the kinds a manager may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.delivery.sends import Line, Week
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, many_words, small, words
from bot.views.refs import KindRef

TITLE = "What will be sent"
PRIVATE = "Private questions and notes"
MOST_KINDS = 40


@dataclass(frozen=True, slots=True)
class HoldableKind:
    key: str
    title: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class Sends:
    """Everything in `weeks` has been through disclosure."""

    program: Program
    weeks: Sequence[Week]
    kinds: Sequence[HoldableKind]


def sends_page(sends: Sends) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*{escape(sends.program.name)}*, the next four weeks"),
            *(block for week in sends.weeks for block in _week(week)),
            small(
                "Each message waits for a time that suits its reader, so that some come later. Small numbers "
                "and days are hidden: one question less could tell who answered. What is on hold is counted "
                "too."
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


def _week(week: Week) -> Sequence[Block]:
    title = f"*From {week.first.day} {week.first:%B}*"
    lines = [*(_line(line) for line in week.lines), f"• {PRIVATE}: {week.private}"]
    return many_words(lines, title=title)


def _line(line: Line) -> str:
    days = ", ".join(f"{day:%a} {day.day}: {count}" for day, count in line.days)
    return f"• {escape(line.title)}: {line.total}" + (f" ({days})" if days else "")


def _kind(kind: HoldableKind, program_id: str) -> Block:
    value = str(KindRef(program_id, kind.key))
    if kind.is_held:
        resume = button("Resume", Action.SENDS_RESUME, value=value, label=f"Resume: {kind.title}"[:75])
        return words(f"{escape(kind.title)}: *on hold*", accessory=resume)
    hold = button("Hold", Action.SENDS_HOLD, value=value, label=f"Hold: {kind.title}"[:75])
    return words(escape(kind.title), accessory=hold)
