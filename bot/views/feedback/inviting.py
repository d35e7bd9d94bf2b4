"""Asking for a few answers: what for, how long it takes, and who reads them."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.domain.feedback.waves import WaveKind
from bot.views.home.todo import Todo
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, small, weekday_in_words, words
from bot.views.refs import AskedRef

NOBODY_READS = "Nobody, us included, reads your answers."
ONLY_TOTALS = "Only totals are shown, from ten people on, a little blurred."
ABOUT = {
    WaveKind.BASELINE: "A few questions about how mentoring starts for you. About a minute.",
    WaveKind.PULSE: "A few questions about how mentoring has begun for you. Half a minute.",
    WaveKind.MID: "A few questions about how mentoring is going for you. About a minute.",
    WaveKind.END: "A few questions about how mentoring was for you. About two minutes.",
}
# Whoever left early owes nobody a word.
TO_LEAVERS = "Three short questions about how mentoring was for you, if you want."
TITLE = "Lamplight: a few questions about your mentoring."
REMINDS = "Lamplight: a few questions are still open."


def wave_invite(asked: AskedRef, *, program_name: str, is_early: bool) -> Message:
    return Message(
        TITLE,
        [
            words(f"{_about(asked.kind, is_early)} {NOBODY_READS}"),
            buttons(_start(asked, "Start")),
            small(f"{ONLY_TOTALS} This is about {escape(program_name)}."),
        ],
    )


def wave_reminder(asked: AskedRef, *, program_name: str, closes_on: date) -> Message:
    """The same to everybody who has not opened it: nobody knows who would have answered what."""
    until = f"Open until {weekday_in_words(closes_on)}. No answer is fine too."
    return Message(
        REMINDS,
        [
            words(f"{_about(asked.kind, False)} {until}"),
            buttons(_start(asked, "Start")),
            small(f"{NOBODY_READS} {ONLY_TOTALS} This is about {escape(program_name)}."),
        ],
    )


def wave_todo(asked: AskedRef, *, number: int, of: int, is_early: bool) -> Todo:
    """The card on Home: `number` is the question that comes next, 1 for who has not begun."""
    if number == 1:
        text = f"{_about(asked.kind, is_early)} {NOBODY_READS} {ONLY_TOTALS}"
        return Todo(text, [_start(asked, "Start")])
    return Todo(f"A few questions: {number} of {of}.", [_start(asked, "Continue")])


def _about(kind: WaveKind, is_early: bool) -> str:
    return TO_LEAVERS if is_early else ABOUT[kind]


def _start(asked: AskedRef, text: str) -> ButtonElement:
    return button(text, Action.WAVE_START, value=str(asked), style="primary")
