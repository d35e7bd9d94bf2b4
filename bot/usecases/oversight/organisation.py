"""All programs of a workspace together, for its owners."""

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.oversight.whole import Whole
from bot.domain.programs.states import ProgramState
from bot.facts.boards import read_boards
from bot.facts.results import read_together
from bot.facts.summaries import summary_of
from bot.storage.database import Database
from bot.views.oversight.organisation import OrganisationPage

LEFT_OUT = (ProgramState.DRAFT, ProgramState.ARCHIVED)


async def read_organisation(db: Database, *, act: Act, content: Content, is_admin: bool) -> OrganisationPage:
    """Totals of what is open or running, and the measures of what is over as well."""
    today = act.now.date()
    async with db.reading() as repos:
        roles = await repos.roles.list_held(act.workspace_id)
        roles.require_owner(act.by, is_admin=is_admin)
        programs = await repos.programs.list_all(act.workspace_id)
        known = [one for one in programs if one.state not in LEFT_OUT]
        live = [one for one in known if one.is_live]
        boards = await read_boards(repos, act.workspace_id, [one.id for one in live], today=today)
        results = await read_together(repos, known, content=content, today=today)
    whole = Whole([boards[one.id] for one in live])
    return OrganisationPage(
        as_of=whole.as_of,
        joined=whole.joined(),
        introduced=whole.introduced(),
        on_track=whole.on_track(today=today),
        meetings=whole.meetings(),
        programs=[summary_of(one, boards[one.id], today=today) for one in live],
        results=results,
    )
