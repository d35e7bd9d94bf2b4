"""Shift presets, quiet rules and the hours that are welcome when no roster is known, as files hold them."""

import re
from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.content.loading.fields import (
    OPTIONS_IN_A_LIST,
    ClockTime,
    ContentModel,
    Count,
    Id,
    Label,
    did_you_mean,
    wrong,
)
from bot.domain.availability import Hours, QuietRules, ShiftPreset
from bot.domain.pausing import Until

NOT_SAID = ShiftPreset(id="not_said", label="Not said")
DAILY = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
BETWEEN = re.compile(r"shift_end\+(\d{1,2})h \.\. shift_start-(\d{1,3})m")


class Preset(ContentModel):
    """Local times; an `end` before the `start` is on the next day. Both None: no fixed times."""

    id: Id
    label: Label
    start: ClockTime | None
    end: ClockTime | None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise wrong("should have both start and end, or null for both")
        return self


class PresetFile(ContentModel):
    shift_presets: Annotated[tuple[Preset, ...], Field(min_length=1, max_length=OPTIONS_IN_A_LIST)]

    def for_domain(self) -> dict[str, ShiftPreset]:
        return {one.id: ShiftPreset(**dict(one)) for one in self.shift_presets}


class SleepWindow(ContentModel):
    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")


class Quiet(ContentModel):
    """When the bot stays silent; the keys say their units, times are local."""

    handover_minutes_each_side: Count
    never_before: ClockTime
    never_after: ClockTime
    after_night_hours: Count
    always_sleep_after_night: SleepWindow
    before_night_hours_for_meetings: Count
    next_day_after_last_night_not_before: ClockTime
    long_recovery_hours_option: Count
    on_shift_messages: Literal["never"]
    max_messages_per_7_days: Annotated[int, Field(ge=1, le=7)]
    reminders_per_meeting: Count
    wait_before_nudge_days: Count

    @model_validator(mode="after")
    def _leaves_some_of_the_day(self) -> Self:
        if self.never_before >= self.never_after:
            raise wrong("should have a never_before that is earlier than never_after")
        return self


class BetweenNights(ContentModel):
    """From so long after one night to so long before the next."""

    hours_after_end: int
    minutes_before_start: int


def _daily(value: object) -> Hours:
    found = DAILY.fullmatch(value) if isinstance(value, str) else None
    try:
        start, end = (time.fromisoformat(part) for part in found.groups()) if found else (time(), time())
    except ValueError:
        start = end = time()
    if start >= end:
        raise wrong('should be two times, the earlier one first; write them as "10:00-18:00"')
    return start, end


def _between(value: object) -> BetweenNights:
    found = BETWEEN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong('should say how long after and before; write it as "shift_end+9h .. shift_start-90m"')
    hours, minutes = (int(number) for number in found.groups())
    return BetweenNights(hours_after_end=hours, minutes_before_start=minutes)


DailyHours = Annotated[
    tuple[Annotated[tuple[time, time], BeforeValidator(_daily)], ...], Field(min_length=1, max_length=4)
]


class DefaultWindows(ContentModel):
    """Welcome local hours by what is known of a day."""

    day_off: DailyHours
    between_nights: Annotated[
        tuple[Annotated[BetweenNights, BeforeValidator(_between)], ...], Field(min_length=1, max_length=1)
    ]
    office: DailyHours
    unknown: DailyHours


def _until(value: object) -> Until:
    known = str(value)
    if known not in set(Until):
        raise wrong(f"isn't a time we can use{did_you_mean(known, [*Until])}")
    return Until(known)


class SnoozeChoice(ContentModel):
    """`id` is one of those the code knows to reckon with."""

    id: Annotated[Until, BeforeValidator(_until)]
    label: Label


class QuietFile(ContentModel):
    quiet_rules: Quiet
    default_windows: DefaultWindows
    snooze_choices: Annotated[tuple[SnoozeChoice, ...], Field(min_length=1, max_length=len(Until))]

    @model_validator(mode="after")
    def _names_each_choice_once(self) -> Self:
        ids = [one.id for one in self.snooze_choices]
        if len(set(ids)) < len(ids):
            raise wrong("should have each of the snooze_choices once")
        return self

    def snoozes(self) -> dict[Until, str]:
        return {one.id: one.label for one in self.snooze_choices}

    def for_domain(self) -> QuietRules:
        """Both groups as the one value the timing rules take."""
        sleep = self.quiet_rules.always_sleep_after_night
        windows = self.default_windows
        between = windows.between_nights[0]
        return QuietRules(
            **(dict(self.quiet_rules) | {"always_sleep_after_night": (sleep.start, sleep.end)}),
            day_off=windows.day_off,
            between_nights_after_end_hours=between.hours_after_end,
            between_nights_before_start_minutes=between.minutes_before_start,
            office=windows.office,
            unknown=windows.unknown,
        )
