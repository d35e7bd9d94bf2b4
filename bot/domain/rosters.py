"""A person's roster: where it comes from, what its codes mean, and what was understood of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.availability import Hours, Shift, ShiftKind

# As far ahead as anything is kept, and as far back as an earlier night can still matter.
AHEAD = timedelta(weeks=6)
BEHIND = timedelta(days=12)
LONGEST_CODE = 8


class RosterKind(StrEnum):
    """A private link, lines of dates and codes, or a pattern that repeats."""

    FEED = "feed"
    LINES = "lines"
    PATTERN = "pattern"


class Work(StrEnum):
    """What a code or a word says of a day. `off` is a day without work, of which nothing is kept."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    ON_CALL = "on_call"
    AWAY = "away"
    OFF = "off"

    @property
    def has_times(self) -> bool:
        return self not in (Work.AWAY, Work.OFF)

    @property
    def shift_kind(self) -> ShiftKind | None:
        return None if self is Work.OFF else ShiftKind(self.value)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code stands for here. `hours` are local, over midnight where the end is not later."""

    work: Work
    hours: Hours | None = None


Codes = Mapping[str, Meaning]


@dataclass(frozen=True, slots=True)
class Rotation:
    """A pattern that people call by its name: days of each kind in turn, None where that has to be said.

    Where a name stands for several, `choices` are what people may mean, as they could type it.
    """

    name: str
    runs: tuple[tuple[int, Work | None], ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterWords:
    """The words a title is known by, and the hours a kind of work has where nothing says them.

    `some_work` are words for work that don't say which; `in_names` also stand in the names of places, and
    count only where they stand alone.
    """

    ignored: tuple[str, ...]
    by_work: Mapping[Work, tuple[str, ...]]
    usual_hours: Mapping[Work, Hours]
    some_work: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    in_names: tuple[str, ...] = ()
    rotations: tuple[Rotation, ...] = ()


class Assumed(StrEnum):
    """What was taken for granted of a day, because the roster does not say it."""

    USUAL_HOURS = "the hours are the usual ones of that kind"
    NEXT_DAY = "it seems to end the next day"
    WHOLE_DAY = "no time was given"
    UNREADABLE = "could not be read; taken as away"
    UNKNOWN_CODE = "nobody has explained this code; taken as away"


@dataclass(frozen=True, slots=True)
class Understood:
    """What is left of a roster: shifts that don't overlap, and from when until when they are all there are.

    `unknown` are codes nobody has explained yet; `unclear` counts days and entries that could not be read.
    Both kinds are kept as away, so that nobody is written to on them, but for the `undated` ones among the
    unclear: nobody can tell which days they are about. `zones` are names of time zones that nobody knows.
    `codes` are those in it that somebody has explained. `assumed` has the local days on which something
    begins that was not said outright.
    """

    shifts: tuple[Shift, ...]
    known_until: datetime
    known_from: datetime | None = None
    unknown: tuple[str, ...] = ()
    unclear: int = 0
    undated: int = 0
    zones: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    assumed: Mapping[date, Assumed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What a code meant to somebody, and means now; None: nobody has explained it."""

    code: str
    before: Meaning | None
    after: Meaning | None


@dataclass(frozen=True, slots=True)
class RosterSource:
    """Where somebody's roster comes from. `link` is plain here and encrypted at rest; `typed` are their lines
    or pattern in a plain form of ours, `corrections` lines that count before everything else.

    `failures` in a row since it could be read last; `outages`: how often the person was to be told of them.
    `changes` are the meanings of its codes that others changed since the person last looked, and `changed`
    counts how often they did. Until the person has `agreed` to what was understood, `before` are the shifts
    known before it: then nobody is written to who works or is away by either.
    """

    workspace_id: str
    user_id: str
    kind: RosterKind
    known_until: datetime
    next_refresh_at: datetime
    link: str | None = None
    typed: str = ""
    corrections: str = ""
    known_from: datetime | None = None
    read_at: datetime | None = None
    unknown: tuple[str, ...] = ()
    unclear: int = 0
    undated: int = 0
    zones: tuple[str, ...] = ()
    failures: int = 0
    outages: int = 0
    codes: tuple[str, ...] = ()
    assumed: Mapping[date, Assumed] = field(default_factory=dict)
    changes: tuple[CodeChange, ...] = ()
    changed: int = 0
    agreed: bool = True
    before: tuple[Shift, ...] = ()

    def __repr__(self) -> str:
        return f"RosterSource({self.kind}, ...)"

    @property
    def whose(self) -> tuple[str, str]:
        return self.workspace_id, self.user_id

    @property
    def is_failing(self) -> bool:
        return self.failures >= TOLD_AFTER


@dataclass(frozen=True, slots=True)
class Horizon:
    """The time in which a roster's shifts are all there are; from the beginning where `start` is None.

    Not so until its person has `agreed`; up to then the shifts known `before` still matter.
    """

    start: datetime | None
    end: datetime
    agreed: bool = True
    before: tuple[Shift, ...] = ()


# One failure is often over with the next reading.
TOLD_AFTER = 2
