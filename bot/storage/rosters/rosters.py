"""Rosters: where each person's comes from, its link encrypted."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, select, update

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.states import LIVE
from bot.domain.rosters import CodeChange, Horizon, RosterSource
from bot.storage.delivery.place_again import FOR_READER, if_changed
from bot.storage.encryption import Cipher
from bot.storage.installation.rows import goes_on
from bot.storage.repository import Asked, Repository, noun_of, save_over, values_of
from bot.storage.rosters.rows import source
from bot.storage.tables import enrolment, program

SAVE = save_over(source)
PLACE_AGAIN = if_changed(source, ["known_from", "known_until", "agreed"])
OF_USER = (source.c.workspace_id == bindparam("ws"), source.c.user_id == bindparam("user"))
FIND = select(source).where(*OF_USER)
LOCK = FIND.with_for_update()
DELETE = delete(source).where(*OF_USER)
HORIZONS = select(
    source.c.user_id, source.c.known_from, source.c.known_until, source.c.agreed, source.c.before
).where(source.c.workspace_id == bindparam("ws"), source.c.user_id.in_(bindparam("users", expanding=True)))
# Nobody is written to by a program they are in no more, so nothing is looked up for them.
HAS_A_PLACE = exists().where(
    enrolment.c.workspace_id == source.c.workspace_id,
    enrolment.c.user_id == source.c.user_id,
    enrolment.c.state.in_([EnrolmentState.ACTIVE, EnrolmentState.APPLIED]),
    program.c.workspace_id == enrolment.c.workspace_id,
    program.c.id == enrolment.c.program_id,
    program.c.state.in_(sorted(LIVE)),
)
LIST_DUE = (
    select(source)
    .where(source.c.next_refresh_at <= bindparam("now"), HAS_A_PLACE, goes_on(source.c.workspace_id))
    .order_by(source.c.next_refresh_at, source.c.workspace_id, source.c.user_id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=source)
)
PUT_OFF = update(source).where(*OF_USER).values(next_refresh_at=bindparam("until"))
LIST_LINKS = select(source.c.workspace_id, source.c.user_id, source.c.link).where(source.c.link.is_not(None))
SET_LINK = update(source).where(*OF_USER).values(link=bindparam("secret"))
LIST_CODED = (
    select(source.c.user_id, source.c.codes, source.c.unknown)
    .where(source.c.workspace_id == bindparam("ws"))
    .order_by(source.c.user_id)
)
LIST_CHANGES = select(source.c.user_id, source.c.changes).where(
    source.c.workspace_id == bindparam("ws"), source.c.user_id.in_(bindparam("users", expanding=True))
)


class Rosters(Repository):
    def __init__(self, connection: Asked, *, cipher: Cipher) -> None:
        super().__init__(connection)
        self._cipher = cipher

    async def save(self, one: RosterSource) -> None:
        """What waits for them looks for a moment anew, if it is known for another time now."""
        await self._run(PLACE_AGAIN, _known(one))
        secret = self._cipher.encrypt(one.link) if one.link else None
        await self._run(SAVE, values_of(one) | {"link": secret})

    async def find(self, workspace_id: str, user_id: str, *, lock: bool = False) -> RosterSource | None:
        row = await self._first(LOCK if lock else FIND, {"ws": workspace_id, "user": user_id})
        return self._readable(row) if row else None

    async def delete(self, workspace_id: str, user_id: str) -> bool:
        """Where it came from; the shifts that were known are another repository's."""
        await self._run(FOR_READER, {"ws": workspace_id, "user": user_id})
        return (await self._run(DELETE, {"ws": workspace_id, "user": user_id})).rowcount == 1

    async def horizons(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, Horizon]:
        """By user id; people without a roster of their own are left out."""
        rows = await self._all(HORIZONS, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: Horizon(row.known_from, row.known_until, row.agreed, row.before) for row in rows}

    async def list_due(self, now: datetime, limit: int) -> list[RosterSource]:
        """Over all workspaces, held until this transaction ends; those that others hold are left out."""
        return [self._readable(row) for row in await self._all(LIST_DUE, {"now": now, "limit": limit})]

    async def put_off(self, workspace_id: str, user_id: str, until: datetime) -> bool:
        values = {"ws": workspace_id, "user": user_id, "until": until}
        return (await self._run(PUT_OFF, values)).rowcount == 1

    async def rotate(self) -> int:
        """Encrypt every link again, with the first key; how many there were."""
        rows = await self._all(LIST_LINKS)
        for row in rows:
            secret = self._cipher.rotate(row.link)
            await self._run(SET_LINK, {"ws": row.workspace_id, "user": row.user_id, "secret": secret})
        return len(rows)

    async def list_with_codes(self, workspace_id: str, names: Collection[str]) -> list[RosterSource]:
        """The rosters in which one of these codes stands, explained or not."""
        rows = await self._all(LIST_CODED, {"ws": workspace_id})
        found = [row.user_id for row in rows if not {*row.codes, *row.unknown}.isdisjoint(names)]
        sources = [await self.find(workspace_id, user_id, lock=True) for user_id in found]
        return [one for one in sources if one is not None]

    async def list_changes(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> dict[str, tuple[CodeChange, ...]]:
        """What others changed of the meanings of people's codes, by user id."""
        rows = await self._all(LIST_CHANGES, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: row.changes for row in rows}

    def _readable(self, row: Row[tuple[object, ...]]) -> RosterSource:
        one = noun_of(RosterSource, row)
        return replace(one, link=self._cipher.decrypt(one.link)) if one.link else one


def _known(one: RosterSource) -> dict[str, Any]:
    known = {"known_from": one.known_from, "known_until": one.known_until, "agreed": one.agreed}
    return {"ws": one.workspace_id, "user": one.user_id, **known}
