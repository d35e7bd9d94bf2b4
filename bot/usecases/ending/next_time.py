"""Would they mentor the next time: a yes is kept for the managers, a no is not."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.ending.willing import Willing
from bot.domain.programs.programs import Program
from bot.errors import NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import WOULD_MENTOR
from bot.views.ending.next_time import WouldMentor


async def say_yes(db: Database, *, act: Act, program_id: str) -> Program:
    """Raises NotYours for who took no part in it. Twice changes nothing."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        if await repos.enrolments.find(act.workspace_id, program_id, act.by) is None:
            raise NotYours(f"This is for people who took part in {program.name}.")
        await repos.willing.add_first(Willing(act.workspace_id, program_id, act.by, act.now.date()))
    return program


async def take_back(db: Database, *, act: Act, program_id: str) -> None:
    """Of a no nothing is kept either. Twice changes nothing."""
    async with db.transaction() as repos:
        await repos.willing.take_back(act.workspace_id, program_id, act.by)


async def willing_of(
    repos: Repositories, programs: Mapping[str, Program], *, workspace_id: str, user_id: str
) -> Mapping[str, str]:
    """The programs of which this person said that they would, by id with their names."""
    found = await repos.willing.list_for_person(workspace_id, user_id)
    return {one.program_id: programs[one.program_id].name for one in found}


async def read_would_mentor(
    repos: Repositories, act: Act, programs: Sequence[Program]
) -> Sequence[WouldMentor]:
    """For those of these programs that this person manages, with what each follows; the looks are noted."""
    mine = [one for one in programs if act.by in one.managers]
    asked = {one for program in mine for one in (program.id, program.follows) if one}
    found = await repos.willing.list_for_programs(act.workspace_id, sorted(asked)) if asked else {}
    return [
        await noted(repos, act, one, WOULD_MENTOR, WouldMentor(one, await _who(repos, one, found)))
        for one in mine
        if any(key in found for key in (one.id, one.follows))
    ]


async def _who(
    repos: Repositories, program: Program, found: Mapping[str, Sequence[Willing]]
) -> Sequence[str]:
    """Without those who are in this program already, or were asked for it."""
    said = {one.user_id for key in (program.id, program.follows) if key for one in found.get(key, ())}
    here = await repos.enrolments.list_for_program(program.workspace_id, program.id)
    asked = await repos.nominations.list_for_program(program.workspace_id, program.id)
    return sorted(
        said - {one.user_id for one in here if one.state.has_a_place} - {one.user_id for one in asked}
    )
