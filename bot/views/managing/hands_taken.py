"""Which of a program's managers has taken a request for a hand: for the others, and for who asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from slack_sdk.models.blocks import Block

from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, escape, mention, mentions, small, weekday_in_words, words

FIRST = "{who} was first and has it."
GONE = "No one is waiting for this any more: it's done, or was taken back."


@dataclass(frozen=True, slots=True)
class Hands:
    """What is asked for in a program, as Home shows it: whether some of it waits, and who has some."""

    waits: bool = False
    takers: Sequence[str] = ()

    @classmethod
    def taken_by(cls, takers: Collection[str | None], program: Program) -> Self:
        """Whoever manages the program no longer has none."""
        managers = frozenset(program.managers)
        return cls(
            waits=any(one not in managers for one in takers),
            takers=tuple(sorted(one for one in takers if one in managers)),
        )


NO_HANDS = Hands()


def hands_on_home(hands: Hands, program_id: str) -> list[Block]:
    """A line of a manager's Home: that somebody asked, and not how many; and who has taken some."""
    if not hands.waits and not hands.takers:
        return []
    text = "Someone asked for help" if hands.waits else "Someone is being helped"
    lines = [f"*{text}*", *([taken_already(hands.takers)] if hands.takers else [])]
    return [words("\n".join(lines), accessory=button("See", Action.HANDS, value=program_id, label=text))]


def taken_already(takers: Sequence[str], *, since: date | None = None) -> str:
    return f"Taken by {mentions(tuple(takers))}{f' on {weekday_in_words(since)}' if since else ''}"


def came_later(taker: str | None) -> Block:
    """To a manager who tapped after somebody else had."""
    return small(FIRST.format(who=mention(taker)) if taker else GONE)


def hand_taken(program: Program) -> Message:
    """To who asked; their privacy page says which of the managers it is."""
    text = (
        f"A manager of *{escape(program.name)}* has taken on what you asked for help with. There is "
        "nothing for you to do."
    )
    return Message("Lamplight: a manager has taken on what you asked for.", [words(text)])


def hand_given_back(program: Program) -> Message:
    text = (
        f"What you asked for help with is with all managers of *{escape(program.name)}* again: the one who "
        "had taken it on gave it back. There is nothing for you to do."
    )
    return Message("Lamplight: what you asked for is with all managers again.", [words(text)])
