"""A rhythm of one's own: what a pair may choose from, and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.mentorships.journey import RHYTHMS
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.message import Message, Modal
from bot.views.parts import button, escape, mentions, small, weekday_in_words, words
from bot.views.refs import RhythmRef

TITLE = "How often?"
# In place of a number of weeks.
THE_PROGRAMS = 0


@dataclass(frozen=True, slots=True)
class RhythmChoice:
    """One person's mentorship, and the rhythm its program has for it now."""

    mentorship: Mentorship
    program_name: str
    usual_weeks: int


def rhythm_button(mentorship_id: str) -> ButtonElement:
    return button("Change how often", Action.RHYTHM, value=mentorship_id)


def rhythm_page(choice: RhythmChoice, *, user_id: str) -> Modal:
    pair = choice.mentorship
    others = mentions(pair.others(user_id))
    return Modal(
        TITLE,
        [
            words(
                f"How often would you and {others} like to talk? "
                f"Right now it's every {_every(pair.every_weeks)}."
            ),
            *(_row(pair, weeks, f"Every {_every(weeks)}") for weeks in RHYTHMS),
            *_back_to_usual(choice),
            small(_who_sees(pair)),
        ],
    )


def _who_sees(pair: Mentorship) -> str:
    one, others = ("either", "The other person sees") if len(pair.members) == 2 else ("any", "The others see")
    return f"One tap from {one} of you is enough. {others} how often you meet, not who chose it."


def _row(pair: Mentorship, weeks: int, text: str) -> Block:
    if weeks == pair.every_weeks:
        return words(f"{text} · now")
    value = str(RhythmRef(pair.id, weeks))
    return words(text, accessory=button("Choose", Action.RHYTHM_SET, value=value, label=f"Choose: {text}"))


def _back_to_usual(choice: RhythmChoice) -> list[Block]:
    """Where they have left it."""
    pair = choice.mentorship
    if pair.own_rhythm_on is None:
        return []
    text = f"Usual for the program: every {_every(choice.usual_weeks)}"
    value = str(RhythmRef(pair.id, THE_PROGRAMS))
    return [words(text, accessory=button("Choose", Action.RHYTHM_SET, value=value, label=f"Choose: {text}"))]


def rhythm_list(choices: Sequence[RhythmChoice], *, user_id: str) -> Modal:
    """For somebody with several mentorships, or none."""
    if not choices:
        return Modal(TITLE, [words("You don't have a mentorship yet, so there's nothing to change here.")])
    rows = [
        words(
            f"*{mentions(one.mentorship.others(user_id))}* in {escape(one.program_name)}\n"
            f"Every {_every(one.mentorship.every_weeks)}",
            accessory=rhythm_button(one.mentorship.id),
        )
        for one in choices
    ]
    return Modal(TITLE, [words("Which mentorship?"), *rows])


def rhythm_changed(*, every_weeks: int, asks_on: date | None) -> Message:
    """`asks_on`: the first day of the next question, if one is on its way."""
    then = f" We'll check in next in the week of {weekday_in_words(asks_on)}." if asks_on else ""
    text = f"Done: every {_every(every_weeks)} from now on.{then}"
    return Message(text, [words(text)])


def rhythm_kept() -> Message:
    text = "Good. It stays as it is. You can change it on Home at any time."
    return Message(text, [words(text)])


def _every(weeks: int) -> str:
    return in_weeks(weeks).removeprefix("a ")
