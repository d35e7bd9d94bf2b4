"""All mentorships of a program by name, for its managers: chosen, sorted and turned page by page."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.managing.listed import MentorshipsAsked, key_of_mentorship
from bot.domain.managing.listing import Cut, cut
from bot.domain.mentorships.status import StatusBasis
from bot.domain.programs.programs import Program, require_manager
from bot.facts.status_rows import NAMED, read_status_bases
from bot.facts.support import read_still_needing
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import matches_seen
from bot.views.managing.mentorship_list import MentorshipList, MentorshipRow

MENTORSHIP_LIST = "list of mentorships"


async def read_mentorships(
    db: Database, *, act: Act, program_id: str, asked: MentorshipsAsked
) -> MentorshipList:
    """Sort all of them by what is light, and read only those of the page whole; each look is noted."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        today = act.now.date()
        listed = await repos.listed.list_mentorships(act.workspace_id, program_id)
        seen = {one.mentorship_id: one for one in listed}
        found = await read_status_bases(repos, act.workspace_id, [program_id], today=today, states=NAMED)
        bases = [one for one in found[program_id] if one.mentorship_id in seen]
        mine = await _waiting_for(repos, act, program, bases)
        chosen = [one for one in bases if asked.status in (None, one.status(today=today))]
        page = cut(
            chosen,
            lambda one: key_of_mentorship(
                one, seen[one.mentorship_id], sort=asked.sort, today=today, mine=mine
            ),
            asked.turn,
        )
        rows = Cut(await _rows(repos, act, program, page.rows), page.before, page.after)
        counts = Counter(one.status(today=today) for one in bases)
        return await noted(repos, act, program, MENTORSHIP_LIST, MentorshipList(program, asked, rows, counts))


async def _waiting_for(
    repos: Repositories, act: Act, program: Program, bases: Sequence[StatusBasis]
) -> set[str]:
    """Read which may need support and aren't in another manager's hands."""
    still = await read_still_needing(
        repos,
        [program],
        {program.id: bases},
        workspace_id=act.workspace_id,
        reader=act.by,
        today=act.now.date(),
    )
    return set(still[program.id])


async def _rows(
    repos: Repositories, act: Act, program: Program, page: Sequence[StatusBasis]
) -> list[MentorshipRow]:
    """Read these whole, in their order."""
    ids = [one.mentorship_id for one in page]
    by_id = {one.id: one for one in await repos.mentorships.list_by_ids(act.workspace_id, ids)}
    there = [by_id[one] for one in ids if one in by_id]
    seen = await matches_seen(repos, program, there, today=act.now.date())
    return [MentorshipRow(one, seen[one.id], is_own=one.includes(act.by)) for one in there]
