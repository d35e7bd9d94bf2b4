"""Programs, with their managers."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    RowMapping,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
)

from bot.domain.programs.programs import Intake, Program
from bot.domain.programs.states import LIVE, MATCHABLE, ProgramState
from bot.errors import NotFound
from bot.storage.installation.rows import goes_on
from bot.storage.repository import Repository, add_new, columns_of, save_over, values_of
from bot.storage.tables import program, program_manager

OF_WORKSPACE = program.c.workspace_id == bindparam("ws")
ITS_MANAGERS = (
    program_manager.c.workspace_id == program.c.workspace_id,
    program_manager.c.program_id == program.c.id,
)
IS_MANAGED = exists().where(*ITS_MANAGERS, program_manager.c.user_id == bindparam("user")).correlate(program)


def _select(*conditions: ColumnElement[bool]) -> Executable:
    return (
        select(*columns_of(program), program_manager.c.user_id.label("manager"))
        .outerjoin_from(program, program_manager, ITS_MANAGERS[0] & ITS_MANAGERS[1])
        .where(OF_WORKSPACE, *conditions)
        .order_by(program.c.starts_on, program.c.name, program.c.id, program_manager.c.position)
    )


ADD = insert(program)
ADD_FIRST = add_new(program)
SAVE = save_over(program)
ADD_MANAGER = insert(program_manager)
DELETE_MANAGERS = delete(program_manager).where(
    program_manager.c.workspace_id == bindparam("ws"), program_manager.c.program_id == bindparam("program")
)
LOCK = select(program.c.id).where(OF_WORKSPACE, program.c.id == bindparam("program")).with_for_update()
LIST = _select()
FIND = _select(program.c.id == bindparam("program"))
LIST_BY_IDS = _select(program.c.id.in_(bindparam("ids", expanding=True)))
LIST_LIVE = _select(program.c.state.in_(sorted(LIVE)))
LIST_MANAGED = _select(IS_MANAGED)
LIST_NOT_ARCHIVED = _select(program.c.state != ProgramState.ARCHIVED)
LIST_PAST_THEIR_END = (
    select(program.c.workspace_id, program.c.id)
    .where(
        or_(
            (program.c.state == ProgramState.RUNNING) & (program.c.ends_on < bindparam("today")),
            (program.c.state == ProgramState.CLOSING) & (program.c.ends_on <= bindparam("closing_until")),
        ),
        goes_on(program.c.workspace_id),
    )
    .order_by(program.c.ends_on, program.c.workspace_id, program.c.id)
    .limit(bindparam("most"))
)
LIST_MATCHABLE = (
    select(program.c.workspace_id, program.c.id)
    .where(program.c.state.in_(sorted(MATCHABLE)), goes_on(program.c.workspace_id))
    .order_by(program.c.workspace_id, program.c.id)
)
LIST_TO_LOOK_AGAIN = (
    select(program.c.workspace_id, program.c.id)
    .where(
        program.c.state.in_(sorted(MATCHABLE)),
        or_(
            program.c.look_again_on <= bindparam("today"),
            (program.c.intake == Intake.ROLLING) & (program.c.starts_on <= bindparam("today")),
        ),
        goes_on(program.c.workspace_id),
    )
    .order_by(program.c.look_again_on, program.c.workspace_id, program.c.id)
    .limit(bindparam("most"))
)
MANAGES_ANY = (
    select(program_manager.c.user_id)
    .where(program_manager.c.workspace_id == bindparam("ws"), program_manager.c.user_id == bindparam("user"))
    .limit(1)
)


class Programs(Repository):
    """Lists come with the earliest start first."""

    async def add(self, one: Program) -> None:
        await self._run(ADD, values_of(one, without=["managers"]))
        await self._add_managers(one)

    async def add_first(self, one: Program) -> bool:
        """False when there is a program with this id; nothing changed then."""
        added = (await self._run(ADD_FIRST, values_of(one, without=["managers"]))).rowcount == 1
        if added:
            await self._add_managers(one)
        return added

    async def save(self, one: Program) -> None:
        await self._run(SAVE, values_of(one, without=["managers"]))
        await self._run(DELETE_MANAGERS, {"ws": one.workspace_id, "program": one.id})
        await self._add_managers(one)

    async def find(self, workspace_id: str, program_id: str, *, lock: bool = False) -> Program | None:
        """With `lock`, whoever else wants to change it waits until this transaction ends."""
        if lock:
            # A statement of its own: who manages it is then read as it is once the lock is ours.
            await self._run(LOCK, {"ws": workspace_id, "program": program_id})
        found = await self._programs(FIND, {"ws": workspace_id, "program": program_id})
        return found[0] if found else None

    async def get(self, workspace_id: str, program_id: str, *, lock: bool = False) -> Program:
        found = await self.find(workspace_id, program_id, lock=lock)
        if found is None:
            raise NotFound("This program is no longer here.")
        return found

    async def list_by_ids(self, workspace_id: str, ids: Sequence[str]) -> dict[str, Program]:
        """By id; those that are gone are left out."""
        found = await self._programs(LIST_BY_IDS, {"ws": workspace_id, "ids": list(ids)})
        return {one.id: one for one in found}

    async def list_all(self, workspace_id: str) -> list[Program]:
        return await self._programs(LIST, {"ws": workspace_id})

    async def list_live(self, workspace_id: str) -> list[Program]:
        """Those in which people have a place, or may get one."""
        return await self._programs(LIST_LIVE, {"ws": workspace_id})

    async def list_not_archived(self, workspace_id: str) -> list[Program]:
        """Those that a manager still finds on Home."""
        return await self._programs(LIST_NOT_ARCHIVED, {"ws": workspace_id})

    async def list_managed_by(self, workspace_id: str, user_id: str) -> list[Program]:
        return await self._programs(LIST_MANAGED, {"ws": workspace_id, "user": user_id})

    async def manages_any(self, workspace_id: str, user_id: str) -> bool:
        return await self._first(MANAGES_ANY, {"ws": workspace_id, "user": user_id}) is not None

    async def list_past_their_end(
        self, *, today: date, closing_until: date, limit: int
    ) -> list[tuple[str, str]]:
        """Over all workspaces: workspace and program id of those that run past their last day, and of those
        that have been closing since `closing_until` or longer."""
        values = {"today": today, "closing_until": closing_until, "most": limit}
        return [(row.workspace_id, row.id) for row in await self._all(LIST_PAST_THEIR_END, values)]

    async def list_matchable(self) -> list[tuple[str, str]]:
        """Over all workspaces: workspace and program id."""
        return [(row.workspace_id, row.id) for row in await self._all(LIST_MATCHABLE, {})]

    async def list_to_look_again(self, *, today: date, limit: int) -> list[tuple[str, str]]:
        """Over all workspaces: of those that can be matched, the ones whose day has come, and the rolling
        ones that have begun."""
        rows = await self._all(LIST_TO_LOOK_AGAIN, {"today": today, "most": limit})
        return [(row.workspace_id, row.id) for row in rows]

    async def _add_managers(self, one: Program) -> None:
        owner = {"workspace_id": one.workspace_id, "program_id": one.id}
        managers = enumerate(dict.fromkeys(one.managers))
        await self._run_for_each(
            ADD_MANAGER, [{**owner, "user_id": user, "position": n} for n, user in managers]
        )

    async def _programs(self, statement: Executable, values: Mapping[str, Any]) -> list[Program]:
        rows = (row._mapping for row in await self._all(statement, values))
        return [_program(list(group)) for _, group in groupby(rows, key=lambda row: row["id"])]


def _program(rows: list[RowMapping]) -> Program:
    values = {name: value for name, value in rows[0].items() if name != "manager"}
    return Program(**values, managers=tuple(row["manager"] for row in rows if row["manager"]))
