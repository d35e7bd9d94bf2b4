"""What somebody's roles let them read, and for everyone who may read what about their programs."""

from collections.abc import Iterable, Mapping

from bot.domain.acts import Act
from bot.domain.oversight.roles import OversightRole
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.signing_in.standing import Standing
from bot.storage.repositories import Repositories
from bot.views.oversight.home import CanRead, ReadsTotals, WhoReads

NOTHING_TO_READ = (ProgramState.DRAFT, ProgramState.ARCHIVED)


async def what_they_can_read(
    repos: Repositories, act: Act, *, programs: Iterable[Program], is_admin: bool
) -> CanRead:
    """Of a program that they manage it is under More."""
    roles = await repos.roles.list_held(act.workspace_id)
    there = {one.id: one for one in programs}
    known = [one for one in there.values() if one.state not in NOTHING_TO_READ]
    reads = roles.reads(act.by)
    return CanRead(
        programs=[
            one for one in known if act.by not in one.managers and (one.id in reads or one.champion == act.by)
        ],
        is_owner=bool(known) and roles.is_owner(act.by, is_admin=is_admin),
        is_officer=roles.is_officer(act.by),
        has_page=bool(there) and bool(Standing(act.by, there, roles, is_admin=is_admin).anywhere()),
    )


async def who_reads_of(repos: Repositories, programs: Mapping[str, Program], act: Act) -> WhoReads:
    """Beside the managers, of the programs that this person has or had a place in."""
    mine = [one.program_id for one in await repos.enrolments.list_for_person(act.workspace_id, act.by)]
    if not mine:
        return WhoReads()
    roles = await repos.roles.list_held(act.workspace_id)
    named = {
        key: (programs[key].champion, *roles.who(OversightRole.READER, key)) for key in dict.fromkeys(mine)
    }
    return WhoReads(
        of_programs=[
            ReadsTotals(programs[key].name, list(dict.fromkeys(one for one in who if one)))
            for key, who in named.items()
        ],
        owners=roles.owners,
        officers=roles.who(OversightRole.PRIVACY_OFFICER),
    )
