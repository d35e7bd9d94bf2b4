"""Two short messages after a wave: the answers are in, and what was changed because of them."""

from bot.domain.feedback.waves import WaveKind
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, words
from bot.views.refs import FindingsRef


def answers_in(program: Program, *, kind: WaveKind, intake: str) -> Message:
    """Whether its reader answered is no matter, and not known."""
    return _note(
        "The answers are in. There's nothing to do.",
        f"The answers are in. See what people in *{escape(program.name)}* said, all together.",
        "What people said",
        str(FindingsRef(program.id, kind, intake)),
    )


def you_said(program: Program, *, kind: WaveKind, intake: str) -> Message:
    return _note(
        "You said, we changed. There's nothing to do.",
        f"*You said, we changed.* People in *{escape(program.name)}* said what to change, and its managers "
        "have begun.",
        "What changed",
        str(FindingsRef(program.id, kind, intake)),
    )


def _note(text: str, said: str, label: str, value: str) -> Message:
    return Message(text, [words(said), buttons(button(label, Action.FINDINGS, value=value))])
