"""Where somebody can turn from a card: the signposts of their programs, and as a mentor the leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.facts.leads import read_leads
from bot.storage.database import Database
from bot.usecases.programs.workspaces import signposts_of


@dataclass(frozen=True, slots=True)
class Turning:
    """`filled` are signposts by id; `mentors`: they are a mentor or a host, and can turn to the `leads`
    now."""

    filled: Mapping[str, str]
    mentors: bool
    leads: tuple[str, ...]


async def read_turning(db: Database, *, act: Act) -> Turning:
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
        places = await repos.enrolments.list_for_person(act.workspace_id, act.by)
        programs = await repos.programs.list_all(act.workspace_id)
        gives_in = {one.program_id for one in places if one.role.gives and one.state is EnrolmentState.ACTIVE}
        mine = [one for one in programs if one.id in gives_in and one.is_live]
        leads = (await read_leads(repos, mine)).values()
    acting = dict.fromkeys(one.acting(act.now, asker=act.by) for one in leads)
    filled = signposts_of(workspace, programs, places)
    return Turning(filled, bool(mine), tuple(one for one in acting if one))
