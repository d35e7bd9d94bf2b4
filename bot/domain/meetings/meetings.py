"""Planning one meeting: times offered, ticked in private, set, moved and called off."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.availability import Availability, QuietRules
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.timing import welcome_windows

# Of these messages nothing is kept either.
MEETING_KINDS = ("time_question", "time_set", "time_off", "meeting_reminder")
CIRCLE_NEEDS = 3
# A called-off one is remembered a little longer than its time, so that nobody turns up in vain.
LINGERS = timedelta(hours=1)
DAY = timedelta(days=1)
# How far ahead a reminder still is one: over a weekend, or a run of shifts.
EARLIEST_REMINDER = timedelta(days=4)
LATEST_REMINDER = timedelta(hours=1)
# Whoever has just set a time needs no reminder yet.
NOT_YET = timedelta(hours=12)
NOBODY: Mapping[str, tuple[datetime, ...]] = {}


@dataclass(frozen=True, slots=True)
class Meeting:
    """The one meeting a mentorship plans. Nothing of it is kept once its time has passed.

    `uid` and `sequence` are those of its calendar file; -1 before there is one. `number` counts what changed,
    so that each change is announced once. While `slots` are there they are asked about, and `picks` holds who
    ticked which; a time that is being moved stands until another is found.
    """

    workspace_id: str
    mentorship_id: str
    uid: str
    number: int
    sequence: int = -1
    slots: tuple[Slot, ...] = ()
    offered: tuple[datetime, ...] = ()
    picks: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    starts_at: datetime | None = None
    minutes: int = 0
    called_off: bool = False

    @property
    def time(self) -> Slot | None:
        """The time that is set."""
        return None if self.starts_at is None or self.called_off else Slot(self.starts_at, self.minutes)

    @property
    def was_at(self) -> Slot | None:
        """The time that was set and is called off."""
        return Slot(self.starts_at, self.minutes) if self.starts_at and self.called_off else None

    @property
    def good_until(self) -> datetime:
        """After it nothing here is of use."""
        set_until = [self.starts_at + timedelta(minutes=self.minutes) + LINGERS] if self.starts_at else []
        return max([*set_until, *(slot.end for slot in self.slots)])

    def is_ahead(self, now: datetime) -> bool:
        return self.time is not None and now < self.time.end


def enough_people(mentorship: Mentorship) -> int:
    """All of a pair or trio; of a circle more than half, and three at least."""
    count = len(mentorship.members)
    return min(count, max(CIRCLE_NEEDS, count // 2 + 1)) if mentorship.is_circle else count


def offer(meeting: Meeting, slots: Sequence[Slot]) -> Meeting:
    """Other times, about which nobody has said anything yet."""
    starts = (slot.start for slot in slots)
    return replace(
        meeting,
        number=meeting.number + 1,
        slots=tuple(slots),
        offered=(*meeting.offered, *starts),
        picks=NOBODY,
    )


def pick(meeting: Meeting, user_id: str, starts: Collection[datetime]) -> Meeting:
    """Which times work for somebody; their last word counts."""
    mine = tuple(slot.start for slot in meeting.slots if slot.start in starts)
    return replace(meeting, picks={**meeting.picks, user_id: mine})


def first_common(meeting: Meeting, user_ids: Collection[str], *, needed: int) -> Slot | None:
    """The first slot that works for `needed` of these people."""
    return next((slot for slot in meeting.slots if _count(meeting, slot, user_ids) >= needed), None)


def is_hopeless(meeting: Meeting, user_ids: Collection[str], *, needed: int) -> bool:
    """Whatever those say who have not answered yet, no slot will work for enough."""
    silent = sum(one not in meeting.picks for one in user_ids)
    return all(_count(meeting, slot, user_ids) + silent < needed for slot in meeting.slots)


def _count(meeting: Meeting, slot: Slot, user_ids: Collection[str]) -> int:
    return sum(slot.start in meeting.picks.get(one, ()) for one in user_ids)


def set_to(meeting: Meeting, slot: Slot) -> Meeting:
    """Who ticked what is forgotten here."""
    return replace(
        meeting,
        number=meeting.number + 1,
        sequence=meeting.sequence + 1,
        starts_at=slot.start,
        minutes=slot.minutes,
        called_off=False,
        slots=(),
        offered=(),
        picks=NOBODY,
    )


def call_off(meeting: Meeting) -> Meeting:
    return replace(
        meeting,
        number=meeting.number + 1,
        sequence=meeting.sequence + 1,
        called_off=True,
        slots=(),
        offered=(),
        picks=NOBODY,
    )


def reminder_moments(person: Availability, slot: Slot, *, now: datetime, rules: QuietRules) -> list[datetime]:
    """When to remind somebody: so many days before, or the last welcome moment that comes earlier."""
    start = max(now + NOT_YET, slot.start - EARLIEST_REMINDER)
    welcome = welcome_windows(person, start=start, end=slot.start - LATEST_REMINDER, rules=rules)
    if not welcome:
        return []
    found = []
    for days in range(1, rules.reminders_per_meeting + 1):
        due = slot.start - days * DAY
        later = [max(one.start, due) for one in welcome if one.end > due]
        found.append(later[0] if later else welcome[-1].start)
    return list(dict.fromkeys(found))
