"""All mentorships of a program by name, for its managers: chosen, sorted and turned page by page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from bot.domain.acts import Act
from bot.domain.managing.listed import MentorshipsAsked, MentorshipSort, key_by_since, key_of_mentorship
from bot.domain.managing.listing import Cut, cut
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.programs.programs import Program, require_manager
from bot.facts.status_rows import NAMED, read_status_bases, statuses_of
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
    """Sort all of them by what is light, and read only those of the page whole; each look is noted.

    Nobody's click waits for the sorting: it only reads.
    """
    page, counts = await db.read_in_one_trip(partial(_sort, act=act, program_id=program_id, asked=asked))
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        seen = Cut(await _rows(repos, act, program, page.rows), page.before, page.after)
        return await noted(repos, act, program, MENTORSHIP_LIST, MentorshipList(program, asked, seen, counts))


async def _sort(
    repos: Repositories, *, act: Act, program_id: str, asked: MentorshipsAsked
) -> tuple[Cut[str], Counter[Status]]:
    """Choose the ids of a page, and count all of the program by their status."""
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    today = act.now.date()
    days = await repos.listed.list_days(act.workspace_id, program_id)
    found = await read_status_bases(repos, act.workspace_id, [program_id], today=today, states=NAMED)
    bases = {one.mentorship_id: one for one in found[program_id] if one.mentorship_id in days}
    statuses = statuses_of(bases.values(), today=today)
    chosen = {one: status for one, status in statuses.items() if asked.status in (None, status)}
    if asked.sort is MentorshipSort.SINCE:
        rows = [
            (key_by_since(bases[one], days[one], status, today=today), one) for one, status in chosen.items()
        ]
    else:
        others = await _in_other_hands(repos, act, program, bases.values(), statuses)
        rows = [
            (key_of_mentorship(one, status, is_anothers=one in others), one) for one, status in chosen.items()
        ]
    return cut(rows, asked.turn), Counter(statuses.values())


async def _in_other_hands(
    repos: Repositories,
    act: Act,
    program: Program,
    bases: Iterable[StatusBasis],
    statuses: Mapping[str, Status],
) -> set[str]:
    """Read which of those that may need support another manager has in hand."""
    needing = [one for one in bases if statuses[one.mentorship_id] is Status.MAY_NEED_SUPPORT]
    mine = await read_still_needing(
        repos,
        [program],
        {program.id: needing},
        workspace_id=act.workspace_id,
        reader=act.by,
        today=act.now.date(),
    )
    return {one.mentorship_id for one in needing} - set(mine[program.id])


async def _rows(repos: Repositories, act: Act, program: Program, ids: Sequence[str]) -> list[MentorshipRow]:
    """Read these whole, in their order; what came to nothing since they were sorted is left out."""
    found = await repos.mentorships.list_by_ids(act.workspace_id, ids)
    by_id = {one.id: one for one in found if one.state in NAMED}
    there = [by_id[one] for one in ids if one in by_id]
    seen = await matches_seen(repos, program, there, today=act.now.date())
    return [MentorshipRow(one, seen[one.id], is_own=one.includes(act.by)) for one in there]
