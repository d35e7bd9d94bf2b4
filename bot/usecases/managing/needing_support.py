"""All pairs of a program that may need support, page by page, for its managers."""

from datetime import datetime

from bot.domain.acts import Act
from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import require_manager
from bot.facts.status_rows import ids_by_status, read_status_bases
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.managing.needing_support import PAGE_SIZE, NeedingSupportPage

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
        if pairs:
            await note_look(repos, act.workspace_id, program_id, by=act.by, now=act.now)
    return NeedingSupportPage(program, pairs, count=len(needing), page=page, pages=pages)


async def note_look(
    repos: Repositories, workspace_id: str, program_id: str, *, by: str, now: datetime
) -> None:
    """In the transaction that reads the names."""
    await repos.access_log.add(workspace_id, user_id=by, what=NEEDING_SUPPORT, program_id=program_id, at=now)
