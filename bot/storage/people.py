"""People: what the directory, Slack and they themselves say about them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.domain.people import Person
from bot.errors import NotFound
from bot.storage.repository import Repository, noun_of, save_over, values_of
from bot.storage.tables import person

SAVE = save_over(person)
OF_WORKSPACE = select(person).where(person.c.workspace_id == bindparam("ws"))
FIND = OF_WORKSPACE.where(person.c.user_id == bindparam("user"))
LIST_BY_IDS = OF_WORKSPACE.where(person.c.user_id.in_(bindparam("users", expanding=True)))


class People(Repository):
    async def find(self, workspace_id: str, user_id: str) -> Person | None:
        row = await self._first(FIND, {"ws": workspace_id, "user": user_id})
        return noun_of(Person, row) if row else None

    async def get(self, workspace_id: str, user_id: str) -> Person:
        found = await self.find(workspace_id, user_id)
        if found is None:
            raise NotFound("I don't know this person yet. They can say hello with `/mentor join`.")
        return found

    async def save(self, one: Person) -> None:
        await self._run(SAVE, values_of(one))

    async def save_many(self, people: Sequence[Person]) -> None:
        await self._run_for_each(SAVE, [values_of(one) for one in people])

    async def list_by_ids(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, Person]:
        """By user id; whoever is unknown is left out."""
        rows = await self._all(LIST_BY_IDS, {"ws": workspace_id, "users": list(user_ids)})
        return {row.user_id: noun_of(Person, row) for row in rows}
