"""The people of a program as its managers see them, and the same lines for whoever they are about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.acts import Act
from bot.domain.managing.taken import Taken
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.privacy.visible_to_managers import (
    NAMED,
    Show,
    VisibleMatch,
    VisiblePerson,
    in_order,
    visible_match,
    visible_people,
)
from bot.domain.programs.programs import Program, require_manager
from bot.facts.status_rows import signs_by_mentorship
from bot.storage.database import Database
from bot.storage.privacy.access_log import AccessEvent
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.views.managing.people_list import PeopleList
from bot.views.privacy.privacy import Look, VisibleInProgram

PEOPLE_LIST = "list of people"
WOULD_MENTOR = "who would mentor next time"
LOOKS_BACK = timedelta(days=90)
# More would be several a minute; the newest tell enough.
MOST_LOOKS = 5000


async def read_people(
    db: Database,
    *,
    act: Act,
    program_id: str,
    show: Show,
) -> PeopleList:
    """For its managers alone; each look is noted, in the same transaction."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        seen = await people_of(repos, program, act.now.date())
        counts = {one: sum(person.is_shown_in(one) for person in seen) for one in Show}
        shown = in_order(one for one in seen if one.is_shown_in(show))
        return await noted(repos, act, program, PEOPLE_LIST, PeopleList(program, show, shown, counts))


async def people_of(repos: Repositories, program: Program, today: date) -> list[VisiblePerson]:
    """Everybody of a program, to be handed to `noted` in the same transaction."""
    workspace = program.workspace_id
    enrolments = await repos.enrolments.list_for_program(workspace, program.id)
    people = await repos.people.list_by_ids(workspace, [one.user_id for one in enrolments])
    mentorships = await repos.mentorships.list_for_program(workspace, program.id, NAMED)
    signs = await signs_by_mentorship(repos, workspace, mentorships, today=today)
    requests = await repos.requests.list_open(workspace, program.id)
    return visible_people(
        enrolments,
        people,
        mentorships,
        signs,
        today=today,
        requests=requests,
        managers={program.id: program.managers},
        taken=await taken_of(repos, workspace, mentorships),
    )


async def visible_of_mentorship(
    repos: Repositories, program: Program, mentorship: Mentorship, *, today: date
) -> list[VisiblePerson]:
    """Read the people of one mentorship, each with this one alone, in its order; who has left it all is not
    among them.
    """
    workspace = program.workspace_id
    found = [await repos.enrolments.find(workspace, program.id, one) for one in mentorship.user_ids]
    return visible_people(
        [one for one in found if one is not None],
        await repos.people.list_by_ids(workspace, mentorship.user_ids),
        [mentorship],
        await signs_by_mentorship(repos, workspace, [mentorship], today=today),
        today=today,
        requests=await repos.requests.list_open(workspace, program.id),
        managers={program.id: program.managers},
        taken=await taken_of(repos, workspace, [mentorship]),
    )


async def matches_seen(
    repos: Repositories, program: Program, mentorships: Sequence[Mentorship], *, today: date
) -> dict[str, VisibleMatch]:
    """Read by id how each of these goes and since when, as its people read it too."""
    workspace = program.workspace_id
    signs = await signs_by_mentorship(repos, workspace, mentorships, today=today)
    taken = await taken_of(repos, workspace, mentorships)
    return {
        one.id: visible_match(
            one, signs[one.id], today=today, taken=taken.get(one.id), managers=program.managers
        )
        for one in mentorships
    }


async def visible_among(
    repos: Repositories, program: Program, user_ids: Sequence[str], *, today: date
) -> list[VisiblePerson]:
    """Read these people of a program whole, in this order; who is not in it is left out.

    To be handed to `noted` in the same transaction.
    """
    workspace = program.workspace_id
    found = await repos.enrolments.list_among(workspace, [program.id], user_ids)
    ids = await repos.listed.list_ids_of(workspace, program.id, user_ids)
    mentorships = await repos.mentorships.list_by_ids(workspace, ids)
    return visible_people(
        [found[program.id, one] for one in user_ids if (program.id, one) in found],
        await repos.people.list_by_ids(workspace, user_ids),
        mentorships,
        await signs_by_mentorship(repos, workspace, mentorships, today=today),
        today=today,
        requests=await repos.requests.list_open(workspace, program.id),
        managers={program.id: program.managers},
        taken=await taken_of(repos, workspace, mentorships),
    )


async def taken_of(
    repos: Repositories, workspace_id: str, mentorships: Iterable[Mentorship]
) -> Mapping[str, Taken]:
    """Read which manager has which of these in hand."""
    ids = [one.id for one in mentorships if one.state is MentorshipState.ACTIVE]
    return await repos.support_taken.list_for_mentorships(workspace_id, ids) if ids else {}


async def visible_of_person(
    repos: Repositories, programs: Mapping[str, Program], *, workspace_id: str, user_id: str, today: date
) -> list[VisibleInProgram]:
    """In every program that has a manager: the very same, worked out from this person's own rows."""
    enrolments = await repos.enrolments.list_for_person(workspace_id, user_id)
    people = await repos.people.list_by_ids(workspace_id, [user_id])
    mentorships = await repos.mentorships.list_for_person(workspace_id, user_id, NAMED)
    signs = await signs_by_mentorship(repos, workspace_id, mentorships, today=today)
    requests = await repos.requests.list_for_person(workspace_id, user_id)
    seen = visible_people(
        enrolments,
        people,
        mentorships,
        signs,
        today=today,
        requests=requests,
        managers={one.id: one.managers for one in programs.values()},
        taken=await taken_of(repos, workspace_id, mentorships),
    )
    return [
        VisibleInProgram(programs[enrolment.program_id].name, one)
        for enrolment, one in zip(enrolments, seen, strict=True)
        if programs[enrolment.program_id].managers
    ]


async def looks_at(
    repos: Repositories, programs: Mapping[str, Program], *, workspace_id: str, user_id: str, now: datetime
) -> Sequence[Look]:
    """At lists of names in this person's programs, newest first: a line a day for each manager and list.

    With those at who would mentor next time, in the programs that follow one of which they said so.
    """
    mine = {one.program_id for one in await repos.enrolments.list_for_person(workspace_id, user_id)}
    said = {one.program_id for one in await repos.willing.list_for_person(workspace_id, user_id)}
    named = said | {key for key, one in programs.items() if one.follows in said}
    events = await repos.access_log.list_looks(
        workspace_id, sorted(mine | named), since=now - LOOKS_BACK, limit=MOST_LOOKS
    )
    seen = (one for one in events if one.program_id in mine or one.what == WOULD_MENTOR)
    return list(dict.fromkeys(_look(event, programs) for event in seen))


def _look(event: AccessEvent, programs: Mapping[str, Program]) -> Look:
    return Look(event.at.date(), event.user_id, event.what, programs[event.program_id].name)
