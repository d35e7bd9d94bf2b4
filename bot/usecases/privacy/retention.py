"""The end of what is kept: one job, a few times a day, by the table of `bot.storage.privacy.retention`."""

import logging
from collections import Counter
from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.storage.database import Database
from bot.storage.privacy.retention import CLOCKS, RULES, Rule, Sweep
from bot.storage.privacy.retention.sweeping import Key
from bot.storage.repositories import Repositories
from bot.usecases.directory.clearing import clear_away
from bot.usecases.installation.uninstalling import delete_taken_out
from bot.usecases.mentorships.stopped_days import remember_stopped

logger = logging.getLogger(__name__)

# No transaction takes more: a click waits for it.
PIECE = 250
NO_WORKSPACE = ""


async def forget_in_time(db: Database, *, now: datetime, rules: Sequence[Rule] = RULES) -> Mapping[str, int]:
    """Delete what has been kept long enough, in every workspace; returns how many rows by rule.

    Idempotent, and safe in any number of processes. What fails in one place is logged and stops no other.
    """
    night = _Night(db, now)
    await night.guarded("workspaces without the app", NO_WORKSPACE, delete_taken_out(db, now=now))
    async with db.statement() as repos:
        workspace_ids = await repos.workspaces.list_ids()
    for workspace_id in workspace_ids:
        await night.guarded("imports that are over", workspace_id, clear_away(db, workspace_id))
        for clock in CLOCKS:
            await night.guarded("clocks", workspace_id, night.sweep(workspace_id, clock))
        for rule in rules:
            await night.follow(workspace_id, rule, [one for one in rule.sweeps if one.is_of_a_workspace])
    for rule in rules:
        await night.follow(NO_WORKSPACE, rule, [one for one in rule.sweeps if not one.is_of_a_workspace])
    if night.taken:
        await night.guarded("the file", NO_WORKSPACE, db.leave_nothing_behind())
    return night.taken


class _Night:
    """One run of the job: its moment, and how much it has taken."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._db, self._now = db, now
        self.taken: Counter[str] = Counter()

    async def guarded(self, what: str, workspace_id: str, work: Awaitable[object]) -> None:
        """What fails here must not keep back what is due elsewhere."""
        try:
            await work
        except Exception:
            logger.exception("retention: %s in workspace %s failed; tried again later", what, workspace_id)

    async def follow(self, workspace_id: str, rule: Rule, sweeps: Sequence[Sweep]) -> None:
        """Delete what is due by one rule."""
        for sweep in sweeps:
            await self.guarded(rule.key, workspace_id, self._count(workspace_id, rule, sweep))

    async def _count(self, workspace_id: str, rule: Rule, sweep: Sweep) -> None:
        if taken := await self.sweep(workspace_id, sweep):
            self.taken[rule.key] += taken

    async def sweep(self, workspace_id: str, sweep: Sweep) -> int:
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
