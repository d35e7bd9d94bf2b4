"""Moments when people may be written to: their shifts and patterns, seen through the timing rules."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.content.timing import NOT_SAID
from bot.domain.availability import Availability, Hours, Interval, Nights, QuietRules, Shift
from bot.domain.people import Person
from bot.domain.rosters import Horizon
from bot.domain.shifts.nights import are_over, night_hours, with_nights
from bot.domain.shifts.presets import OFFICE
from bot.domain.timing import (
    allowed_windows,
    intersection,
    next_welcome_moment,
    next_working_moment,
    welcome_windows,
)
from bot.rosters.shifts import apart
from bot.storage.repositories import Repositories

LOOK_BACK = timedelta(days=12)
LOOK_AHEAD = timedelta(days=60)
BUDGET_DAYS = timedelta(days=7)
PATIENCE = timedelta(days=7)

NOBODY: Mapping[str, Person] = MappingProxyType({})

FindWindows = Callable[..., Sequence[Interval]]


@dataclass(frozen=True, slots=True)
class Times:
    """People's time, by user id: themselves, their shifts, and how far a roster is known."""

    people: Mapping[str, Person]
    shifts: Mapping[str, tuple[Shift, ...]]
    known: Mapping[str, Horizon]

    def availability(self, user_id: str, *, now: datetime, content: Content) -> Availability:
        """Work out when somebody works and is away; somebody unknown gets the cautious pattern in UTC."""
        person, known = self.people.get(user_id), self.known.get(user_id)
        availability = Availability(
            tz=person.tz if person else "UTC",
            preset=content.preset(person.preset_id if person else None),
            shifts=self.shifts.get(user_id, ()),
            roster_known_until=known.end if known else None,
            roster_known_from=known.start if known else None,
            away=tuple(_away(person)) if person else (),
            quiet=_quiet_hours(person) if person else (),
            long_recovery=person is not None and person.long_recovery,
        )
        nights = nights_of(person, content, now=now) if person else None
        return with_nights(availability, nights) if nights else availability


async def read_times(
    repos: Repositories,
    workspace_id: str,
    user_ids: Sequence[str],
    *,
    now: datetime,
    read: Mapping[str, Person] = NOBODY,
) -> Times:
    """Read what `availability_of` is worked out from; nothing is asked if it is about nobody."""
    if not user_ids:
        return Times({}, {}, {})
    missing = [user_id for user_id in user_ids if user_id not in read]
    people = {**read, **(await repos.people.list_by_ids(workspace_id, missing) if missing else {})}
    shifts = await repos.shifts.list_between(workspace_id, user_ids, now - LOOK_BACK, now + LOOK_AHEAD)
    rosters = await repos.rosters.horizons(workspace_id, user_ids)
    known = await _known(repos, workspace_id, user_ids, shifts, rosters, now)
    return Times(people, {**shifts, **_not_agreed(rosters, shifts)}, known)


def _not_agreed(
    rosters: Mapping[str, Horizon], shifts: Mapping[str, tuple[Shift, ...]]
) -> dict[str, tuple[Shift, ...]]:
    """Before its person has said that a roster is right, what was known before counts beside it."""
    return {
        user_id: apart([*one.before, *shifts.get(user_id, ())])
        for user_id, one in rosters.items()
        if not one.agreed
    }


async def availability_of(
    repos: Repositories,
    workspace_id: str,
    user_ids: Sequence[str],
    *,
    now: datetime,
    content: Content,
) -> dict[str, Availability]:
    """Read by user id when people work and are away, as the timing rules need it.

    Everybody asked for is in the answer.
    """
    times = await read_times(repos, workspace_id, user_ids, now=now)
    return {user_id: times.availability(user_id, now=now, content=content) for user_id in user_ids}


async def _known(
    repos: Repositories,
    workspace_id: str,
    user_ids: Sequence[str],
    shifts: Mapping[str, Sequence[Shift]],
    rosters: Mapping[str, Horizon],
    now: datetime,
) -> dict[str, Horizon]:
    """Read up to when each roster is known, with or without a shift at its end.

    A roster that is over, or not agreed to, is left out. Of `shifts` without a roster nothing is known after
    the last of them.
    """
    bare_ids = [user_id for user_id in user_ids if user_id in shifts and user_id not in rosters]
    until = await repos.shifts.known_until(workspace_id, bare_ids) if bare_ids else {}
    bare = {user_id: Horizon(None, end) for user_id, end in until.items()}
    return bare | {user_id: one for user_id, one in rosters.items() if one.agreed and one.end > now}


def nights_of(person: Person, content: Content, *, now: datetime) -> Nights | None:
    """Build the run of nights a person told us of. None if there is none, or it no longer matters."""
    if person.nights_from is None or person.nights_until is None:
        return None
    hours = night_hours(content.preset(person.preset_id), content.presets.values())
    if hours is None or are_over(person.nights_until, tz=person.tz, now=now):
        return None
    return Nights(person.nights_from, person.nights_until, hours)


def _away(person: Person) -> Iterator[Interval]:
    """Turn pauses and leave into whole days of the person's zone; what has no end ends far ahead."""
    zone = ZoneInfo(person.tz)
    for first, last in ((person.paused_from, person.paused_until), (person.leave_from, person.leave_until)):
        if first is not None:
            until = last or date.max - timedelta(days=2)
            yield Interval(_midnight(first, zone), _midnight(until + timedelta(days=1), zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _quiet_hours(person: Person) -> tuple[Hours, ...]:
    if person.quiet_from is None or person.quiet_until is None:
        return ()
    return ((person.quiet_from, person.quiet_until),)


def welcome_moment(
    people: Sequence[Availability], *, due: datetime, expires: datetime, content: Content
) -> datetime | None:
    """Find the first moment from `due` on that is welcome to all these people.

    None if there is none before `expires`. People whose welcome hours don't meet within a week share the
    first moment that no timing rule forbids.
    """
    rules = content.quiet_rules
    if len(people) == 1:
        return next_welcome_moment(people[0], due=due, expires=expires, rules=rules)
    # Patience runs from the first moment nothing forbids, so that it is the same week when asked again then.
    allowed = _first_shared(people, allowed_windows, due, expires, rules)
    if allowed is None:
        return None
    until = min(allowed + PATIENCE, expires)
    return _first_shared(people, welcome_windows, due, until, rules) or allowed


def working_moment(
    people: Sequence[Availability], *, due: datetime, expires: datetime, content: Content
) -> datetime | None:
    """Find the first moment from `due` on at which all these people may be written to about their work.

    The same as a welcome one, on weekdays; in office hours for whoever has said nothing of when they work.
    """
    office = content.preset(OFFICE)
    at_work = [replace(one, preset=office) if _has_not_said(one) else one for one in people]
    if len(at_work) != 1:
        return welcome_moment(at_work, due=due, expires=expires, content=content)
    return next_working_moment(at_work[0], due=due, expires=expires, rules=content.quiet_rules)


def _has_not_said(person: Availability) -> bool:
    return person.roster_known_until is None and not person.shifts and person.preset.id == NOT_SAID.id


def _first_shared(
    people: Sequence[Availability], find: FindWindows, start: datetime, end: datetime, rules: QuietRules
) -> datetime | None:
    shared = intersection([find(one, start=start, end=end, rules=rules) for one in people], minutes=1)
    return max(shared[0].start, start) if shared else None


def room_in_budget(sent: Sequence[datetime], *, due: datetime, most: int) -> datetime:
    """Find the first moment from `due` on with fewer than `most` of the `sent` in the seven days before it.

    Messages after it count too: there are some when the machine's clock was set back.
    """
    earliest = due
    for when in sorted(sent):
        in_window = [other for other in sent if abs(earliest - other) < BUDGET_DAYS]
        if len(in_window) < most:
            return earliest
        earliest = max(earliest, when + BUDGET_DAYS)
    return earliest
