"""People: what the directory, Slack and they themselves say about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, exists, or_, select

from bot.domain.joining.enrolments import EnrolmentState, NominationState
from bot.domain.people import LeftBy, Person
from bot.domain.programs.states import LIVE
from bot.errors import NotFound
from bot.storage.delivery.place_again import if_changed
from bot.storage.repository import Repository, add_new, columns_of, noun_of, nouns_of, save_over, values_of
from bot.storage.rosters.rows import source
from bot.storage.tables import (
    briefing,
    enrolment,
    exclusion,
    nomination,
    person,
    preferences,
    program,
    program_manager,
    shift,
)

ADD = add_new(person)
SAVE = save_over(person)
# By these it is worked out when somebody may be written to.
WELCOME = (
    "tz",
    "preset_id",
    "quiet_from",
    "quiet_until",
    "paused_from",
    "paused_until",
    "leave_from",
    "leave_until",
    "nights_from",
    "nights_until",
    "long_recovery",
)
PLACE_AGAIN = if_changed(person, WELCOME)
OF_WORKSPACE = select(*columns_of(person)).where(person.c.workspace_id == bindparam("ws"))
FIND = OF_WORKSPACE.where(person.c.user_id == bindparam("user"))
LOCK = FIND.with_for_update()
LIST_BY_IDS = OF_WORKSPACE.where(person.c.user_id.in_(bindparam("users", expanding=True)))

HAS_A_PLACE = exists().where(
    enrolment.c.workspace_id == person.c.workspace_id,
    enrolment.c.user_id == person.c.user_id,
    enrolment.c.state.in_(sorted(state for state in EnrolmentState if state.has_a_place)),
    program.c.workspace_id == enrolment.c.workspace_id,
    program.c.id == enrolment.c.program_id,
    program.c.state.in_(sorted(LIVE)),
)
MANAGES = exists().where(
    program_manager.c.workspace_id == person.c.workspace_id,
    program_manager.c.user_id == person.c.user_id,
    program.c.workspace_id == program_manager.c.workspace_id,
    program.c.id == program_manager.c.program_id,
    program.c.state.in_(sorted(LIVE)),
)
LEFT_LATELY = and_(
    person.c.left_by.in_([LeftBy.SLACK, LeftBy.BOTH]), person.c.left_at >= bindparam("left_since")
)
LIST_TO_LOOK_UP = (
    select(person.c.user_id)
    .where(
        person.c.workspace_id == bindparam("ws"),
        person.c.user_id > bindparam("after"),
        or_(HAS_A_PLACE, MANAGES, LEFT_LATELY),
    )
    .order_by(person.c.user_id)
    .limit(bindparam("limit"))
)


def _has_none_in(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    theirs = (table.c.workspace_id == person.c.workspace_id, table.c.user_id == person.c.user_id)
    return ~exists().where(*theirs, *conditions).correlate(person)


DELETE_BARE = delete(person).where(
    person.c.workspace_id == bindparam("ws"),
    person.c.user_id == bindparam("user"),
    *(column.is_(None) for column in columns_of(person) if column.nullable),
    *(_has_none_in(table) for table in (enrolment, exclusion, preferences, briefing, shift, source)),
    _has_none_in(nomination, nomination.c.state == NominationState.ASKED),
)


class People(Repository):
    async def find(self, workspace_id: str, user_id: str, *, lock: bool = False) -> Person | None:
        """With `lock`, whoever else wants to change them waits until this transaction ends."""
        row = await self._first(LOCK if lock else FIND, {"ws": workspace_id, "user": user_id})
        return noun_of(Person, row) if row else None

    async def get(self, workspace_id: str, user_id: str) -> Person:
        found = await self.find(workspace_id, user_id)
        if found is None:
            raise NotFound("I don't know this person yet. They can say hello with `/mentor join`.")
        return found

    async def add_first(self, one: Person) -> bool:
        """False when somebody with this id is known already; they stay as they are."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def save(self, one: Person) -> None:
        """What waits for them looks for a moment anew, if they may be written to at other times now."""
        await self._run(PLACE_AGAIN, _when(one))
        await self._run(SAVE, values_of(one))

    async def save_many(self, people: Sequence[Person]) -> None:
        await self._run_for_each(PLACE_AGAIN, [_when(one) for one in people])
        await self._run_for_each(SAVE, [values_of(one) for one in people])

    async def list_by_ids(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, Person]:
        """By user id; whoever is unknown is left out."""
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "users": list(user_ids)})
        return {one.user_id: one for one in nouns_of(Person, rows)}

    async def list_to_look_up(
        self, workspace_id: str, *, left_since: datetime, after: str, limit: int
    ) -> list[str]:
        """Those with a place in a live program or who manage one, and whose account was closed since.

        Only those from `after` on.
        """
        values = {"ws": workspace_id, "left_since": left_since, "after": after, "limit": limit}
        return [row.user_id for row in await self._all(LIST_TO_LOOK_UP, values)]

    async def delete_bare(self, workspace_id: str, user_id: str) -> bool:
        """Forget somebody of whom no more is known than where they are, and who is asked into nothing."""
        return (await self._run(DELETE_BARE, {"ws": workspace_id, "user": user_id})).rowcount == 1


def _when(one: Person) -> dict[str, Any]:
    return {"ws": one.workspace_id, "user": one.user_id} | {name: getattr(one, name) for name in WELCOME}
