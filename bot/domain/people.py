"""People, and the workspace they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# First and last day, both included; without a last day it has no end.
Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack team. `signposts` maps a signpost id to the hospital's own words for it."""

    id: str
    name: str = ""
    signposts: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Installation:
    """What it takes to act in a workspace. The token is plain here and encrypted at rest."""

    workspace_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str = field(repr=False)


class LeftBy(StrEnum):
    """Where it is said that somebody has left: by a closed account in Slack, or the staff directory."""

    SLACK = "slack"
    DIRECTORY = "directory"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. No name is kept: Slack shows it wherever a person is mentioned.

    Quiet hours are local times and may run over midnight. Pauses are the person's own, leave is the
    directory's; first and last day are both included. Nights are the evenings on which they begin, as the
    person said for a while; `long_recovery`: they want longer peace after the last of a run.
    """

    workspace_id: str
    user_id: str
    tz: str = "UTC"
    profession: str | None = None
    specialty: str | None = None
    department: str | None = None
    site: str | None = None
    career_stage: str | None = None
    preset_id: str | None = None
    left_at: datetime | None = None
    left_by: LeftBy | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    leave_from: date | None = None
    leave_until: date | None = None
    nights_from: date | None = None
    nights_until: date | None = None
    long_recovery: bool = False

    def gone(self, by: LeftBy, *, at: datetime) -> "Person":
        """As `by` says that they have left; the first word of it counts."""
        if self.left_at is None or self.left_by is None:
            return replace(self, left_at=self.left_at or at, left_by=by)
        return self if self.left_by is by else replace(self, left_by=LeftBy.BOTH)

    def back(self, by: LeftBy) -> "Person":
        """As `by` says that they are here; what the other says stands."""
        if self.left_by is LeftBy.BOTH:
            other = LeftBy.SLACK if by is LeftBy.DIRECTORY else LeftBy.DIRECTORY
            return replace(self, left_by=other)
        return replace(self, left_at=None, left_by=None) if self.left_by in (by, None) else self

    def is_away(self, today: date) -> bool:
        """Paused by themself, or on leave as the directory says; both end by themselves."""
        return is_within(today, self.away)

    @property
    def away(self) -> tuple[Days, ...]:
        """Pauses and leave, ended ones included."""
        both = ((self.paused_from, self.paused_until), (self.leave_from, self.leave_until))
        return tuple((first, last) for first, last in both if first is not None)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person likes and knows, beyond their post; ids of the content's lists.

    `heading_for` is where they want to go, `been_there` where they have been. `styles` maps each either-or
    statement to "a" or "b". `mixes_stages`: a circle with people at any career stage is fine.
    """

    workspace_id: str
    user_id: str
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    heading_for: tuple[str, ...] = ()
    been_there: tuple[str, ...] = ()
    patient_setting: str | None = None
    meets: str | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    mixes_stages: bool = False


def is_within(day: date, spans: Iterable[Days]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def days_outside(spans: Iterable[Days], first: date, end: date) -> int:
    """How many days from `first` up to, but not including, `end` lie in none of the spans."""
    count, counted_to = 0, first
    for start, last in sorted(spans, key=lambda days: days[0]):
        count += max((min(start, end) - counted_to).days, 0)
        counted_to = end if last is None else max(counted_to, min(last + timedelta(days=1), end))
        if counted_to >= end:
            break
    return count + max((end - counted_to).days, 0)


def known_zone(name: str | None, *, otherwise: str = "UTC") -> str:
    """The zone if there is one of this name here: Slack and this machine need not know the same zones."""
    try:
        return ZoneInfo(name or "").key
    except (ValueError, OSError, LookupError):
        return otherwise
