"""All pairs of a program that may need support, page by page, for its managers."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.programs.programs import Program, require_manager
from bot.facts.status_rows import ids_by_status, read_status_bases
from bot.facts.support import read_still_needing
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import matches_seen
from bot.views.managing.needing_support import PAGE_SIZE, NeedingSupport, NeedingSupportPage

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
        needing = await _in_order(repos, program, found[program_id], act)
        pages = -(-len(needing) // PAGE_SIZE)
        page = max(0, min(page, pages - 1))
        shown = needing[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        pairs = _as_in(shown, await repos.mentorships.list_by_ids(act.workspace_id, shown))
        seen = await matches_seen(repos, program, pairs, today=act.now.date())
        return await noted(
            repos,
            act,
            program,
            NEEDING_SUPPORT,
            NeedingSupportPage(program, pairs, len(needing), page, pages, act.by, seen),
        )


async def read_first(
    repos: Repositories, act: Act, program: Program, mentorship_ids: Sequence[str]
) -> NeedingSupport:
    """For a manager's Home, which shows these few."""
    there = _as_in(mentorship_ids, await repos.mentorships.list_by_ids(act.workspace_id, mentorship_ids))
    return await noted(repos, act, program, NEEDING_SUPPORT, NeedingSupport(there))


async def _in_order(
    repos: Repositories, program: Program, found: Sequence[StatusBasis], act: Act
) -> list[str]:
    """By their ids, and last those that another manager has in hand."""
    today = act.now.date()
    needing = ids_by_status(found, today=today).get(Status.MAY_NEED_SUPPORT, [])
    of_this = {program.id: found}
    still = await read_still_needing(
        repos, [program], of_this, workspace_id=act.workspace_id, reader=act.by, today=today
    )
    mine = set(still[program.id])
    return sorted(needing, key=lambda one: one not in mine)


def _as_in(ids: Sequence[str], pairs: Sequence[Mentorship]) -> list[Mentorship]:
    """Those that are here, in the order of these ids."""
    by_id = {one.id: one for one in pairs}
    return [by_id[one] for one in ids if one in by_id]
