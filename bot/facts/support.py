"""Reads which mentorships may need support and wait for a manager who reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.managing.taken import Taken, still_needing
from bot.domain.mentorships.status import Status, StatusBasis
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Needing:
    """The mentorships of programs that may need support, and which of them a manager has in hand."""

    found: Mapping[str, Sequence[StatusBasis]]
    taken: Mapping[str, Taken]
    today: date

    def of(self, program: Program, *, reader: str) -> list[str]:
        """List by their ids those of a program, without what another manager has in hand."""
        found = self.found.get(program.id, ())
        return still_needing(found, self.taken, managers=program.managers, reader=reader, today=self.today)


async def read_needing(
    repos: Repositories, found: Mapping[str, Sequence[StatusBasis]], *, workspace_id: str, today: date
) -> Needing:
    """Read who has what in hand; `found` are the programs' mentorships, as `read_status_bases` gives them."""
    needing = {
        program_id: [one for one in some if one.status(today=today) is Status.MAY_NEED_SUPPORT]
        for program_id, some in found.items()
    }
    ids = [one.mentorship_id for some in needing.values() for one in some]
    taken = await repos.support_taken.list_for_mentorships(workspace_id, ids) if ids else {}
    return Needing(needing, taken, today)


async def read_still_needing(
    repos: Repositories,
    programs: Iterable[Program],
    found: Mapping[str, Sequence[StatusBasis]],
    *,
    workspace_id: str,
    reader: str,
    today: date,
) -> dict[str, list[str]]:
    """Read by program the ids of those that wait for one reader, as `Needing.of` says it."""
    needing = await read_needing(repos, found, workspace_id=workspace_id, today=today)
    return {one.id: needing.of(one, reader=reader) for one in programs}
