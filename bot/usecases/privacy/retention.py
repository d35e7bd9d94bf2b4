"""The end of what is kept: one job, a few times a day, by the table of `bot.storage.privacy.retention`."""

import logging
from collections import Counter
from collections.abc import Awaitable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.storage.database import Database
from bot.storage.privacy.retention import CLOCKS, RULES, Rule, Sweep
from bot.storage.privacy.retention.sweep import deciding
from bot.storage.privacy.retention.sweeping import Key
from bot.storage.repositories import Repositories
from bot.usecases.directory.clearing import clear_away
from bot.usecases.installation.uninstalling import delete_taken_out
from bot.usecases.mentorships.stopped_days import remember_stopped

T = TypeVar("T")
logger = logging.getLogger(__name__)

# No transaction takes more: a click waits for it.
PIECE = 250
NO_WORKSPACE = ""
CLOCK = "clocks"


async def forget_in_time(db: Database, *, now: datetime, rules: Sequence[Rule] = RULES) -> Mapping[str, int]:
    """Delete what has been kept long enough, in every workspace; returns how many rows by rule.

    Idempotent, and safe in any number of processes. What fails in one place is logged and stops no other.
    """
    night = _Night(db, now)
    await night.guarded("workspaces without the app", NO_WORKSPACE, delete_taken_out(db, now=now))
    clocks = [_Step(CLOCK, clock) for clock in CLOCKS]
    steps = [_Step(rule.key, sweep) for rule in rules for sweep in rule.sweeps]
    here = [*clocks, *(step for step in steps if step.sweep.is_of_a_workspace)]
    async with db.statement() as repos:
        workspace_ids = await repos.workspaces.list_ids()
    for workspace_id in workspace_ids:
        await night.guarded("imports that are over", workspace_id, clear_away(db, workspace_id))
        await night.go_through(workspace_id, here)
    await night.go_through(NO_WORKSPACE, [step for step in steps if not step.sweep.is_of_a_workspace])
    if night.taken:
        await night.guarded("the file", NO_WORKSPACE, db.leave_nothing_behind())
    return night.taken


@dataclass(frozen=True, slots=True)
class _Step:
    """A sweep, and the key of its rule."""

    key: str
    sweep: Sweep


class _Night:
    """One run of the job: its moment, and how much it has taken."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._db, self._now = db, now
        self.taken: Counter[str] = Counter()

    async def guarded(self, what: str, workspace_id: str, work: Awaitable[T]) -> T | None:
        """What fails here must not keep back what is due elsewhere: None then."""
        try:
            return await work
        except Exception:
            logger.exception("retention: %s in workspace %s failed; tried again later", what, workspace_id)
            return None

    async def go_through(self, workspace_id: str, steps: Sequence[_Step]) -> None:
        """Take what is due, in this order.

        On most nights that is little: it is asked of all at once, and again where something has changed that
        decides what else is due.
        """
        sweeps = tuple(step.sweep for step in steps)
        due = await self._with_any_due(workspace_id, sweeps)
        for step in steps:
            if step.sweep not in due:
                continue
            changed = await self.guarded(step.key, workspace_id, self._sweep(workspace_id, step.sweep))
            if changed and step.key != CLOCK:
                self.taken[step.key] += changed
            if changed != 0 and step.sweep.table in deciding(sweeps):
                due = await self._with_any_due(workspace_id, sweeps)

    async def _with_any_due(self, workspace_id: str, sweeps: tuple[Sweep, ...]) -> Collection[Sweep]:
        """Where nobody can tell, each looks itself."""
        try:
            async with self._db.reading() as repos:
                return await repos.sweeping.list_with_any_due(workspace_id, sweeps, now=self._now)
        except Exception:
            logger.exception("retention: what is due in workspace %s could not be asked", workspace_id)
            return sweeps

    async def _sweep(self, workspace_id: str, sweep: Sweep) -> int:
        """Find what is due where no click waits for it, and take it in short transactions."""
        taken, after = 0, None
        while True:
            async with self._db.reading() as repos:
                due = await repos.sweeping.list_due(
                    workspace_id, sweep, now=self._now, limit=PIECE, after=after
                )
            some = 0
            if due:
                some = await self._db.in_one_trip(partial(self._take, workspace_id, sweep, due))
            taken += some
            if len(due) < PIECE or (sweep.has_index and not some):
                return taken
            after = None if sweep.has_index else due[-1]

    async def _take(self, workspace_id: str, sweep: Sweep, due: Sequence[Key], repos: Repositories) -> int:
        if sweep.stop_silences:
            await remember_stopped(repos, workspace_id, [user_id for (user_id,) in due], now=self._now)
        return await repos.sweeping.take(workspace_id, sweep, due, now=self._now)
