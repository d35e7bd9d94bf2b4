"""Pausing a mentorship until a day, and starting again: always in the hands of its people."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.local_time import local_date
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.pausing import back_on, going_on, last_back, require_day
from bot.domain.people import Person
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.cycles import open_next
from bot.usecases.mentorships.lifecycle import lock_current, plan_note, require_current, rest_until

USUAL = timedelta(weeks=4)
NOTE = "paused_note"
# A manager may have paused it before: one note about a pause is enough.
NOTES = (NOTE, "held_note")
# Until somebody hears again of a pause that is moved; then it is the newest day.
TOLD_AGAIN_AFTER = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class MentorshipToPause:
    """`today` is where the person is who asks; `until` is the day that is suggested."""

    mentorship: Mentorship
    today: date
    until: date


async def read_pause(db: Database, *, act: Act, mentorship_id: str) -> MentorshipToPause:
    """For the form that asks until when. Raises NotNow before the introduction and after the end."""
    async with db.reading() as repos:
        found = await repos.mentorships.get(act.workspace_id, mentorship_id)
        _require_introduced(require_current(found, by=act.by))
        today = await _today(repos, act)
    return MentorshipToPause(found, today, today + USUAL)


async def pause_mentorship(db: Database, *, act: Act, mentorship_id: str, until: date | None = None) -> date:
    """Send nothing about it until that day, then let it start again; without a day for four weeks.

    Returns the day: a longer pause of one of its people counts. The others are told, of another day at most
    once a week. Raises InvalidAnswer for a day that can't be.
    """
    async with db.transaction() as repos:
        mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        _require_introduced(mentorship)
        today = await _today(repos, act)
        day = until or act.now.date() + USUAL
        require_day(day, today=today)
        people = await _waited_for(repos, mentorship)
        day = max(day, last_back(people, today=act.now.date()) or day)
        await rest_until(repos, mentorship, day, by=act.by, today=act.now.date())
        if mentorship.paused_until != day:
            await repos.outbox.forget_kinds(act.workspace_id, mentorship.id, NOTES)
            await repos.outbox.plan(await _notes(repos, mentorship, act))
    return day


async def _notes(repos: Repositories, mentorship: Mentorship, act: Act) -> list[Planned]:
    """To the others, of a pause that begins at once; `mentorship` is as it was before."""
    told_at: dict[str, datetime] = {}
    if mentorship.state is MentorshipState.PAUSED:
        notes = await repos.outbox.list_about(act.workspace_id, NOTE, [mentorship.id])
        told_at = {one.recipient: one.sent_at for one in notes if one.sent_at is not None}
    moment = int(act.now.timestamp()) & 0x7FFFFFFF
    due = {one: _due(told_at.get(one), act.now) for one in mentorship.others(act.by)}
    return [plan_note(mentorship, one, NOTE, now=at, number=moment) for one, at in due.items()]


def _due(told_at: datetime | None, now: datetime) -> datetime:
    return now if told_at is None else max(now, told_at + TOLD_AGAIN_AFTER)


async def resume_mentorship(db: Database, *, act: Act, mentorship_id: str, content: Content) -> None:
    """Start again, with a cycle that can be answered. Not before everybody in it is back."""
    async with db.transaction() as repos:
        mentorship = await lock_current(repos, act.workspace_id, mentorship_id, act.by)
        if mentorship.state is MentorshipState.PAUSED:
            _require_all_back(await _waited_for(repos, mentorship), by=act.by, today=act.now.date())
            active = going_on(mentorship)
            await repos.mentorships.save(active)
            await repos.outbox.forget_kinds(act.workspace_id, mentorship.id, NOTES)
            await open_next(repos, active, content=content, now=act.now)


async def _today(repos: Repositories, act: Act) -> date:
    person = await repos.people.find(act.workspace_id, act.by)
    return local_date(ZoneInfo(person.tz), act.now) if person else act.now.date()


def _require_introduced(mentorship: Mentorship) -> None:
    if mentorship.state is MentorshipState.APPROVED:
        raise NotNow("Your introduction is still on its way. You can pause once it has arrived.")


async def _waited_for(repos: Repositories, mentorship: Mentorship) -> Collection[Person]:
    """Without whom it makes no sense to go on: all of a pair or trio, and nobody in a circle."""
    if mentorship.is_circle:
        return ()
    return (await repos.people.list_by_ids(mentorship.workspace_id, mentorship.user_ids)).values()


def _require_all_back(people: Iterable[Person], *, by: str, today: date) -> None:
    back = {one.user_id: day for one in people if (day := back_on(one, today=today))}
    if by in back:
        raise NotNow("You've paused everything. Tap “Start again” on Home first.")
    if back:
        day = max(back.values())
        raise NotNow(f"Not everyone is back yet. It starts again on {day:%A} {day.day} {day:%B}.")
