"""Shift presets, quiet rules and the hours that are welcome when no roster is known."""

import re
from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.content.fields import OPTIONS_IN_A_LIST, ClockTime, ContentModel, Count, Id, Label, wrong

DAILY = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
BETWEEN = re.compile(r"shift_end\+(\d{1,3})([hm]) \.\. shift_start-(\d{1,3})([hm])")
IN_MINUTES = {"h": 60, "m": 1}


class ShiftPreset(ContentModel):
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
    shift_presets: Annotated[
        tuple[ShiftPreset, ...],
        Field(min_length=1, max_length=OPTIONS_IN_A_LIST),
    ]


class SleepWindow(ContentModel):
    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")


class QuietRules(ContentModel):
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


class DailyWindow(ContentModel):
    start: time
    end: time


class BetweenShifts(ContentModel):
    """From so long after one shift to so long before the next."""

    minutes_after: int
    minutes_before: int


def _daily(value: object) -> DailyWindow:
    found = DAILY.fullmatch(value) if isinstance(value, str) else None
    try:
        start, end = (time.fromisoformat(part) for part in found.groups()) if found else (time(), time())
    except ValueError:
        start = end = time()
    if start >= end:
        raise wrong('should be two times, the earlier one first; write them as "10:00-18:00"')
    return DailyWindow(start=start, end=end)


def _between(value: object) -> BetweenShifts:
    found = BETWEEN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong('should say how long after and before; write it as "shift_end+9h .. shift_start-90m"')
    after, after_unit, before, before_unit = found.groups()
    return BetweenShifts(
        minutes_after=int(after) * IN_MINUTES[after_unit], minutes_before=int(before) * IN_MINUTES[before_unit]
    )


DailyWindows = tuple[Annotated[DailyWindow, BeforeValidator(_daily)], ...]


class DefaultWindows(ContentModel):
    """Welcome hours by what is known of a day."""

    day_off: DailyWindows
    between_nights: tuple[Annotated[BetweenShifts, BeforeValidator(_between)], ...]
    office: DailyWindows
    unknown: DailyWindows


class QuietFile(ContentModel):
    quiet_rules: QuietRules
    default_windows: DefaultWindows
