"""Cycles: a mentorship's turns, each answered at most once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from bot.domain.mentorships.mentorships import Cycle, Mentorship, Outcome, monday_of
from bot.errors import NotFound
from bot.storage.mentorships import cycle_queries as queries
from bot.storage.mentorships.reading import mentorships_of
from bot.storage.repository import Repository, noun_of, values_of

# A mentorship's id, and the number of its cycle.
Key = tuple[str, int]
NEVER: Mapping[str, date | None] = MappingProxyType({})
NO_CYCLE = "This question is no longer here."


class Cycles(Repository):
    async def open(self, workspace_id: str, new: Cycle, *, look_on: date | None = None) -> bool:
        """False if a cycle with this number is there already; it stays as it is.

        `look_on` is the first day that can count as silence, where one can begin with it.
        """
        return (await self._run(queries.OPEN, _opened(workspace_id, new, look_on))).rowcount == 1

    async def get(self, workspace_id: str, mentorship_id: str, number: int) -> Cycle:
        row = await self._first(queries.GET, _key(workspace_id, mentorship_id, number))
        if row is None:
            raise NotFound(NO_CYCLE)
        return noun_of(Cycle, row)

    async def current(self, workspace_id: str, mentorship_id: str) -> Cycle:
        """The latest one, open or closed."""
        row = await self._first(queries.CURRENT, {"ws": workspace_id, "mentorship": mentorship_id})
        if row is None:
            raise NotFound(NO_CYCLE)
        return noun_of(Cycle, row)

    async def list_for_mentorship(self, workspace_id: str, mentorship_id: str) -> list[Cycle]:
        """Oldest first."""
        return (await self.list_for_mentorships(workspace_id, [mentorship_id])).get(mentorship_id, [])

    async def list_for_mentorships(
        self, workspace_id: str, mentorship_ids: Sequence[str]
    ) -> dict[str, list[Cycle]]:
        """Oldest first; mentorships without any are left out."""
        found: dict[str, list[Cycle]] = defaultdict(list)
        values = {"ws": workspace_id, "mentorships": list(mentorship_ids)}
        for row in await self._all(queries.LIST_FOR_MENTORSHIPS, values):
            found[row.mentorship_id].append(noun_of(Cycle, row))
        return dict(found)

    async def answer(
        self,
        workspace_id: str,
        *,
        mentorship_id: str,
        number: int,
        user_id: str,
        outcome: Outcome,
        iso_week: str | None,
    ) -> int | None:
        """Close an open cycle of an active mentorship this person belongs to, in one statement.

        The mentorship's rhythm in weeks when this call closed it; None when nothing changed.
        """
        values = {
            **_key(workspace_id, mentorship_id, number),
            "user": user_id,
            "answer": outcome,
            "week": iso_week,
        }
        row = await self._first(queries.ANSWER, values)
        return row.every_weeks if row else None

    async def tell_turnout(
        self, workspace_id: str, mentorship_id: str, number: int, *, user_id: str, enough: bool
    ) -> bool:
        """Whether three or more were there, by a host, once. False if it is told already, or can't be."""
        values = {**_key(workspace_id, mentorship_id, number), "user": user_id, "enough": enough}
        return (await self._run(queries.TELL_TURNOUT, values)).rowcount == 1

    async def waits_for_turnout(self, workspace_id: str, mentorship_id: str, number: int) -> bool:
        """Whether they met in it, and nobody has told yet whether three or more were there."""
        row = await self._first(queries.FIND_TURNOUT, _key(workspace_id, mentorship_id, number))
        return row is not None and row.outcome is Outcome.MET and row.turnout is None

    async def close_unanswered(
        self, workspace_id: str, keys: Collection[Key], *, outcome: Outcome = Outcome.UNANSWERED
    ) -> int:
        """How many were still open."""
        if not keys:
            return 0
        values = {**_keys(workspace_id, keys), "why": outcome}
        return (await self._run(queries.CLOSE_UNANSWERED, values)).rowcount

    async def reopen(self, workspace_id: str, mentorship_id: str, number: int) -> bool:
        """Take an answer back, and the cycle opened after it if still open. False if it is too late."""
        key = _key(workspace_id, mentorship_id, number)
        if await self._first(queries.GET_CLOSED_LOCKED, key) is None:
            return False
        await self._run(queries.DELETE_OPEN, _key(workspace_id, mentorship_id, number + 1))
        return (await self._run(queries.REOPEN, key)).rowcount == 1

    async def follow(
        self,
        workspace_id: str,
        turns: Sequence[tuple[Cycle, Cycle]],
        *,
        look_on: Mapping[str, date | None] = NEVER,
    ) -> frozenset[str]:
        """Open what comes after each closed cycle, one of a mentorship at most, once.

        `look_on` is the first day that can count as silence, by mentorship. The mentorships in which this
        call did.
        """
        if not turns:
            return frozenset()
        values = _keys(workspace_id, [(one.mentorship_id, one.number) for one, _ in turns])
        followed = frozenset(row.mentorship_id for row in await self._all(queries.FOLLOW, values))
        opened = [
            _opened(workspace_id, new, look_on.get(new.mentorship_id))
            for _, new in turns
            if new.mentorship_id in followed
        ]
        await self._run_for_each(queries.OPEN, opened)
        return followed

    async def list_unfollowed(self, limit: int) -> list[tuple[Mentorship, Cycle]]:
        """Over all workspaces: closed cycles of active mentorships after which none was opened yet."""
        return await self._with_mentorships(await self._all(queries.UNFOLLOWED, {"most": limit}))

    async def list_to_look_at(self, day: date, limit: int) -> list[tuple[str, Cycle]]:
        """Over all workspaces: to be looked at by that day, for a silence that is to be asked about.

        Workspaces and cycles.
        """
        rows = await self._all(queries.LIST_TO_LOOK_AT, {"day": day, "most": limit})
        return [(row.workspace_id, _cycle(row)) for row in rows]

    async def look_on(self, workspace_id: str, days: Mapping[Cycle, date | None]) -> None:
        """The next day on which each of these is looked at; None for no more."""
        rows = [
            {**_key(workspace_id, one.mentorship_id, one.number), "day": day} for one, day in days.items()
        ]
        await self._run_for_each(queries.LOOK_ON, rows)

    async def list_lapsed(self, day: date, grace_days: int, limit: int) -> list[tuple[Mentorship, Cycle]]:
        """Over all workspaces: open cycles of active mentorships, a rhythm and `grace_days` old on `day`."""
        values = {"over": day - timedelta(days=grace_days), "most": limit}
        return await self._with_mentorships(await self._all(queries.LAPSED, values))

    async def last_met_on(self, workspace_id: str, mentorship_ids: Sequence[str]) -> dict[str, date]:
        """The Monday of the last week each met in; those that have not met are left out."""
        values = {"ws": workspace_id, "mentorships": list(mentorship_ids)}
        return {
            row.mentorship_id: monday_of(row.week) for row in await self._all(queries.LAST_WEEK_MET, values)
        }

    async def _with_mentorships(self, rows: Sequence[Row[Any]]) -> list[tuple[Mentorship, Cycle]]:
        if not rows:
            return []
        keys = [(row.workspace_id, row.mentorship_id) for row in rows]
        workspaces, ids = (sorted({*some}) for some in zip(*keys, strict=True))
        values = {"keys": keys, "workspaces": workspaces, "mentorships": ids}
        found = mentorships_of(await self._all(queries.MENTORSHIPS, values))
        by_key = {(each.workspace_id, each.id): each for each in found}
        return [(by_key[key], _cycle(row)) for key, row in zip(keys, rows, strict=True)]


def _opened(workspace_id: str, new: Cycle, look_on: date | None) -> dict[str, Any]:
    runs = {"ws": workspace_id, "mentorship": new.mentorship_id, "day": new.starts_on, "longer": new.weeks}
    return {"workspace_id": workspace_id, **values_of(new), "followed": False, "look_on": look_on, **runs}


def _keys(workspace_id: str, keys: Collection[Key]) -> dict[str, Any]:
    return {"ws": workspace_id, "mentorships": sorted({one for one, _ in keys}), "keys": sorted(keys)}


def _key(workspace_id: str, mentorship_id: str, number: int) -> dict[str, Any]:
    return {"ws": workspace_id, "mentorship": mentorship_id, "at": number}


def _cycle(row: Row[Any]) -> Cycle:
    return Cycle(row.mentorship_id, row.number, row.starts_on, row.outcome, row.iso_week, row.weeks)
