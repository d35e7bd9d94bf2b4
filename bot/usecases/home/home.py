"""Everything one person's Home tab shows, read in one go."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.availability import Availability
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.local_time import local_date
from bot.domain.managing.holds import held_until
from bot.domain.matching.places import capacity_of, mentees_here
from bot.domain.meetings.meetings import Meeting
from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState
from bot.domain.mentorships.status import asked_since, own_status
from bot.domain.people import Preferences
from bot.domain.programs.programs import Program, matching_week
from bot.domain.timing import describe_windows
from bot.facts.status_rows import signs_by_mentorship
from bot.facts.welcome import read_times
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.care.leads import list_led
from bot.usecases.ending.endings import read_ended
from bot.usecases.feedback.due import wave_due
from bot.usecases.home.reader import Reader, read_reader
from bot.usecases.home.todo import first_todo
from bot.usecases.managing.champion import totals_of_championed
from bot.usecases.managing.needing_support import read_first
from bot.usecases.oversight.home import what_they_can_read
from bot.usecases.programs.managed import read_managed
from bot.usecases.programs.workspaces import signposts_of
from bot.views.home.home import HomePage
from bot.views.home.mine import MyMentorship
from bot.views.home.places import Places
from bot.views.managing.summary import Summary
from bot.views.programs.managed import ManagedProgram


async def read_home(
    db: Database,
    *,
    act: Act,
    is_admin: bool,
    content: Content,
    with_programs: bool = True,
) -> HomePage:
    """Names of those a manager may look after are read with the look noted, before anybody sees them.

    Without the programs they manage, there are no such names.
    """
    page = await db.read_in_one_trip(
        partial(_read, act=act, is_admin=is_admin, content=content, with_programs=with_programs)
    )
    if not any(one.needing for one in page.managed):
        return page
    return replace(page, managed=await _with_names(db, act, page.managed))


async def names_people(db: Database, *, act: Act, content: Content) -> bool:
    """Whether their Home names pairs that they manage; nobody is named here."""
    page = await db.read_in_one_trip(
        partial(_read, act=act, is_admin=False, content=content, with_programs=True)
    )
    return any(one.needing for one in page.managed)


async def _read(
    repos: Repositories, *, act: Act, is_admin: bool, content: Content, with_programs: bool
) -> HomePage:
    workspace = await repos.workspaces.get(act.workspace_id)
    reader = await read_reader(repos, act=act, content=content)
    programs, places = reader.programs, reader.places
    mine = await _mine(repos, reader)
    enrolled = [one for one in places if one.state in (EnrolmentState.APPLIED, EnrolmentState.ACTIVE)]
    named = programs.values() if with_programs else ()
    managed = await read_managed(repos, workspace, act.by, content, act.now, programs=named)
    championed = await totals_of_championed(repos, act=act, programs=named, content=content)
    mine_in = [programs[one.program_id] for one in enrolled]
    resting = await _resting(repos, reader, mine_in)
    todo = await first_todo(repos, reader)
    known = await _known(repos, reader) if enrolled else None
    would_help = await repos.proposals.what_would_help(act.workspace_id, act.by)
    matched = {one.mentorship.program_id for one in mine}
    taken = {one.program_id for one in enrolled} | {
        one.program_id for one in places if one.state is EnrolmentState.DECLINED
    }
    today = act.now.date()
    weeks = {one.id: matching_week(one, today=today) for one in mine_in}
    open_now = [program for program in programs.values() if program.takes_people(today=today)]
    concerned = {one.program_id for one in enrolled} | {one.id for one in _looked_after(act, named)}
    told = await repos.waves.list_told(act.workspace_id, sorted(concerned)) if concerned else set()
    return HomePage(
        user_id=act.by,
        mine=mine,
        waiting_in=[
            programs[one.program_id]
            for one in enrolled
            if one.program_id not in matched and programs[one.program_id].is_live
        ],
        managed=managed,
        asked_in=[one.program_id for one in enrolled if one.state is EnrolmentState.APPLIED],
        open_programs=[program for program in open_now if program.id not in taken],
        todo=todo,
        asks=await wave_due(repos, reader),
        may_create=is_admin or bool(managed),
        when=describe_windows(known, content.quiet_rules) if known else "",
        signposts=signposts_of(workspace, programs.values(), places),
        championed=championed,
        would_help=would_help,
        matching={program_id: week for program_id, week in weeks.items() if week},
        resting=resting,
        places=await places_of_mentor(repos, reader),
        told=told,
        reviewed=await _reviewed(repos, act, championed),
        mine_told={one.id: one.name for one in mine_in if one.id in told},
        ended=await read_ended(repos, reader),
        leading=await list_led(repos, reader),
        can_read=await what_they_can_read(repos, act, programs=named, is_admin=is_admin),
        mentors=any(one.role.gives and one.state is EnrolmentState.ACTIVE for one in enrolled),
        asks_more=bool(enrolled) and not mine and await _has_not_said(repos, reader),
    )


async def _reviewed(repos: Repositories, act: Act, championed: Sequence[Summary]) -> Collection[str]:
    """Of the programs somebody champions, those of which a review was held."""
    ids = [one.program.id for one in championed]
    return await repos.reviews.last_held(act.workspace_id, ids) if ids else ()


def _looked_after(act: Act, programs: Iterable[Program]) -> list[Program]:
    return [one for one in programs if act.by in (*one.managers, one.champion)]


async def _has_not_said(repos: Repositories, reader: Reader) -> bool:
    """What they like, which is asked once they have joined."""
    workspace_id, who = reader.workspace_id, reader.user_id
    return await repos.preferences.get(workspace_id, who) == Preferences(workspace_id, who)


async def places_of_mentor(repos: Repositories, reader: Reader) -> Places | None:
    """None for who mentors nowhere."""
    live = [one for one in reader.places if reader.programs[one.program_id].is_live]
    offered = capacity_of(live)
    if not offered:
        return None
    rest = await repos.loads.find(reader.workspace_id, reader.user_id)
    holds = rest is not None and rest.holds(reader.now.date())
    return Places(offered, mentees_here(reader.current)[reader.user_id], rest if holds else None)


async def _with_names(db: Database, act: Act, managed: Sequence[ManagedProgram]) -> list[ManagedProgram]:
    """Apart from the reading of all the rest, which may take a while and delays nobody's click."""
    async with db.transaction() as repos:
        return [
            replace(one, needing_support=await read_first(repos, act, one.program, one.needing))
            for one in managed
        ]


async def _known(repos: Repositories, reader: Reader) -> Availability:
    read = {reader.user_id: reader.person} if reader.person else {}
    times = await read_times(repos, reader.workspace_id, [reader.user_id], now=reader.now, read=read)
    return times.availability(reader.user_id, now=reader.now, content=reader.content)


async def _resting(repos: Repositories, reader: Reader, programs: Sequence[Program]) -> dict[str, date]:
    """Until when each of these programs holds its messages where this person works, by its name."""
    live, person = [one.id for one in programs if one.is_live], reader.person
    holds = await repos.holds.list_for_programs(reader.workspace_id, live) if live else {}
    today = local_date(ZoneInfo(person.tz if person else "UTC"), reader.now)
    found = {one.name: held_until(holds.get(one.id, ()), person, today=today) for one in programs}
    return {name: until for name, until in found.items() if until}


async def _mine(repos: Repositories, reader: Reader) -> list[MyMentorship]:
    workspace_id, now = reader.workspace_id, reader.now
    # While a mentor is being asked, the mentee waits as before.
    mentorships = [one for one in reader.current if not one.waits_for_mentor]
    if not mentorships:
        return []
    cycles = await repos.cycles.list_for_mentorships(workspace_id, [one.id for one in mentorships])
    signs = await signs_by_mentorship(repos, workspace_id, mentorships, today=now.date(), cycles=cycles)
    asked = await repos.outbox.last_sent_on(workspace_id, "check_in", [one.id for one in mentorships])
    meetings = await repos.meetings.list_for_mentorships(workspace_id, [one.id for one in mentorships])
    rows = []
    for one in mentorships:
        meeting = meetings.get(one.id)
        cycle = open_cycle(one, cycles.get(one.id, ()))
        asked_on = asked.get(one.id)
        rows.append(
            MyMentorship(
                mentorship=one,
                program_name=reader.programs[one.program_id].name,
                status=own_status(one, signs[one.id], today=now.date()),
                cycle=cycle.number if cycle else 0,
                asked=bool(cycle and asked_on and asked_since(cycle.starts_on, asked_on=asked_on)),
                meets_at=meeting.starts_at if meeting and meeting.is_ahead(now) else None,
                times_wait=meeting is not None and _waits_for(meeting, reader),
            )
        )
    return rows


def _waits_for(meeting: Meeting, reader: Reader) -> bool:
    """Others have ticked times that are still to come, and this person hasn't."""
    ahead = any(slot.start > reader.now for slot in meeting.slots)
    return ahead and bool(meeting.picks) and reader.user_id not in meeting.picks


def open_cycle(mentorship: Mentorship, cycles: Sequence[Cycle]) -> Cycle | None:
    """The cycle an answer would go to, if there is one."""
    if not cycles or mentorship.state is not MentorshipState.ACTIVE or cycles[-1].outcome is not None:
        return None
    return cycles[-1]
