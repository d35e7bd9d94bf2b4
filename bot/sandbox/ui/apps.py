"""Managing the app on the page, as the person one is: approval, removing it, putting it in again."""

from bot.sandbox.model import Json, Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.ui.guard import Refusal

ONLY_ADMINS = "Only an admin can change who manages apps. Be one of them, and try again."


class Apps:
    """Each answers how it stands afterwards."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def json(self, person: Person) -> Json:
        installing = self._sandbox.installing
        return {
            "is_in": installing.is_in,
            "needs_approval": installing.needs_approval,
            "may": installing.lets(person),
            "is_admin": person.is_admin or person.is_owner,
            "admins": [one.name for one in self._sandbox.people if one.is_admin or one.is_owner],
        }

    async def remove(self, person: Person, body: Json) -> None:
        self._sandbox.installing.require(person)
        if self._sandbox.installing.is_in:
            await self._sandbox.installing.remove()

    async def install(self, person: Person, body: Json) -> None:
        """Its operator puts the fresh token in, as after every installation."""
        installing = self._sandbox.installing
        installing.require(person)
        if not installing.is_in:
            token = installing.install()
            for hand_over in installing.on_token:
                await hand_over(token)

    async def approve(self, person: Person, body: Json) -> None:
        if not (person.is_admin or person.is_owner):
            raise Refusal(ONLY_ADMINS, 403)
        if not isinstance(body.get("on"), bool):
            raise Refusal('"on" has to be true or false.')
        self._sandbox.installing.needs_approval = body["on"]
        self._sandbox.changed("app")
