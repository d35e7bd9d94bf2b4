"""Asking to join: whom a program's managers answer, and what the person hears."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.content import Lines
from bot.domain.disclosure.figures import named
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.joining.as_what import JOINED_AS
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, mention, small, words
from bot.views.refs import ApplicationRef

# Two blocks each, and a modal holds 100.
SHOWN = 30
ASKED_TO_JOIN = "Asked to join"


@dataclass(frozen=True, slots=True)
class Applications(NamesPeople):
    """Who has asked, and in which role; nothing else they said is shown."""

    program: Program
    asked: Sequence[tuple[str, Role]]

    @property
    def whom(self) -> Collection[str]:
        return {user_id for user_id, _ in self.asked}


def applications_page(waiting: Applications) -> Modal:
    more = len(waiting.asked) - SHOWN
    return Modal(
        ASKED_TO_JOIN,
        [
            words(f"*{escape(waiting.program.name)}*\n{_how_many(len(waiting.asked))}"),
            *(block for one in waiting.asked[:SHOWN] for block in _person(waiting.program, *one)),
            *(
                [small(f"And {named(more)} more, who are shown once these have an answer.")]
                if more > 0
                else []
            ),
            small(
                "You see a name and a role, and none of their answers. We tell each of them kindly, without "
                "a reason, at a time that suits them. Viewing these names is logged, and they can see it."
            ),
        ],
    )


def _how_many(count: int) -> str:
    if not count:
        return "No one is waiting for an answer."
    return f"{named(count)} {'person has' if count == 1 else 'people have'} asked to join."


def _person(program: Program, user_id: str, role: Role) -> list[Block]:
    ref = str(ApplicationRef(program.id, user_id))
    return [
        words(f"{mention(user_id)} would like to join as {JOINED_AS[role]}."),
        buttons(
            button("Accept", Action.APPLICATION_ACCEPT, value=ref, style="primary"),
            button("Not this time", Action.APPLICATION_DECLINE, value=ref),
        ),
    ]


def application_to_answer(program: Program) -> Message:
    """To a manager; who it was stands in the list, where the look is noted."""
    return Message(
        "Lamplight: someone asked to join a program of yours.",
        [
            words(f"Someone asked to join *{escape(program.name)}*. They hear from us once you've answered."),
            buttons(button("Answer", Action.APPLICATIONS, value=program.id, label="See who asked to join")),
        ],
    )


def application_answer(program: Program, *, state: EnrolmentState, lines: Lines) -> Message:
    is_in = state is EnrolmentState.ACTIVE
    line = lines.application_accepted if is_in else lines.application_declined
    more = [buttons(button("Change your answers", Action.JOIN, value=program.id))] if is_in else []
    return Message(
        "Lamplight: an answer to what you asked. There's nothing to do.",
        [words(line.format(program_name=escape(program.name))), *more],
    )
