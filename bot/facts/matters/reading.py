"""Reads what waits for managers: each matter asks once about all of their programs."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.domain.programs.programs import Program
from bot.facts.matters import all_matters
from bot.facts.matters.matter import Found, Matter, Scope
from bot.storage.repositories import Repositories
from bot.views.digest.monday_list import WaitingLine

# From so many programs on, a line that is true of all of them is said once.
TOGETHER_FROM = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits in some programs of a workspace, by matter, for those who manage them."""

    programs: Sequence[Program]
    found: Sequence[tuple[Matter, Found]]

    def managed_by(self, user_id: str) -> list[Program]:
        """List those of the programs that somebody manages."""
        return [one for one in self.programs if user_id in one.managers]

    def lines_for(self, user_id: str, *, on_page: bool = False) -> list[WaitingLine]:
        """List what waits for one manager, the most urgent first; what is the same of several is one line.

        Of what one page settles in a program, the most urgent is said. What no list says this week stands
        `on_page` as long as it is true.
        """
        said = set[tuple[str, str]]()
        lines: list[WaitingLine] = []
        for matter, waits in self.found:
            found = {key: one for key, one in waits.items() if one.is_said or on_page}
            new = [
                one
                for one in _lines(matter, found, self.managed_by(user_id), user_id)
                if (matter.opens, one.programs[0].id) not in said
            ]
            said |= {(matter.opens, one.programs[0].id) for one in new}
            lines += _put_together(new)
        return lines

    def each_for(self, user_id: str) -> list[WaitingLine]:
        """List everything that is true, with a line for each program, whatever else its page settles."""
        managed = self.managed_by(user_id)
        return [one for matter, found in self.found for one in _lines(matter, found, managed, user_id)]


async def read_waiting(
    repos: Repositories,
    workspace_id: str,
    user_ids: Set[str],
    *,
    content: Content,
    now: datetime,
    must_arrive: Collection[str],
    matters: Sequence[Matter] | None = None,
) -> Waiting:
    """Read what waits for these managers, in as many statements for many of them as for one."""
    everything = await repos.programs.list_not_archived(workspace_id) if user_ids else []
    programs = [one for one in everything if not user_ids.isdisjoint(one.managers)]
    if not programs:
        return Waiting((), ())
    return await _ask(repos, Scope(workspace_id, programs, content, now, must_arrive), matters)


async def read_waiting_in(
    repos: Repositories,
    programs: Sequence[Program],
    *,
    content: Content,
    now: datetime,
    must_arrive: Collection[str],
) -> Waiting:
    """Read what waits in these programs of one workspace, for whoever manages them."""
    if not programs:
        return Waiting((), ())
    return await _ask(repos, Scope(programs[0].workspace_id, programs, content, now, must_arrive))


async def _ask(repos: Repositories, scope: Scope, matters: Sequence[Matter] | None = None) -> Waiting:
    asking = all_matters() if matters is None else matters
    return Waiting(scope.programs, [(matter, await matter.find(repos, scope)) for matter in asking])


def _lines(matter: Matter, found: Found, programs: Iterable[Program], user_id: str) -> list[WaitingLine]:
    return [
        WaitingLine(matter.key, waits.line, matter.button, (program,))
        for program in programs
        if (waits := found.get(program.id)) and user_id not in waits.not_for
    ]


def _put_together(lines: Sequence[WaitingLine]) -> list[WaitingLine]:
    """Say once what is the same of several programs."""
    alike: dict[str, list[WaitingLine]] = {}
    for one in lines:
        alike.setdefault(one.line, []).append(one)
    return [
        line for some in alike.values() for line in (_joined(some) if len(some) >= TOGETHER_FROM else some)
    ]


def _joined(lines: Sequence[WaitingLine]) -> list[WaitingLine]:
    first = lines[0]
    return [
        WaitingLine(first.matter, first.line, first.button, tuple(p for one in lines for p in one.programs))
    ]
