"""What is known about when a person works, rests and is away, and the rules of quiet that follow from it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` up to, but not including, `end`; both aware UTC."""

    start: datetime
    end: datetime


class ShiftKind(StrEnum):
    """`away` is leave or anything else that is not work; the reason is not kept."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    ON_CALL = "on_call"
    AWAY = "away"

    @property
    def is_work(self) -> bool:
        return self is not ShiftKind.AWAY


@dataclass(frozen=True, slots=True)
class Shift:
    """Aware UTC, half-open."""

    start: datetime
    end: datetime
    kind: ShiftKind


@dataclass(frozen=True, slots=True)
class ShiftPreset:
    """A pattern people choose by name. Local times; both None where the pattern has no fixed times."""

    id: str
    label: str
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Nights:
    """What somebody said of a few days: nights that begin on the evenings from `first` to `last`.

    `hours` are local and run over midnight.
    """

    first: date
    last: date
    hours: Hours


@dataclass(frozen=True, slots=True)
class QuietRules:
    """When a message is not welcome, and the local hours that are. Times are where the person is."""

    handover_minutes_each_side: int = 45
    never_before: time = time(9)
    never_after: time = time(21)
    after_night_hours: int = 9
    always_sleep_after_night: Hours = (time(8), time(12))
    before_night_hours_for_meetings: int = 4
    next_day_after_last_night_not_before: time = time(14)
    long_recovery_hours_option: int = 46
    on_shift_messages: str = "never"
    max_messages_per_7_days: int = 2
    reminders_per_meeting: int = 1
    wait_before_nudge_days: int = 7
    day_off: tuple[Hours, ...] = ((time(10), time(18)),)
    between_nights_after_end_hours: int = 9
    between_nights_before_start_minutes: int = 90
    office: tuple[Hours, ...] = ((time(10), time(16, 30)),)
    unknown: tuple[Hours, ...] = ((time(11), time(18)),)


@dataclass(frozen=True, slots=True)
class Availability:
    """One person. `tz` is an IANA name.

    `shifts` are those known; from `roster_known_from`, if that is known, up to `roster_known_until` they are
    all there are; before and after it the preset speaks.
    `away` holds leave and pauses. `quiet` holds the person's own daily quiet hours in local time; a pair that
    ends no later than it starts runs over midnight. `nights` are among the shifts, and between them nothing
    else is worked. `long_recovery`: the longer rest after the last night of a run.
    """

    tz: str
    preset: ShiftPreset
    shifts: tuple[Shift, ...] = ()
    roster_known_until: datetime | None = None
    roster_known_from: datetime | None = None
    away: tuple[Interval, ...] = ()
    quiet: tuple[Hours, ...] = ()
    do_not_disturb: tuple[Interval, ...] = ()
    nights: Nights | None = None
    long_recovery: bool = False

    @property
    def is_guessed(self) -> bool:
        """Whether neither a roster nor the pattern says anything of when they work."""
        return self.roster_known_until is None and self.preset.start is None
