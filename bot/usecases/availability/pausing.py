"""Pausing oneself: nothing is written, nobody new is matched, every pair rests; it ends by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.local_time import local_date
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.pausing import Until, back_on, days_to_choose, going_on, last_back, paused, require_day
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.errors import InvalidInput, NotNow
from bot.facts.welcome import availability_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.usecases.mentorships.cycles import open_next
from bot.usecases.mentorships.kept_apart import let_go
from bot.usecases.mentorships.lifecycle import lock_current_of, part, rest_until
from bot.views.availability.pausing import Pausing, Place, back_todo
from bot.views.home.todo import Todo
from bot.views.ids import Field

# Time to find a moment for an introduction that waited.
TO_INTRODUCE = timedelta(days=7)
RESTING = (MentorshipState.ACTIVE, MentorshipState.PAUSED)
NOT_IN_ANY = "You aren't in a program, so we don't message you. `/mentor join` shows what's open."


@dataclass(frozen=True, slots=True)
class PersonPaused:
    """`until` is the day on which it ends; `resting` how many mentorships rest with it."""

    today: date
    until: date
    resting: int


async def read_pausing(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> Pausing:
    """What there is to pause or to leave, and the days to choose from."""
    async with db.reading() as repos:
        programs = {one.id: one for one in await repos.programs.list_live(act.workspace_id)}
        enrolments = await repos.enrolments.list_for_person(act.workspace_id, act.by)
        standing = await repos.mentorships.list_for_person(act.workspace_id, act.by, RESTING)
        known = await availability_of(repos, act.workspace_id, [act.by], now=act.now, content=content)
        person = await repos.people.find(act.workspace_id, act.by)
    places = _places(enrolments, programs)
    if person is None or not (places or standing):
        raise NotNow(NOT_IN_ANY)
    return Pausing(
        today=_today(person, act.now),
        days=days_to_choose(known[act.by], now=act.now),
        choices=content.snooze_choices,
        until=back_on(person, today=_today(person, act.now)),
        mentorships=sum(not one.is_circle for one in standing),
        places=places,
    )


def _places(enrolments: Sequence[Enrolment], programs: Mapping[str, Program]) -> list[Place]:
    return [
        Place(programs[one.program_id], is_asked_for=one.state is EnrolmentState.APPLIED)
        for one in enrolments
        if one.program_id in programs and one.state.has_a_place
    ]


def chosen_day(choice: str | None, own: str | None, *, days: Mapping[Until, date]) -> date:
    """A date of somebody's own counts before what else they chose. Raises InvalidInput."""
    if own:
        try:
            return date.fromisoformat(own)
        except ValueError:
            raise InvalidInput({Field.PAUSE_DATE: "Choose a day."}) from None
    if choice not in set(Until):
        raise InvalidInput({Field.PAUSE_DATE: "Choose a day."})
    return days[Until(choice)]


async def pause_person(
    db: Database,
    *,
    act: Act,
    until: date,
) -> PersonPaused:
    """Until that day; a second pause replaces the first. Raises InvalidAnswer for a day that can't be."""
    async with db.transaction() as repos:
        person = await _known(repos, act.workspace_id, act.by)
        today = _today(person, act.now)
        require_day(until, today=today)
        before = back_on(person, today=today)
        await repos.people.save(paused(person, today=min(today, act.now.date()), until=until))
        await repos.outbox.let_go_to(act.workspace_id, act.by)
        mine = await lock_current_of(repos, act.workspace_id, act.by)
        resting = [one for one in mine if one.state in RESTING and not one.is_circle]
        for one in resting:
            latest = await _latest(repos, one, until, replacing=before, now=act.now)
            await rest_until(repos, one, latest, by=act.by, today=act.now.date())
        for one in mine:
            if one.state is MentorshipState.APPROVED:
                await _let_go_if_too_long(repos, one, person, until, act.now)
    return PersonPaused(today, until, resting=len(resting))


async def _latest(
    repos: Repositories, mentorship: Mentorship, until: date, *, replacing: date | None, now: datetime
) -> date:
    """The pair's own pause may be longer, and so may that of the other one.

    Nothing rests any more for the pause that this one is `replacing`.
    """
    others = await repos.people.list_by_ids(mentorship.workspace_id, mentorship.user_ids)
    own = mentorship.paused_until if mentorship.paused_until != replacing else None
    days = (until, last_back(others.values(), today=now.date()), own)
    return max(day for day in days if day)


async def _let_go_if_too_long(
    repos: Repositories, mentorship: Mentorship, person: Person, until: date, now: datetime
) -> None:
    """An introduction waits; one that can't be made in time is let go, and the other is matched anew.

    A circle is introduced without them.
    """
    expires = await repos.outbox.waits_until(mentorship.workspace_id, mentorship.id)
    back = datetime.combine(until, time(), ZoneInfo(person.tz))
    if expires is None or back + TO_INTRODUCE > expires:
        if mentorship.goes_on_without(person.user_id):
            await part(repos, mentorship, person.user_id, now=now)
        else:
            await let_go(repos, mentorship)


async def end_pause(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> None:
    """Back early. What was paused for this alone starts again at once; twice changes nothing."""
    async with db.transaction() as repos:
        person = await _known(repos, act.workspace_id, act.by)
        until = back_on(person, today=_today(person, act.now))
        await repos.people.save(replace(person, paused_from=None, paused_until=None))
        if until is None:
            return
        for one in await lock_current_of(repos, act.workspace_id, act.by):
            if one.state is MentorshipState.PAUSED and one.paused_until == until:
                await _begin_again(repos, one, content, act.now)


async def _begin_again(repos: Repositories, mentorship: Mentorship, content: Content, now: datetime) -> None:
    people = await repos.people.list_by_ids(mentorship.workspace_id, mentorship.user_ids)
    still_away = last_back(people.values(), today=now.date())
    again = replace(mentorship, paused_until=still_away) if still_away else going_on(mentorship)
    await repos.mentorships.save(again)
    if still_away is None:
        await open_next(repos, again, content=content, now=now)


async def _known(repos: Repositories, workspace_id: str, user_id: str) -> Person:
    person = await repos.people.find(workspace_id, user_id, lock=True)
    if person is None:
        raise NotNow(NOT_IN_ANY)
    return person


def _today(person: Person, now: datetime) -> date:
    return local_date(ZoneInfo(person.tz), now)


async def pause_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: who is away, until when, and the way back."""
    if reader.person is None:
        return None
    today = _today(reader.person, reader.now)
    until = back_on(reader.person, today=today)
    return back_todo(until, today=today) if until else None
