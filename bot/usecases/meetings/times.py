"""Finding a time to meet: offered, ticked in private, set for everybody at once, moved and called off."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.meetings.meetings import (
    MEETING_KINDS,
    Meeting,
    enough_people,
    first_common,
    is_hopeless,
    pick,
    reminder_moments,
    set_to,
)
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState, require_member
from bot.errors import NotNow
from bot.planning.meeting_times import (
    People,
    call_meeting_off,
    move_check_ins,
    offer_others,
    open_offers,
    people_of,
    suits,
)
from bot.planning.meetings import (
    plan_reminders,
    plan_time_question,
    plan_time_set,
)
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import lock_current
from bot.views.meetings.times import Note, Times, slot_value

BATCH = 200
MONTH_GOOD_FOR = timedelta(days=21)
NO_TIME = "No time is set any more. Tap “Find a time” on Home to choose one."


@dataclass(frozen=True, slots=True)
class TimesTicked:
    """`is_set` by this very answer; `is_noted` while others have to answer, of whom some `are_asked` now."""

    times: Times
    is_set: bool = False
    is_noted: bool = False
    are_asked: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """One person's look for a time, in one transaction; the mentorship is locked."""

    repos: Repositories
    mentorship: Mentorship
    people: People
    minutes: int
    act: Act
    content: Content

    @property
    def others(self) -> tuple[str, ...]:
        return self.mentorship.others(self.act.by)

    def times(self, meeting: Meeting | None, note: Note | None = None) -> Times:
        offers = open_offers(
            self.mentorship,
            self.people,
            meeting.slots if meeting else (),
            reader=self.act.by,
            content=self.content,
            now=self.act.now,
        )
        tz = self.people[self.act.by].tz
        return Times(self.mentorship, self.act.by, tz, self.minutes, meeting, offers, note)

    def moments_before(self, slot: Slot) -> dict[str, list[datetime]]:
        """When each of them may be reminded of it."""
        rules = self.content.quiet_rules
        return {
            who: reminder_moments(person, slot, now=self.act.now, rules=rules)
            for who, person in self.people.items()
        }

    async def find(self) -> Meeting | None:
        """What is planned and still ahead."""
        workspace, about = self.mentorship.workspace_id, self.mentorship.id
        meeting = await self.repos.meetings.find(workspace, about)
        if meeting and meeting.good_until < self.act.now:
            await self.repos.meetings.delete(workspace, about)
            return None
        return meeting

    async def offer_others(self, meeting: Meeting | None) -> Meeting | None:
        return await offer_others(
            self.repos,
            self.mentorship,
            self.people,
            meeting,
            minutes=self.minutes,
            content=self.content,
            now=self.act.now,
        )


async def _search(repos: Repositories, mentorship_id: str, *, act: Act, content: Content) -> _Search:
    mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
    if mentorship.state is MentorshipState.APPROVED:
        raise NotNow("Your introduction is still on its way. You can find a time once it has arrived.")
    if mentorship.state is MentorshipState.PAUSED:
        raise NotNow("This mentorship is paused. Start it again on Home, then find a time.")
    program = await repos.programs.get(act.workspace_id, mentorship.program_id)
    people = await people_of(repos, mentorship, content, act.now)
    return _Search(repos, mentorship, people, program.minutes, act, content)


async def find_time(db: Database, *, act: Act, mentorship_id: str, content: Content) -> Times:
    """The time that is set, or times to choose from; without either there is no hour they share."""
    async with db.transaction() as repos:
        search = await _search(repos, mentorship_id, act=act, content=content)
        meeting = await search.find()
        if meeting and meeting.is_ahead(act.now) and not meeting.slots:
            return search.times(meeting)
        times = search.times(meeting, Note.MOVING if meeting and meeting.time else None)
        return times if times.offers else search.times(await search.offer_others(meeting))


async def move_time(db: Database, *, act: Act, mentorship_id: str, content: Content) -> Times:
    """Other times to choose from; the one that is set stands until another is found."""
    async with db.transaction() as repos:
        search = await _search(repos, mentorship_id, act=act, content=content)
        meeting = _require_time(await search.find(), act.now)
        times = search.times(meeting, Note.MOVING)
        return times if times.offers else search.times(await search.offer_others(meeting), Note.MOVING)


async def tick_times(
    db: Database, *, act: Act, mentorship_id: str, ticks: Collection[str], content: Content
) -> TimesTicked:
    """Note what works for one person. The answer that makes a time common sets it, once, for everybody."""
    async with db.transaction() as repos:
        search = await _search(repos, mentorship_id, act=act, content=content)
        meeting = await search.find()
        if meeting is None or not meeting.slots:
            return TimesTicked(await _too_late(search, meeting))
        starts = [slot.start for slot in meeting.slots if slot_value(slot) in ticks]
        if ticks and not starts:
            return TimesTicked(search.times(meeting, Note.CHANGED))
        return await _answered(search, pick(meeting, act.by, starts))


async def _too_late(search: _Search, meeting: Meeting | None) -> Times:
    """Somebody else has set a time meanwhile, or these times have passed."""
    if meeting and meeting.is_ahead(search.act.now):
        return search.times(meeting)
    return search.times(await search.offer_others(meeting), Note.CHANGED)


async def _answered(search: _Search, meeting: Meeting) -> TimesTicked:
    needed, members = enough_people(search.mentorship), search.mentorship.user_ids
    still = tuple(slot for slot in meeting.slots if _is_open(search, slot))
    left = replace(meeting, slots=still)
    if slot := first_common(left, members, needed=needed):
        return TimesTicked(search.times(await _set(search, meeting, slot)), is_set=True)
    if is_hopeless(left, members, needed=needed):
        return TimesTicked(await _begin_again(search, meeting))
    await search.repos.meetings.save(meeting)
    await search.repos.outbox.let_go_to(search.mentorship.workspace_id, search.act.by)
    silent = [one for one in search.others if one not in meeting.picks]
    asked = await search.repos.outbox.plan(plan_time_question(meeting, silent, now=search.act.now))
    return TimesTicked(search.times(meeting), is_noted=True, are_asked=asked > 0)


def _is_open(search: _Search, slot: Slot) -> bool:
    """Rosters change between two answers."""
    return slot.start > search.act.now and suits(search.mentorship, search.people, slot, search.content)


async def _set(search: _Search, meeting: Meeting, slot: Slot) -> Meeting:
    """Everybody hears of it at a moment that is welcome to them; who tapped last has it before them."""
    repos, mentorship, now = search.repos, search.mentorship, search.act.now
    done = set_to(meeting, slot)
    await repos.meetings.save(done)
    await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id, MEETING_KINDS)
    told = plan_time_set(done, slot, search.others, now=now)
    await repos.outbox.plan([*told, *plan_reminders(done, slot, search.moments_before(slot))])
    await move_check_ins(repos, mentorship, done, content=search.content, now=now)
    return done


async def _begin_again(search: _Search, meeting: Meeting) -> Times:
    """Those who had answered are asked again; who is here has the new times before them."""
    others = await search.offer_others(meeting)
    if others:
        answered = [one for one in search.others if one in meeting.picks]
        await search.repos.outbox.plan(plan_time_question(others, answered, now=search.act.now))
    return search.times(others, Note.NO_COMMON)


async def cancel_time(
    db: Database, *, act: Act, mentorship_id: str, content: Content
) -> tuple[Mentorship, Meeting]:
    """Called off, without a reason; the others get a note and a file. Raises NotNow the second time."""
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id, lock=True)
        require_member(mentorship, user_id=act.by)
        meeting = _require_time(await repos.meetings.find(act.workspace_id, mentorship_id), act.now)
        told = mentorship.others(act.by)
        off = await call_meeting_off(repos, mentorship, meeting, told=told, now=act.now)
        await move_check_ins(repos, mentorship, off, content=content, now=act.now)
    return mentorship, off


async def read_time(db: Database, *, act: Act, mentorship_id: str) -> tuple[Mentorship, Meeting]:
    """The time that is set, for its calendar file. Raises NotNow where there is none."""
    async with db.reading() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        require_member(mentorship, user_id=act.by)
        return mentorship, _require_time(await repos.meetings.find(act.workspace_id, mentorship_id), act.now)


def _require_time(meeting: Meeting | None, now: datetime) -> Meeting:
    if meeting is None or not meeting.is_ahead(now):
        raise NotNow(NO_TIME)
    return meeting


async def begin_question_month(
    db: Database, *, act: Act, mentorship_id: str, content: Content
) -> tuple[Times, int]:
    """One question each way instead of a talk, in the cycle that is open; the others are told once."""
    async with db.transaction() as repos:
        search = await _search(repos, mentorship_id, act=act, content=content)
        cycle = await repos.cycles.current(act.workspace_id, mentorship_id)
        if cycle.outcome is not None:
            raise NotNow("You've already answered for this month. We'll ask again when it's time.")
        await repos.outbox.plan([_month(search, one, cycle.number) for one in search.others])
        return search.times(None), cycle.number


def _month(search: _Search, to: str, cycle: int) -> Planned:
    return Planned(
        workspace_id=search.mentorship.workspace_id,
        kind="question_month",
        subject=search.mentorship.id,
        cycle=cycle,
        recipient=to,
        due_at=search.act.now,
        expires_at=search.act.now + MONTH_GOOD_FOR,
    )


async def list_active(db: Database, *, act: Act) -> list[Mentorship]:
    """With whom somebody may find a time."""
    async with db.reading() as repos:
        return await repos.mentorships.list_for_person(act.workspace_id, act.by, [MentorshipState.ACTIVE])


async def keep_meetings(db: Database, *, now: datetime) -> None:
    """What rests or has ended meets no more, and of what has passed nothing is kept."""
    await db.in_one_trip(partial(_keep_meetings, now=now))


async def _keep_meetings(repos: Repositories, *, now: datetime) -> None:
    # In the order in which everybody locks them, so that nobody waits in a circle.
    for workspace_id, mentorship_id in sorted(await repos.meetings.list_orphaned(now, BATCH)):
        mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
        meeting = await repos.meetings.find(workspace_id, mentorship_id)
        if meeting and meeting.time and mentorship.state is not MentorshipState.ACTIVE:
            await call_meeting_off(repos, mentorship, meeting, told=mentorship.user_ids, now=now)
    await repos.meetings.forget_past(now)
