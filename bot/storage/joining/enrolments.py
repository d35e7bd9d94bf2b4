"""Enrolments: people's places in programs."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal_column, or_, select, union_all

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.domain.programs.states import LIVE
from bot.storage.installation.rows import goes_on
from bot.storage.mentorships.mentorships import MATCHED_IN
from bot.storage.repository import Repository, columns_of, noun_of, nouns_of, save_over, values_of
from bot.storage.tables import enrolment, outbox, program

SAVE = save_over(enrolment)
OF_WORKSPACE = select(*columns_of(enrolment)).where(enrolment.c.workspace_id == bindparam("ws"))
OF_PROGRAM = OF_WORKSPACE.where(enrolment.c.program_id == bindparam("program")).order_by(enrolment.c.user_id)
OF_PERSON = OF_WORKSPACE.where(enrolment.c.user_id == bindparam("user")).order_by(enrolment.c.program_id)
FIND = OF_PROGRAM.where(enrolment.c.user_id == bindparam("user"))
ROLES_IN = select(enrolment.c.user_id, enrolment.c.role).where(
    enrolment.c.workspace_id == bindparam("ws"),
    enrolment.c.program_id == bindparam("program"),
    enrolment.c.state == EnrolmentState.ACTIVE,
)
ROLES = (
    select(enrolment.c.role)
    .distinct()
    .where(enrolment.c.workspace_id == bindparam("ws"), enrolment.c.program_id == bindparam("program"))
)
UNMATCHED = OF_PROGRAM.where(
    enrolment.c.state == EnrolmentState.ACTIVE,
    enrolment.c.role.in_([role for role in Role if role.wants]),
    enrolment.c.user_id.not_in(MATCHED_IN),
)
LIST_AMONG = OF_WORKSPACE.where(
    enrolment.c.program_id.in_(bindparam("programs", expanding=True)),
    enrolment.c.user_id.in_(bindparam("users", expanding=True)),
)


IS_LIVE = exists().where(
    program.c.workspace_id == enrolment.c.workspace_id,
    program.c.id == enrolment.c.program_id,
    program.c.state.in_(sorted(LIVE)),
)
# Spelt out, so that the index of it is found; a message has a state as well.
TAKES_PART: ColumnElement[bool] = literal_column("enrolment.state = 'active'")
WAS_ASKED = exists().where(
    outbox.c.workspace_id == enrolment.c.workspace_id,
    outbox.c.recipient == enrolment.c.user_id,
    outbox.c.kind == "charter_changed",
    outbox.c.cycle == bindparam("cycle"),
    # A question that went with one program does not count in another.
    or_(outbox.c.state != DeliveryState.DROPPED, outbox.c.subject == enrolment.c.program_id),
)


def _outdated(is_other: ColumnElement[bool]) -> Select[Any]:
    return select(*columns_of(enrolment)).where(
        is_other, TAKES_PART, IS_LIVE, ~WAS_ASKED, goes_on(enrolment.c.workspace_id)
    )


# One range of the index each, and in any order: else SQLite reads everybody.
LIST_OUTDATED = union_all(
    _outdated(enrolment.c.charter_version < bindparam("version")),
    _outdated(enrolment.c.charter_version > bindparam("version")),
).limit(bindparam("most"))

COUNT_APPLIED = (
    select(enrolment.c.program_id, func.count().label("asked"))
    .where(
        enrolment.c.workspace_id == bindparam("ws"),
        enrolment.c.program_id.in_(bindparam("programs", expanding=True)),
        enrolment.c.state == EnrolmentState.APPLIED,
    )
    .group_by(enrolment.c.program_id)
)


class Enrolments(Repository):
    async def save(self, one: Enrolment) -> None:
        await self._run(SAVE, values_of(one))

    async def find(self, workspace_id: str, program_id: str, user_id: str) -> Enrolment | None:
        row = await self._first(FIND, {"ws": workspace_id, "program": program_id, "user": user_id})
        return noun_of(Enrolment, row) if row else None

    async def list_among(
        self, workspace_id: str, program_ids: Sequence[str], user_ids: Sequence[str]
    ) -> dict[tuple[str, str], Enrolment]:
        """Those of these people in these programs, by the ids of both."""
        values = {"ws": workspace_id, "programs": list(program_ids), "users": list(user_ids)}
        rows = await self._all(LIST_AMONG, values)
        return {(row.program_id, row.user_id): noun_of(Enrolment, row) for row in rows}

    async def list_for_program(self, workspace_id: str, program_id: str) -> list[Enrolment]:
        """Everybody who ever joined, those who left included."""
        return nouns_of(Enrolment, await self._all(OF_PROGRAM, {"ws": workspace_id, "program": program_id}))

    async def list_unmatched(
        self, workspace_id: str, program_id: str, states: Collection[MentorshipState] = CURRENT
    ) -> list[Enrolment]:
        """Who takes part, wants a match and has none in these states."""
        values = {"ws": workspace_id, "program": program_id, "states": list(states)}
        return nouns_of(Enrolment, await self._all(UNMATCHED, values))

    async def list_roles(self, workspace_id: str, program_id: str) -> set[Role]:
        """What people are in it, or were."""
        rows = await self._all(ROLES, {"ws": workspace_id, "program": program_id})
        return {row.role for row in rows}

    async def roles_in(self, workspace_id: str, program_id: str) -> dict[str, Role]:
        """What everybody who takes part is there, by user id."""
        rows = await self._all(ROLES_IN, {"ws": workspace_id, "program": program_id})
        return {row.user_id: row.role for row in rows}

    async def count_applied(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, int]:
        """How many ask to join each of these; a program nobody asks for is left out."""
        rows = await self._all(COUNT_APPLIED, {"ws": workspace_id, "programs": list(program_ids)})
        return {row.program_id: row.asked for row in rows}

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Enrolment]:
        rows = await self._all(OF_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Enrolment, row) for row in rows]

    async def list_outdated(self, version: str, limit: int, cycle: int) -> list[Enrolment]:
        """Over all workspaces: who agreed to another version of the charter and was not asked about this one.

        `cycle` stands for the version in the key of the question.
        """
        rows = await self._all(LIST_OUTDATED, {"version": version, "most": limit, "cycle": cycle})
        return [noun_of(Enrolment, row) for row in rows]
