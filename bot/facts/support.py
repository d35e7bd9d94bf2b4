"""Reads which mentorships may need support and wait for a manager who reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.domain.managing.taken import still_needing
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


async def read_still_needing(
    repos: Repositories,
    programs: Iterable[Program],
    found: Mapping[str, Sequence[StatusBasis]],
    *,
    workspace_id: str,
    reader: str,
    today: date,
) -> dict[str, list[str]]:
    """Read by program the ids of those that may need support, without what another manager has in hand.

    `found` are the programs' mentorships, as `read_status_bases` gives them.
    """
    needing = {
        program_id: [one for one in some if one.status(today=today) is Status.MAY_NEED_SUPPORT]
        for program_id, some in found.items()
    }
    ids = [one.mentorship_id for some in needing.values() for one in some]
    taken = await repos.support_taken.list_for_mentorships(workspace_id, ids) if ids else {}
    return {
        one.id: still_needing(
            needing.get(one.id, ()), taken, managers=one.managers, reader=reader, today=today
        )
        for one in programs
    }
