"""Sweeping: finds what is due by a rule of retention, and takes it piece by piece."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, bindparam, select

from bot.storage.privacy.retention.sweep import Sweep, asking, finding, taking
from bot.storage.repository import Repository
from bot.storage.tables import person

Key = tuple[Any, ...]

LOCK = (
    select(person.c.user_id)
    .where(person.c.workspace_id == bindparam("ws"), person.c.user_id.in_(bindparam("found", expanding=True)))
    .order_by(person.c.user_id)
    .with_for_update()
)


class Sweeping(Repository):
    async def list_with_any_due(
        self, workspace_id: str, sweeps: tuple[Sweep, ...], *, now: datetime
    ) -> frozenset[Sweep]:
        """Those of these sweeps by which anything is due, in one statement."""
        if not sweeps:
            return frozenset()
        statement = asking(sweeps)
        times = {
            f"{name}_{number}": value
            for number, one in enumerate(sweeps)
            for name, value in _times(workspace_id, one, now).items()
        }
        values = {**times, "ws": workspace_id, "today": now.date()}
        row = await self._first(statement, _asked_for(statement, values))
        return frozenset(one for one, is_due in zip(sweeps, row or (), strict=True) if is_due)

    async def list_due(
        self, workspace_id: str, sweep: Sweep, *, now: datetime, limit: int, after: Key | None = None
    ) -> list[Key]:
        """List the keys of what is due, in order, from behind `after` on."""
        statement = finding(sweep, goes_on=after is not None)
        behind = {f"after_{number}": value for number, value in enumerate(after or ())}
        values = {**_times(workspace_id, sweep, now), **behind, "most": limit}
        return [tuple(row) for row in await self._all(statement, _asked_for(statement, values))]

    async def take(self, workspace_id: str, sweep: Sweep, keys: Sequence[Key], *, now: datetime) -> int:
        """What of these is still due; how many rows it was."""
        if sweep.locks:
            at = [one.name for one in sweep.keys].index("user_id")
            await self._run(LOCK, {"ws": workspace_id, "found": sorted({key[at] for key in keys})})
        found = [key[0] for key in keys] if len(sweep.keys) == 1 else list(keys)
        values = {**_times(workspace_id, sweep, now), "found": found}
        if sweep.first is not None:
            await self._run(sweep.first, {"found": found})
        statement = taking(sweep)
        return (await self._run(statement, _asked_for(statement, values))).rowcount


def _times(workspace_id: str, sweep: Sweep, now: datetime) -> Mapping[str, Any]:
    earlier = now - sweep.after
    return {"ws": workspace_id, "today": now.date(), "day": earlier.date(), "moment": earlier}


def _asked_for(statement: ClauseElement, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those that the statement has a place for."""
    return {name: value for name, value in values.items() if name in _names(statement)}


@cache
def _names(statement: ClauseElement) -> frozenset[str]:
    return frozenset(statement.compile().params)
