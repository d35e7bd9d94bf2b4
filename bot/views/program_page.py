"""Everything a manager can do with one program, in one modal; each topic adds its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.program_states import IN_WORDS, ProgramState
from bot.domain.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, escape, words


@dataclass(frozen=True, slots=True)
class Link:
    """One thing to do, for programs that it `fits`. The button carries the program's id."""

    label: str
    action: Action
    about: str
    fits: Callable[[Program], bool]


def is_live(program: Program) -> bool:
    return program.is_live


def is_draft(program: Program) -> bool:
    return program.state is ProgramState.DRAFT


LINKS: Sequence[Link] = (
    Link("Edit", Action.PROGRAM_EDIT, "Change the plan: each saving is a new version", lambda one: True),
    Link("Signposts", Action.SIGNPOSTS, "Where people turn when they need help", lambda one: True),
)


def program_page(program: Program) -> Modal:
    shown = [link for link in LINKS if link.fits(program)]
    return Modal(
        "Program",
        [
            words(f"*{escape(program.name)}* is {IN_WORDS[program.state]}."),
            *(
                words(link.about, accessory=button(link.label, link.action, value=program.id))
                for link in shown
            ),
        ],
    )
