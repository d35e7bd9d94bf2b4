"""Everything one person's Home tab shows, read in one go."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.content import Content
from bot.domain.enrolments import Enrolment, EnrolmentState
from bot.domain.mentorships import STANDING, Cycle, Mentorship, MentorshipState
from bot.domain.people import Workspace
from bot.domain.program_states import ProgramState
from bot.domain.programs import Program, missing_signposts
from bot.domain.status import Status, asked_since, status_of
from bot.domain.timing import describe_windows
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.standing import signs_by_mentorship
from bot.usecases.todo import first_todo
from bot.usecases.workspaces import signposts_of
from bot.views.home import HomePage, ManagedProgram, MyMentorship
from bot.welcome import availability_of

SHOWN = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
QUIET_LIST = "quiet mentorships"


async def read_home(
    db: Database,
    *,
    workspace_id: str,
    user_id: str,
    is_admin: bool,
    content: Content,
    now: datetime,
    with_programs: bool = True,
) -> HomePage:
    """A manager's look at names is noted in the access log, in the same transaction.

    Without the programs they manage, there are no such names.
    """
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(workspace_id)
        programs = {program.id: program for program in await repos.programs.list_all(workspace_id)}
        mine = await _mine(repos, workspace_id, user_id, programs, now)
        enrolled = await _enrolled(repos, workspace_id, user_id)
        managed = await _managed(repos, workspace, user_id, content, now) if with_programs else []
        signposts = await signposts_of(repos, workspace, user_id)
        todo = await first_todo(repos, workspace_id, user_id, content, now)
        when = await _when(repos, workspace_id, user_id, content, now) if enrolled else ""
    matched = {one.mentorship.program_id for one in mine}
    open_now = [program for program in programs.values() if program.takes_people(today=now.date())]
    return HomePage(
        user_id=user_id,
        mine=mine,
        waiting_in=[programs[one.program_id] for one in enrolled if one.program_id not in matched],
        managed=managed,
        open_programs=[
            program for program in open_now if program.id not in {one.program_id for one in enrolled}
        ],
        todo=todo,
        may_create=is_admin or bool(managed),
        when=when,
        signposts=signposts,
    )


async def _when(repos: Repositories, workspace_id: str, user_id: str, content: Content, now: datetime) -> str:
    people = await availability_of(repos, workspace_id, [user_id], now=now, content=content)
    return describe_windows(people[user_id], content.quiet_rules)


async def _mine(
    repos: Repositories, workspace_id: str, user_id: str, programs: dict[str, Program], now: datetime
) -> list[MyMentorship]:
    mentorships = await repos.mentorships.list_for_person(workspace_id, user_id, STANDING)
    signs = await signs_by_mentorship(repos, workspace_id, mentorships)
    cycles = await repos.cycles.list_for_mentorships(workspace_id, [one.id for one in mentorships])
    asked = await repos.outbox.last_sent_on(workspace_id, "check_in", [one.id for one in mentorships])
    rows = []
    for one in mentorships:
        cycle = open_cycle(one, cycles.get(one.id, ()))
        asked_on = asked.get(one.id)
        rows.append(
            MyMentorship(
                mentorship=one,
                program_name=programs[one.program_id].name,
                status=status_of(one, signs[one.id], today=now.date()),
                cycle=cycle.number if cycle else 0,
                asked=bool(cycle and asked_on and asked_since(cycle.starts_on, asked_on=asked_on)),
            )
        )
    return rows


def open_cycle(mentorship: Mentorship, cycles: Sequence[Cycle]) -> Cycle | None:
    """The cycle an answer would go to, if there is one."""
    if not cycles or mentorship.state is not MentorshipState.ACTIVE or cycles[-1].outcome is not None:
        return None
    return cycles[-1]


async def _enrolled(repos: Repositories, workspace_id: str, user_id: str) -> list[Enrolment]:
    mine = await repos.enrolments.list_for_person(workspace_id, user_id)
    return [one for one in mine if one.state is not EnrolmentState.LEFT]


async def _managed(
    repos: Repositories, workspace: Workspace, user_id: str, content: Content, now: datetime
) -> list[ManagedProgram]:
    found = []
    for program in await repos.programs.list_managed_by(workspace.id, user_id):
        if program.state not in (ProgramState.CLOSED, ProgramState.ARCHIVED):
            found.append(await _managed_program(repos, program, workspace, content, now))
    for managed in found:
        if managed.quiet:
            await repos.access_log.add(
                workspace.id, user_id=user_id, what=QUIET_LIST, program_id=managed.program.id, at=now
            )
    return found


async def _managed_program(
    repos: Repositories, program: Program, workspace: Workspace, content: Content, now: datetime
) -> ManagedProgram:
    mentorships = await repos.mentorships.list_for_program(workspace.id, program.id)
    shown = [one for one in mentorships if one.state in SHOWN]
    signs = await signs_by_mentorship(repos, workspace.id, shown)
    statuses = {one.id: status_of(one, signs[one.id], today=now.date()) for one in shown}
    enrolments = await repos.enrolments.list_for_program(workspace.id, program.id)
    filled = {**workspace.signposts, **program.signposts}
    return ManagedProgram(
        program=program,
        counts=Counter(statuses.values()),
        on_their_way=sum(one.state is MentorshipState.APPROVED for one in mentorships),
        waiting=_waiting(enrolments, mentorships),
        quiet=[one for one in shown if statuses[one.id] is Status.QUIET],
        left_to_fill=len(missing_signposts(content.signposts, filled=filled)),
    )


def _waiting(enrolments: Sequence[Enrolment], mentorships: Sequence[Mentorship]) -> int:
    """Mentees without a standing mentorship in this program."""
    standing = {user_id for one in mentorships if one.state in STANDING for user_id in one.user_ids}
    wanting = [one for one in enrolments if one.role.wants and one.state is EnrolmentState.ACTIVE]
    return sum(one.user_id not in standing for one in wanting)
