"""All pairs of a program that may need support, page by page, for its managers."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.facts.status_rows import ids_by_status, read_status_bases
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.views.managing.needing_support import PAGE_SIZE, NeedingSupport, NeedingSupportPage, PairInNeed

NEEDING_SUPPORT = "mentorships that may need support"


async def read_needing_support(
    db: Database,
    *,
    act: Act,
    program_id: str,
    page: int,
) -> NeedingSupportPage:
    """The nearest page there is; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        found = await read_status_bases(repos, act.workspace_id, [program_id], today=act.now.date())
        needing = ids_by_status(found[program_id], today=act.now.date()).get(Status.MAY_NEED_SUPPORT, [])
        pages = -(-len(needing) // PAGE_SIZE)
        page = max(0, min(page, pages - 1))
        shown = needing[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        pairs = await repos.mentorships.list_by_ids(act.workspace_id, shown)
        return await noted(
            repos,
            act,
            program,
            NEEDING_SUPPORT,
            NeedingSupportPage(program, pairs, count=len(needing), page=page, pages=pages),
        )


async def read_pair_in_need(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> PairInNeed:
    """For a manager who wants to write to them. Raises NotNow once they need nothing any more."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        found = await read_status_bases(repos, act.workspace_id, [program_id], today=act.now.date())
        needing = ids_by_status(found[program_id], today=act.now.date()).get(Status.MAY_NEED_SUPPORT, [])
        if mentorship_id not in needing:
            raise NotNow("They're doing better: nothing to do here any more.")
        [pair] = await repos.mentorships.list_by_ids(act.workspace_id, [mentorship_id])
        return await noted(repos, act, program, NEEDING_SUPPORT, PairInNeed(program, pair))


async def read_first(
    repos: Repositories, act: Act, program: Program, mentorship_ids: Sequence[str]
) -> NeedingSupport:
    """For a manager's Home, which shows these few."""
    pairs = {one.id: one for one in await repos.mentorships.list_by_ids(act.workspace_id, mentorship_ids)}
    there = [pairs[one] for one in mentorship_ids if one in pairs]
    return await noted(repos, act, program, NEEDING_SUPPORT, NeedingSupport(there))
