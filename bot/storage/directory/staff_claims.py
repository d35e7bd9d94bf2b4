"""Staff numbers that people typed, until they are confirmed, refused or old."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select, update

from bot.domain.directory import PROVEN
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.staff_numbers import Claim, ClaimState
from bot.storage.directory.rows import CURRENT, claim, entry
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import enrolment

SAVE = save_over(claim)
IN_WORKSPACE = claim.c.workspace_id == bindparam("ws")
OF_USER = claim.c.user_id == bindparam("user")
OF_NUMBER = claim.c.number == bindparam("number")
IS_OPEN = claim.c.state == ClaimState.OPEN
IN_ORDER = (claim.c.number, claim.c.claimed_at, claim.c.user_id)
# Whom Slack or the export has told of since is not asked about.
IS_PROVEN = exists().where(
    entry.c.workspace_id == claim.c.workspace_id,
    entry.c.user_id == claim.c.user_id,
    entry.c.import_number == CURRENT,
    entry.c.known_by.in_(sorted(PROVEN)),
)
LIST_OF = select(claim).where(IN_WORKSPACE, OF_USER).order_by(*IN_ORDER)
LIST_OPEN = select(claim).where(IN_WORKSPACE, IS_OPEN, ~IS_PROVEN).order_by(*IN_ORDER)
CLOSE = update(claim).where(IN_WORKSPACE, OF_USER, IS_OPEN).values(state=bindparam("to"))
SETTLE = delete(claim).where(IN_WORKSPACE, or_(OF_USER, OF_NUMBER))

# Nobody decides about a number they say is their own.
own = claim.alias("own")
IS_RIVAL = exists().where(
    own.c.workspace_id == claim.c.workspace_id,
    own.c.number == claim.c.number,
    own.c.user_id == bindparam("manager"),
)
TAKES_PART = and_(
    enrolment.c.workspace_id == claim.c.workspace_id,
    enrolment.c.user_id == claim.c.user_id,
    enrolment.c.state.in_(sorted(one for one in EnrolmentState if one.has_a_place)),
)
TO_CONFIRM = (
    IN_WORKSPACE,
    IS_OPEN,
    claim.c.user_id != bindparam("manager"),
    ~IS_RIVAL,
    ~IS_PROVEN,
    enrolment.c.program_id.in_(bindparam("programs", expanding=True)),
)
LIST_TO_CONFIRM = select(claim).join_from(claim, enrolment, TAKES_PART).where(*TO_CONFIRM).order_by(*IN_ORDER)
COUNT_TO_CONFIRM = (
    select(enrolment.c.program_id, func.count().label("open"))
    .join_from(claim, enrolment, TAKES_PART)
    .where(*TO_CONFIRM)
    .group_by(enrolment.c.program_id)
)
LIST_OPEN_IN = (
    select(enrolment.c.program_id, claim.c.user_id, claim.c.number)
    .join_from(claim, enrolment, TAKES_PART)
    .where(
        IN_WORKSPACE, IS_OPEN, ~IS_PROVEN, enrolment.c.program_id.in_(bindparam("programs", expanding=True))
    )
    .order_by(enrolment.c.program_id, *IN_ORDER)
)
LIST_NUMBERS_OF = select(claim.c.user_id, claim.c.number).where(
    IN_WORKSPACE, claim.c.user_id.in_(bindparam("users", expanding=True))
)


class StaffClaims(Repository):
    async def save(self, one: Claim) -> None:
        await self._run(SAVE, values_of(one))

    async def list_of(self, workspace_id: str, user_id: str) -> list[Claim]:
        """One person's, in every state."""
        rows = await self._all(LIST_OF, {"ws": workspace_id, "user": user_id})
        return [noun_of(Claim, row) for row in rows]

    async def list_open(self, workspace_id: str) -> list[Claim]:
        """Everybody's, by number."""
        return [noun_of(Claim, row) for row in await self._all(LIST_OPEN, {"ws": workspace_id})]

    async def list_to_confirm(self, workspace_id: str, program_id: str, manager: str) -> list[Claim]:
        """Open ones of people with a place in the program, by number; none that concerns the manager."""
        values = {"ws": workspace_id, "programs": [program_id], "manager": manager}
        return [noun_of(Claim, row) for row in await self._all(LIST_TO_CONFIRM, values)]

    async def list_open_in(self, workspace_id: str, program_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """Program, person and number of what is open there, whoever may decide on it."""
        rows = await self._all(LIST_OPEN_IN, {"ws": workspace_id, "programs": list(program_ids)})
        return [(row.program_id, row.user_id, row.number) for row in rows]

    async def list_numbers_of(self, workspace_id: str, user_ids: Sequence[str]) -> set[tuple[str, str]]:
        """Person and number of whatever these people say is theirs, in every state."""
        rows = await self._all(LIST_NUMBERS_OF, {"ws": workspace_id, "users": list(user_ids)})
        return {(row.user_id, row.number) for row in rows}

    async def count_to_confirm(
        self, workspace_id: str, program_ids: Sequence[str], manager: str
    ) -> dict[str, int]:
        """How many list_to_confirm has, by program; a program without any is left out."""
        values = {"ws": workspace_id, "programs": list(program_ids), "manager": manager}
        return {row.program_id: row.open for row in await self._all(COUNT_TO_CONFIRM, values)}

    async def close(self, workspace_id: str, user_id: str, to: ClaimState) -> int:
        """What this person asks for is open no longer."""
        return (await self._run(CLOSE, {"ws": workspace_id, "user": user_id, "to": to})).rowcount

    async def settle(self, workspace_id: str, user_id: str, number: str) -> int:
        """The number is this person's: nothing else they typed, and nobody else's claim to it, is left."""
        values = {"ws": workspace_id, "user": user_id, "number": number}
        return (await self._run(SETTLE, values)).rowcount
