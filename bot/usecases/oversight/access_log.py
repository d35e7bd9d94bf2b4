"""The access log, read: everything by a privacy officer, by a manager their own looks. Reading is noted."""

from collections.abc import Iterable, Mapping

from bot.domain.acts import Act
from bot.domain.oversight.roles import RolesHeld
from bot.domain.programs.programs import Program
from bot.errors import NotYours
from bot.storage.database import Database
from bot.storage.privacy.access_log import Numbered
from bot.usecases.oversight.roles import NAMED, REMOVED
from bot.usecases.privacy.looking import note_log_read
from bot.usecases.programs import history
from bot.views.oversight.access_log import LogLine, LogPage
from bot.views.refs import LogRef

LINES_A_PAGE = 20
# What says who was given or lost a role. What else is about somebody is about who takes part.
ABOUT_ROLES = frozenset(
    {
        *NAMED.values(),
        *REMOVED.values(),
        history.NAMED_MANAGER,
        history.REMOVED_MANAGER,
        history.NAMED_CHAMPION,
        history.REMOVED_CHAMPION,
        history.NAMED_LEAD,
        history.REMOVED_LEAD,
    }
)
NOT_FOR_YOU = (
    "This is for program managers and privacy officers. `/mentor privacy` shows who looked at lists that you "
    "are on."
)


async def read_log_of_program(db: Database, *, act: Act, wanted: LogRef) -> LogPage:
    """Of one program alone, for its managers and privacy officers. Raises NotYours for others."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, wanted.program_id)
        roles = await repos.roles.list_held(act.workspace_id)
    if act.by not in program.managers and not roles.is_officer(act.by):
        raise NotYours(NOT_FOR_YOU)
    return await read_access_log(db, act=act, wanted=wanted)


async def read_access_log(db: Database, *, act: Act, wanted: LogRef) -> LogPage:
    """By program and person, newest first, a page behind the last line of the one before."""
    async with db.transaction() as repos:
        programs = {one.id: one for one in await repos.programs.list_all(act.workspace_id)}
        roles = await repos.roles.list_held(act.workspace_id)
        sees_all = roles.is_officer(act.by)
        if not sees_all and not any(act.by in one.managers for one in programs.values()):
            raise NotYours(NOT_FOR_YOU)
        shown = wanted if sees_all else LogRef(wanted.program_id, act.by, wanted.before)
        found = await repos.access_log.list_page(
            act.workspace_id,
            program_id=shown.program_id,
            user_id=shown.user_id,
            before=shown.before,
            limit=LINES_A_PAGE + 1,
        )
        await note_log_read(repos, act)
    here, more = found[:LINES_A_PAGE], found[LINES_A_PAGE:]
    return LogPage(
        lines=[_line(one, programs) for one in here],
        shown=shown,
        programs={key: one.name for key, one in programs.items() if sees_all or act.by in one.managers},
        sees_all=sees_all,
        older=LogRef(shown.program_id, shown.user_id, here[-1].id) if more else None,
        people=_who_may_stand_in_it(programs.values(), roles) if sees_all else (),
    )


def _who_may_stand_in_it(programs: Iterable[Program], roles: RolesHeld) -> list[str]:
    managers = (one for program in programs for one in program.managers)
    return list(dict.fromkeys((*managers, *(one.user_id for one in roles.held))))


def _line(one: Numbered, programs: Mapping[str, Program]) -> LogLine:
    event = one.event
    program = programs.get(event.program_id)
    about = event.about if event.what in ABOUT_ROLES else None
    return LogLine(event.at, event.user_id, event.what, program.name if program else "", about or "")
