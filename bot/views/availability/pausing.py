"""Pausing oneself or leaving: one modal to choose in, and what each choice changes, before it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement, DividerBlock, SectionBlock

from bot.domain.pausing import Until
from bot.domain.programs.programs import Program
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, small, weekday_in_words, words
from bot.views.parts import field as form_field

TITLE = "Pause"
PLACES_SHOWN = 20
SAME_YEAR = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Place:
    """A program somebody is in, or has asked to be in."""

    program: Program
    is_asked_for: bool = False


@dataclass(frozen=True, slots=True)
class Pausing:
    """The choices in words, and the day each ends on; `until` the pause ends that runs now, if one does."""

    today: date
    days: Mapping[Until, date]
    choices: Mapping[Until, str]
    until: date | None = None
    mentorships: int = 0
    places: Sequence[Place] = field(default_factory=tuple)


def pause_or_leave(pausing: Pausing) -> Modal:
    return Modal(
        TITLE,
        [
            *_now(pausing),
            choice_field("Pause until when?", Field.UNTIL, _labels(pausing), chosen=Until.TOMORROW),
            form_field(
                "Or until a date",
                DatePickerElement(action_id=Field.PAUSE_DATE, placeholder="Choose a day"),
                name=Field.PAUSE_DATE,
                optional=True,
                hint="If you choose a date, we use that one. Up to a year from today.",
            ),
            small("Nothing changes yet. The next page says what a pause means."),
            *_leaving(pausing.places),
        ],
        callback_id=Callback.PAUSE_UNTIL,
        submit="Next",
        close="Not now",
    )


def _now(pausing: Pausing) -> list[Block]:
    if pausing.until is None:
        return []
    return [words(_away(pausing.until, pausing.today)), buttons(_back_button()), DividerBlock()]


def _labels(pausing: Pausing) -> dict[str, str]:
    return {
        one.value: f"{label}: {_ends(one, pausing.days[one], pausing.today)}"
        for one, label in pausing.choices.items()
    }


def _ends(until: Until, day: date, today: date) -> str:
    at_most = "at most until " if until is Until.I_SAY else ""
    return f"{at_most}{in_words(day, today=today)}"


def _leaving(places: Sequence[Place]) -> list[Block]:
    if not places:
        return []
    return [DividerBlock(), *(_place(one) for one in places[:PLACES_SHOWN])]


def _place(place: Place) -> SectionBlock:
    name = place.program.name
    label, text = "Leave the program", "You're in"
    if place.is_asked_for:
        label, text = "Withdraw", "You've asked to join"
    leave = button(
        label, Action.LEAVE_PROGRAM, value=place.program.id, style="danger", label=f"{label}: {name}"[:75]
    )
    return words(f"{text} *{escape(name)}*.", accessory=leave)


def pause_changes(until: date, *, mentorships: int, today: date) -> Modal:
    """What a pause until that day would change."""
    return Modal(
        TITLE,
        _changes(in_words(until, today=today), mentorships),
        callback_id=Callback.PAUSE_SURE,
        submit="Pause",
        close="Not now",
        context=until.isoformat(),
    )


def leave_until(pausing: Pausing) -> Modal:
    """A day and nothing else: what it changes is said beside it."""
    return Modal(
        "On leave",
        [
            *_now(pausing),
            form_field(
                "Back on",
                DatePickerElement(action_id=Field.PAUSE_DATE, placeholder="Choose a day"),
                name=Field.PAUSE_DATE,
                hint="Up to a year from today. You don't have to give a reason.",
            ),
            *_changes("then", pausing.mentorships),
        ],
        callback_id=Callback.LEAVE_UNTIL,
        submit="Save",
        close="Not now",
    )


def _changes(until: str, mentorships: int) -> list[Block]:
    paused = "your mentorship is" if mentorships == 1 else f"your {mentorships} mentorships are"
    changes = ["no messages", "no new matches", *([f"{paused} paused"] if mentorships else [])]
    others = " The others see that you're away, not why." if mentorships else ""
    text = f"Until {until}: {', '.join(changes[:-1])} and {changes[-1]}."
    return [
        words(f"*{text}*"),
        words(f"Everything starts again automatically, and you can come back sooner.{others}"),
    ]


def pause_begun(until: date, *, today: date) -> Modal:
    return Modal(TITLE, [words(_away(until, today)), buttons(_back_button())], close="Done")


def welcome_back(line: str) -> Message:
    return Message("Your pause is over. Nothing is waiting for you.", [words(line)])


def back_todo(until: date, *, today: date) -> Todo:
    return Todo(_away(until, today), [_back_button()])


def _away(until: date, today: date) -> str:
    day = in_words(until, today=today)
    before = "You won't hear from us before then, and everything starts again automatically."
    return f"You're away until {day}. {before}"


def _back_button() -> ButtonElement:
    return button("Start again", Action.BACK)


def in_words(day: date, *, today: date | None = None) -> str:
    """With its weekday, and its year where a year lies in between."""
    year = f" {day.year}" if today and day - today > SAME_YEAR else ""
    return f"{weekday_in_words(day)}{year}"
