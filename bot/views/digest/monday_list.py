"""The list a manager gets on a Monday: a line for each thing that waits, with the button that settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.programs.programs import Program
from bot.views.delivery.together import END, PART
from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import button, escape, listed, small, words
from bot.views.refs import MatterRef
from bot.views.room import as_many_as_fit

TITLE = "Which program?"
# A list that is longer is not read on a phone.
MOST_LINES = 8
MOST_NAMED = 2
AND_MORE = "There's more on Home: open Lamplight under *Apps*, then *Home*."
ON_LOCK_SCREEN = "Lamplight: your list for the week. Each line has its button."
QUIET_ON_LOCK_SCREEN = "Lamplight: all quiet. There is nothing to do."
BEGINS = "This is what waits for you this week."
OTHERS = "Other managers of a program read its lines too."
ALL_QUIET = "All quiet: nothing waits for you in your programs. We'll write when something does."


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line with its button: `line` has `{where}` for the names of the programs in which it is true.

    `matter` is the key of what waits.
    """

    matter: str
    line: str
    button: str
    programs: Sequence[Program]

    @property
    def text(self) -> str:
        """The line with the programs' names in it."""
        return self.line.replace("{where}", names_of(self.programs))

    @property
    def ref(self) -> MatterRef:
        """What its button carries: of several programs none, and then it asks which."""
        return MatterRef(self.matter, self.programs[0].id if len(self.programs) == 1 else "")


def names_of(programs: Sequence[Program]) -> str:
    """Name programs in a sentence: the first few of many."""
    names = [f"*{escape(one.name)}*" for one in programs[:MOST_NAMED]]
    return listed([*names, "others"] if len(programs) > MOST_NAMED else names)


def monday_list(waiting: Sequence[WaitingLine]) -> Message:
    """Say what waits, the most urgent first; without a line, that all is quiet."""
    if not waiting:
        return Message(QUIET_ON_LOCK_SCREEN, [words(ALL_QUIET)])
    more = [small(AND_MORE)] if waiting[MOST_LINES:] else []
    shown = [_line(one, part=f"{PART}{number}{END}") for number, one in enumerate(waiting[:MOST_LINES])]
    has_others = any(program.managers[1:] for one in waiting for program in one.programs)
    begins = f"{BEGINS} {OTHERS}" if has_others else BEGINS
    return Message(ON_LOCK_SCREEN, [small(begins), *shown, *more])


def _line(one: WaitingLine, *, part: str | None = None) -> Block:
    """A line is a `part` of its message, so that an answer takes its place alone."""
    label = f"{one.button}: {', '.join(program.name for program in one.programs[:MOST_NAMED])}"[:75]
    press = button(one.button, Action.MATTER, value=str(one.ref), label=label)
    return words(one.text, accessory=press, block_id=part)


def settled(text: str) -> Message:
    """In the place of a line that is true no more."""
    return Message("Lamplight: this is settled.", [words(text)])


def choose_program(waiting: Sequence[WaitingLine]) -> Modal:
    """The same line of several programs, one by one."""
    return Modal(TITLE, as_many_as_fit([_line(one) for one in waiting]))
