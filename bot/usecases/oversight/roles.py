"""Giving and taking roles: owners name owners and privacy officers, managers name readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.oversight.roles import EVERYWHERE, OversightRole, RoleHeld
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.domain.programs.states import OVER, ProgramState
from bot.errors import NotNow, NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.oversight.roles import ReadersPage, RolesPage

TELL_WITHIN = timedelta(days=14)
NAMED: Mapping[OversightRole, str] = {
    OversightRole.OWNER: "named an owner",
    OversightRole.PRIVACY_OFFICER: "named a privacy officer",
    OversightRole.READER: "named a reader",
}
REMOVED: Mapping[OversightRole, str] = {
    OversightRole.OWNER: "removed an owner",
    OversightRole.PRIVACY_OFFICER: "removed a privacy officer",
    OversightRole.READER: "removed a reader",
}
TELLS: Mapping[OversightRole, str] = {
    OversightRole.OWNER: "named_owner",
    OversightRole.PRIVACY_OFFICER: "named_officer",
    OversightRole.READER: "named_reader",
}
NOT_FOR_YOU = (
    "Roles are for workspace admins, owners and program managers. Ask one of them to name you, or type "
    "`/mentor privacy` to see who has one."
)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named as what; a reader, of which program. `zone` is theirs, as Slack says it."""

    role: OversightRole
    user_id: str
    program_id: str = EVERYWHERE
    zone: str = "UTC"


async def read_roles(db: Database, *, act: Act, is_admin: bool) -> RolesPage:
    """For admins, owners, managers, and whoever has a role."""
    async with db.reading() as repos:
        return await _roles_page(repos, act, is_admin=is_admin)


async def read_readers(db: Database, *, act: Act, program_id: str) -> ReadersPage:
    """Of one program, for its managers."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        roles = await repos.roles.list_held(act.workspace_id)
        roles.require_giver(OversightRole.READER, program, act.by, is_admin=False)
        return ReadersPage(program, roles.who(OversightRole.READER, program.id))


async def require_giver(db: Database, *, act: Act, role: OversightRole, is_admin: bool) -> None:
    """Raises NotYours for who may not give this role in the whole workspace."""
    async with db.reading() as repos:
        roles = await repos.roles.list_held(act.workspace_id)
        roles.require_giver(role, None, act.by, is_admin=is_admin)


async def give_role(db: Database, *, act: Act, named: Named, is_admin: bool) -> bool:
    """Keep it with who gave it, and tell them. False when they have it already: nothing changes then."""
    async with db.transaction() as repos:
        program = await _program(repos, act, named.program_id)
        roles = await repos.roles.list_held(act.workspace_id)
        roles.require_giver(named.role, program, act.by, is_admin=is_admin)
        held = RoleHeld(act.workspace_id, named.role, named.user_id, act.by, act.now.date(), named.program_id)
        if named.user_id in roles.who(named.role, named.program_id):
            return False
        roles.require_room(named.role, named.program_id)
        if not await repos.roles.add_first(held):
            return False
        await repos.people.add_first(Person(act.workspace_id, named.user_id, tz=named.zone))
        await _note(repos, act, NAMED[named.role], held)
        if named.user_id != act.by:
            await repos.outbox.plan(await _tells(repos, act, held))
        return True


async def take_role(db: Database, *, act: Act, named: Named, is_admin: bool) -> None:
    """Take it from somebody, or give back one's own. Raises NotNow where they don't have it any more."""
    async with db.transaction() as repos:
        program = await _program(repos, act, named.program_id)
        roles = await repos.roles.list_held(act.workspace_id)
        if named.user_id != act.by:
            roles.require_giver(named.role, program, act.by, is_admin=is_admin)
        held = RoleHeld(act.workspace_id, named.role, named.user_id, act.by, act.now.date(), named.program_id)
        if not await repos.roles.take(held):
            raise NotNow("They don't have this role any more. Nothing is left to change.")
        await repos.outbox.let_go_to(act.workspace_id, named.user_id)
        await _note(repos, act, REMOVED[named.role], held)


async def _roles_page(repos: Repositories, act: Act, *, is_admin: bool) -> RolesPage:
    roles = await repos.roles.list_held(act.workspace_id)
    programs = await repos.programs.list_all(act.workspace_id)
    current = [one for one in programs if one.state is not ProgramState.ARCHIVED]
    managed = [one for one in current if act.by in one.managers]
    reads = [one for one in programs if one.id in roles.reads(act.by)]
    mine = [one for one in roles.held if one.user_id == act.by]
    if not (is_admin or managed or mine):
        raise NotYours(NOT_FOR_YOU)
    return RolesPage(
        by=act.by,
        owners=roles.owners,
        officers=roles.who(OversightRole.PRIVACY_OFFICER),
        may_give=roles.is_owner(act.by, is_admin=is_admin),
        managed=managed,
        reads=reads,
    )


async def _program(repos: Repositories, act: Act, program_id: str) -> Program | None:
    return await repos.programs.get(act.workspace_id, program_id) if program_id else None


async def _note(repos: Repositories, act: Act, what: str, held: RoleHeld) -> None:
    await repos.access_log.add(
        act.workspace_id,
        user_id=act.by,
        what=what,
        program_id=held.program_id,
        at=act.now,
        about=held.user_id,
    )


async def _tells(repos: Repositories, act: Act, held: RoleHeld) -> list[Planned]:
    """About their program, or the first that is not over; where there is none, Home says it."""
    programs = await repos.programs.list_all(act.workspace_id)
    about = held.program_id or next((one.id for one in programs if one.state not in OVER), "")
    if not about:
        return []
    return [
        Planned(
            workspace_id=act.workspace_id,
            kind=TELLS[held.role],
            subject=about,
            # Once a day, however often it is given and taken.
            cycle=held.given_on.toordinal(),
            recipient=held.user_id,
            due_at=act.now,
            expires_at=act.now + TELL_WITHIN,
            budgeted=False,
        )
    ]
