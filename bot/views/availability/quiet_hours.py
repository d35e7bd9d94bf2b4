"""Quiet hours of one's own, and a longer rest after nights: one page, and what follows from it in words."""

from dataclasses import dataclass
from datetime import time

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, TimePickerElement

from bot.domain.availability import QuietRules
from bot.views.home.settings import back_to_settings
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.parts import field, options, small, words

TITLE = "Quiet hours"
LONG = "yes"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """`when` says in words when the bot may write."""

    start: time | None
    end: time | None
    long_recovery: bool
    rules: QuietRules
    when: str


def quiet_hours_page(hours: QuietHours) -> Modal:
    return Modal(
        TITLE,
        [
            words(_always(hours.rules)),
            _time("Also keep free, from", Field.QUIET_FROM, hours.start),
            _time("Also keep free, until", Field.QUIET_UNTIL, hours.end),
            _recovery(hours),
            *_when(hours),
        ],
        callback_id=Callback.QUIET_HOURS,
        submit="Save",
        close="Not now",
    )


def quiet_hours_saved(when: str) -> Modal:
    return Modal(TITLE, [words("*Saved.*"), words(when), back_to_settings()], close="Done")


def _always(rules: QuietRules) -> str:
    day = f"before {rules.never_before:%H:%M} or after {rules.never_after:%H:%M}"
    return f"We never message you {day}, on shift, or while you sleep after a night."


def _time(label: str, name: Field, chosen: time | None) -> InputBlock:
    initial = f"{chosen:%H:%M}" if chosen else None
    picker = TimePickerElement(action_id=name, initial_time=initial, placeholder="Choose a time")
    return field(label, picker, name=name, optional=True)


def _recovery(hours: QuietHours) -> InputBlock:
    how_long = hours.rules.long_recovery_hours_option
    choice = options({LONG: f"No messages for {how_long} hours after the last night"})
    box = CheckboxesElement(
        action_id=Field.LONG_RECOVERY,
        options=choice,
        initial_options=choice if hours.long_recovery else None,
    )
    return field("Longer recovery", box, name=Field.LONG_RECOVERY, optional=True)


def _when(hours: QuietHours) -> list[Block]:
    return [small(f"This is how it is now. {hours.when}")]
