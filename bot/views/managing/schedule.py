"""A summary that is posted by itself: how often and where, and what came of it the last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.domain.managing.schedules import Every, Schedule, working_day
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.managing.summary import REGULARLY
from bot.views.message import Message, Modal
from bot.views.parts import (
    button,
    buttons,
    channel_picker,
    choice_field,
    escape,
    field,
    small,
    weekday_in_words,
    words,
)

TITLE = "Post regularly"
OFTEN: Mapping[Every, str] = {
    Every.FOUR_WEEKS: "every four weeks",
    Every.MONTH: "every month",
    Every.QUARTER: "each quarter",
}
TOO_SMALL = "So far the numbers are too small to show. We post nothing until they are larger."
NOBODYS = (
    "It isn't posted any more, because the person who set it no longer manages the program. Set it yourself "
    "and it is posted again."
)
IS_OVER = "The program's last day has passed, so nothing more is posted."
NOT_POSTED = (
    "We couldn't post it on {day}. Lamplight can only post where it's invited: type `/invite @Lamplight` in "
    "the channel. If the channel is archived, choose another."
)
NOT_IN_TIME = "We couldn't post it in time on {day}."
NOTHING_TO_SHOW = "We posted nothing on {day}: the numbers were too small to show."
HOURS = "We post between 10:00 and 17:00 on working days, by the clock of most people here."


class Came(StrEnum):
    """What came of the last post."""

    POSTED = "posted"
    NOT_POSTED = "not posted"
    NOT_IN_TIME = "not in time"
    NOTHING_TO_SHOW = "nothing to show"


WHY_NOT = {Came.NOT_IN_TIME: NOT_IN_TIME, Came.NOTHING_TO_SHOW: NOTHING_TO_SHOW}


@dataclass(frozen=True, slots=True)
class ScheduleShown:
    """What stands for a program, None for nothing; `last` is the day of the last post, and what `came` of it.

    With `says_something` there is something to post now. `tomorrow` is the first day that can be chosen.
    """

    program: Program
    standing: Schedule | None
    tomorrow: date
    says_something: bool = True
    last: date | None = None
    came: Came | None = None

    @property
    def is_nobodys(self) -> bool:
        """Whoever set it manages the program no more."""
        return self.standing is not None and self.standing.set_by not in self.program.managers

    @property
    def is_over(self) -> bool:
        return self.program.ends_on is not None and self.tomorrow > self.program.ends_on


def in_words(one: Schedule) -> str:
    """Like "every four weeks to <#C1>", for the middle of a sentence."""
    return f"{OFTEN[one.every]} to <#{one.channel_id}>"


def history_line(one: Schedule | None) -> str:
    """Say what the program's history keeps."""
    return f"Summary: posted {OFTEN[one.every]}" if one else "Summary: no longer posted regularly"


def schedule_on_page(shown: ScheduleShown) -> list[Block]:
    """What stands, on the program's page; nothing where nothing does."""
    if shown.standing is None:
        return []
    change = button("Change", Action.SUMMARY_SCHEDULE, value=shown.program.id, label="Change the summary")
    stop = button("Stop", Action.SUMMARY_STOP, value=shown.program.id, label="Stop posting the summary")
    return [words(f"*Summary*\n{stands_in_words(shown)}"), buttons(change, stop)]


def stands_in_words(shown: ScheduleShown) -> str:
    if shown.standing is None:
        return ""
    said = f"Posted {in_words(shown.standing)}"
    if shown.is_over:
        return f"{said}. {IS_OVER}"
    if shown.is_nobodys:
        return f"{said}. {NOBODYS}"
    return f"{said}, next on {weekday_in_words(working_day(shown.standing.next_on))}. {_came(shown)}".rstrip()


def _came(shown: ScheduleShown) -> str:
    """One thing at a time: what keeps it from being posted, or else what came of the last post."""
    day = weekday_in_words(shown.last) if shown.last else ""
    if shown.came is Came.NOT_POSTED:
        return NOT_POSTED.format(day=day)
    if not shown.says_something:
        return TOO_SMALL
    if shown.came in WHY_NOT:
        return WHY_NOT[shown.came].format(day=day)
    return f"The last one was on {day}." if day else ""


def schedule_form(shown: ScheduleShown) -> Modal:
    program, standing = shown.program, shown.standing
    first = max(standing.next_on, shown.tomorrow) if standing else shown.tomorrow
    channel = standing.channel_id if standing else program.channel_id
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*\nWe post its summary for you, as the preview shows it."),
            *([words(stands_in_words(shown))] if standing else []),
            *([words(TOO_SMALL)] if not standing and not shown.says_something else []),
            field(
                "Channel",
                channel_picker(Field.CHANNEL, chosen=channel),
                name=Field.CHANNEL,
                hint="Lamplight can only post where it's invited: type /invite @Lamplight there first.",
            ),
            choice_field(
                "How often",
                Field.HOW_OFTEN,
                {one.value: f"{words_[:1].upper()}{words_[1:]}" for one, words_ in OFTEN.items()},
                chosen=standing.every if standing else Every.FOUR_WEEKS,
            ),
            field(
                "First day",
                DatePickerElement(action_id=Field.POST_ON, initial_date=first.isoformat()),
                name=Field.POST_ON,
                hint="A day at the weekend moves to the Monday after.",
            ),
            small(f"{HOURS} Nothing is posted when there's nothing to show, or after the last day."),
        ],
        callback_id=Callback.SUMMARY_SCHEDULE,
        submit="Save",
        close="Cancel",
        context=program.id,
    )


def schedule_saved(one: Schedule, *, stood: Schedule | None) -> Modal:
    """`stood` is what it took the place of, also where another manager set that a moment ago."""
    first = weekday_in_words(working_day(one.next_on))
    replaced = f" It takes the place of this: {in_words(stood)}." if stood else ""
    return Modal(
        TITLE,
        [
            words(f"The summary is posted {in_words(one)}, first on {first}.{replaced}"),
            small(f"{HOURS} You can change or stop it on the program's page, and so can the other managers."),
        ],
    )


def schedule_stopped(program: Program, *, was_on: bool) -> Message:
    if was_on:
        text = f"The summary of *{escape(program.name)}* is no longer posted regularly."
    else:
        text = f"The summary of *{escape(program.name)}* wasn't posted regularly any more."
    again = buttons(button(REGULARLY, Action.SUMMARY_SCHEDULE, value=program.id))
    return Message(text, [words(text), again])
