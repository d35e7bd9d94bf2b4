"""Requests: what people asked a program's managers for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import and_, bindparam, delete, or_, select, update

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import Request, RequestState, Topic
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import enrolment, request

SAVE = save_over(request)
IN_WORKSPACE = request.c.workspace_id == bindparam("ws")
IN_PROGRAM = request.c.program_id == bindparam("program")
OF_PERSON = request.c.user_id == bindparam("user")
OF_TOPICS = request.c.topic.in_(bindparam("topics", expanding=True))
IN_ORDER = (request.c.asked_on, request.c.program_id, request.c.user_id, request.c.topic)
LIST_OPEN = (
    select(request).where(IN_WORKSPACE, IN_PROGRAM, request.c.state == RequestState.OPEN).order_by(*IN_ORDER)
)
LIST_FOR_PERSON = select(request).where(IN_WORKSPACE, OF_PERSON).order_by(*IN_ORDER)
LIST_AMONG = select(request.c.program_id, request.c.user_id).where(
    IN_WORKSPACE,
    request.c.program_id.in_(bindparam("programs", expanding=True)),
    request.c.user_id.in_(bindparam("users", expanding=True)),
    request.c.topic == Topic.REMATCH,
    request.c.state == RequestState.OPEN,
)
CLOSE = (
    update(request)
    .where(IN_WORKSPACE, IN_PROGRAM, OF_TOPICS, request.c.user_id.in_(bindparam("users", expanding=True)))
    .values(state=RequestState.DONE)
)
IS_THIS = (IN_WORKSPACE, IN_PROGRAM, OF_PERSON, request.c.topic == bindparam("about"))
FIND = select(request).where(*IS_THIS, request.c.state == RequestState.OPEN)
# Two taps at once: the later one waits for the first, and finds it taken.
TAKE = (
    update(request)
    .where(
        *IS_THIS,
        request.c.state == RequestState.OPEN,
        or_(
            request.c.taken_by.is_(None),
            request.c.taken_by.not_in(bindparam("managers", expanding=True)),
        ),
    )
    .values(taken_by=bindparam("by"), taken_on=bindparam("on"))
)
GIVE_BACK = (
    update(request)
    .where(*IS_THIS, request.c.state == RequestState.OPEN, request.c.taken_by == bindparam("by"))
    .values(taken_by=None, taken_on=None)
)
LIST_TAKERS = (
    select(request.c.program_id, request.c.taken_by)
    .distinct()
    .join_from(
        request,
        enrolment,
        and_(
            enrolment.c.workspace_id == request.c.workspace_id,
            enrolment.c.program_id == request.c.program_id,
            enrolment.c.user_id == request.c.user_id,
        ),
    )
    .where(
        IN_WORKSPACE,
        request.c.program_id.in_(bindparam("programs", expanding=True)),
        request.c.state == RequestState.OPEN,
        OF_TOPICS,
        enrolment.c.state == EnrolmentState.ACTIVE,
    )
)
DELETE_ALL_OF = delete(request).where(IN_WORKSPACE, IN_PROGRAM)


class Requests(Repository):
    """Lists begin with what was asked first."""

    async def save(self, one: Request) -> None:
        await self._run(SAVE, values_of(one))

    async def list_open(self, workspace_id: str, program_id: str) -> list[Request]:
        rows = await self._all(LIST_OPEN, {"ws": workspace_id, "program": program_id})
        return [noun_of(Request, row) for row in rows]

    async def list_for_person(self, workspace_id: str, user_id: str) -> list[Request]:
        """In all programs and states."""
        rows = await self._all(LIST_FOR_PERSON, {"ws": workspace_id, "user": user_id})
        return [noun_of(Request, row) for row in rows]

    async def list_among(
        self, workspace_id: str, program_ids: Sequence[str], user_ids: Sequence[str]
    ) -> set[tuple[str, str]]:
        """The ids of program and person wherever one of these people asks for another match."""
        values = {"ws": workspace_id, "programs": list(program_ids), "users": list(user_ids)}
        return {(row.program_id, row.user_id) for row in await self._all(LIST_AMONG, values)}

    async def close(
        self,
        workspace_id: str,
        program_id: str,
        user_ids: Sequence[str],
        topics: Collection[Topic] = (Topic.REMATCH,),
    ) -> int:
        """What these people asked for in this program is done."""
        values = {
            "ws": workspace_id,
            "program": program_id,
            "users": list(user_ids),
            "topics": list(topics),
        }
        return (await self._run(CLOSE, values)).rowcount

    async def find_open(self, asked: Request) -> Request | None:
        """As it is now; None once it is done or gone."""
        row = await self._first(FIND, _key(asked))
        return None if row is None else noun_of(Request, row)

    async def take(self, asked: Request, *, by: str, on: date, managers: Collection[str]) -> bool:
        """False if it is not open, or one of the `managers` has it already."""
        values = {**_key(asked), "by": by, "on": on, "managers": sorted(managers)}
        return (await self._run(TAKE, values)).rowcount == 1

    async def give_back(self, asked: Request, *, by: str) -> bool:
        """False if somebody else has it, or nobody."""
        return (await self._run(GIVE_BACK, {**_key(asked), "by": by})).rowcount == 1

    async def list_takers(
        self, workspace_id: str, program_ids: Sequence[str], topics: Collection[Topic] = (Topic.REMATCH,)
    ) -> dict[str, set[str | None]]:
        """Who has taken what people who take part ask for, by program; None for what nobody has.

        A program of which nothing is asked is left out.
        """
        values = {"ws": workspace_id, "programs": list(program_ids), "topics": list(topics)}
        found: dict[str, set[str | None]] = defaultdict(set)
        for row in await self._all(LIST_TAKERS, values):
            found[row.program_id].add(row.taken_by)
        return dict(found)

    async def delete_all_of(self, workspace_id: str, program_id: str) -> int:
        return (await self._run(DELETE_ALL_OF, {"ws": workspace_id, "program": program_id})).rowcount


def _key(asked: Request) -> Mapping[str, str]:
    return {
        "ws": asked.workspace_id,
        "program": asked.program_id,
        "user": asked.user_id,
        "about": asked.topic,
    }
