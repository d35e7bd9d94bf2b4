"""The mentors' circle: a program's mentors are invited to a circle of peers that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.programs.programs import Program, require_manager, require_open_to
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.programs.forms import LONGEST_NAME
from bot.usecases.programs.planning import fresh_draft

INVITE_WITHIN = timedelta(days=30)
NO_MENTORS = "{name} brings people together in circles itself, so it has no mentors to invite."
NO_CIRCLE = "This circle isn't open for joining. Choose another one."
CIRCLE = "peer_circle"
NAMED_SO = "Mentors' circle, "


@dataclass(frozen=True, slots=True)
class Circles:
    """The `open` circles to which mentors of a program may be invited: those of the same manager."""

    program: Program
    open: Sequence[Program]


async def read_circles(db: Database, *, act: Act, program_id: str, content: Content) -> Circles:
    """For a manager of the program."""
    async with db.reading() as repos:
        program = await _managed(repos, act, program_id, content)
        live = await repos.programs.list_live(act.workspace_id)
    mine = [one for one in live if act.by in one.managers]
    return Circles(program, [one for one in mine if _takes_peers(one, content, act.now.date())])


async def invite_mentors(
    db: Database, *, act: Act, program_id: str, circle_id: str, content: Content
) -> Circles:
    """Invite each mentor once who has no place in the circle. Who that is comes back to nobody."""
    async with db.transaction() as repos:
        program = await _managed(repos, act, program_id, content)
        circle = await repos.programs.get(act.workspace_id, circle_id)
        require_manager(circle, user_id=act.by)
        if not _is_circle(circle, content):
            raise NotNow(NO_CIRCLE)
        require_open_to(circle, Role.PEER, today=act.now.date())
        places = await repos.enrolments.list_for_program(act.workspace_id, program.id)
        there = await repos.enrolments.list_for_program(act.workspace_id, circle.id)
        known = {one.user_id for one in there}
        mentors = [one for one in places if one.role.offers and one.state is EnrolmentState.ACTIVE]
        invited = [one.user_id for one in mentors if one.user_id not in known]
        await repos.outbox.plan([_invitation(circle, who, act) for who in invited])
    return Circles(program, [circle])


def fresh_circle(program: Program, *, new_id: str, act: Act, content: Content) -> Program:
    """Fill in a draft of a circle for the mentors of a program; it is kept once its form is sent."""
    draft = fresh_draft(
        program_id=new_id,
        workspace_id=act.workspace_id,
        template_id=CIRCLE,
        by=act.by,
        content=content,
        today=act.now.date(),
    )
    name = NAMED_SO + program.name[: LONGEST_NAME - len(NAMED_SO)]
    plan = replace(draft.plan, mentees=f"Mentors of {program.name}")
    return replace(draft, name=name.rstrip(), lead=program.lead, deputy=program.deputy, plan=plan)


async def _managed(repos: Repositories, act: Act, program_id: str, content: Content) -> Program:
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    if _is_circle(program, content):
        raise NotNow(NO_MENTORS.format(name=program.name))
    return program


def _is_circle(program: Program, content: Content) -> bool:
    return content.programs[program.template_id].format.kind is FormatKind.GROUP


def _takes_peers(program: Program, content: Content, today: date) -> bool:
    return _is_circle(program, content) and program.takes(Role.PEER, today=today)


def _invitation(circle: Program, user_id: str, act: Act) -> Planned:
    return Planned(
        workspace_id=act.workspace_id,
        kind="circle_invitation",
        subject=circle.id,
        cycle=0,
        recipient=user_id,
        due_at=act.now,
        expires_at=act.now + INVITE_WITHIN,
    )
