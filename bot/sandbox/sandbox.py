"""A whole sandbox: a workspace, the server an app talks to, and the people in it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox.actor import Actor, Desk
from bot.sandbox.api.webapi import Tokens, WebApi
from bot.sandbox.app.installing import Installing
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Fault, Faults, How
from bot.sandbox.model import Change, Channel, ChannelKind, Json, Message, Person
from bot.sandbox.news import News
from bot.sandbox.picture import picture
from bot.sandbox.routes import add_routes, free_port_site
from bot.sandbox.towards_app.delivery import Delivery
from bot.sandbox.towards_app.events import Events
from bot.sandbox.towards_app.hooks import Hooks
from bot.sandbox.towards_app.reply import Reply
from bot.sandbox.towards_app.sockets import SocketHub
from bot.sandbox.towards_app.triggers import Triggers
from bot.sandbox.wire import WireEntry, WireLog
from bot.sandbox.workspace import Workspace

T = TypeVar("T")


class Sandbox:
    """Set `request_url` to where the app listens, or let it connect with Socket Mode.

    The app gets `base_url + "/api/"` as its Slack address, and `signing_secret`, `bot_token`, `app_token`.
    `in_organisation`, set on the class, has every sandbox speak as a workspace of an Enterprise organisation.
    """

    in_organisation = False

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: SandboxClock,
        wall: Callable[[], datetime],
        seed: int = 0,
        workspace_name: str = "Sandbox Hospital",
        team_id: str = "T0000001",
    ) -> None:
        self.workspace = Workspace(
            manifest,
            clock=clock,
            wall=wall,
            seed=seed,
            name=workspace_name,
            team_id=team_id,
            in_organisation=self.in_organisation,
        )
        space, secret = self.workspace, self.workspace.secret
        self.clock, self.team_id = clock, team_id
        self.signing_secret = secret(32)
        self.tokens = Tokens(bot=f"xoxb-{secret(40)}", app=f"xapp-1-{space.app_id}-{secret(40)}")
        self.wire_log = WireLog(clock.now, space.changed)
        self.faults, self.triggers, self.hooks = Faults(), Triggers(wall, secret), Hooks(space)
        self.sockets = SocketHub(secret, space.app_id, space.changed)
        self.delivery = Delivery(
            self.sockets, signing_secret=self.signing_secret, wall=wall, wire=self.wire_log
        )
        self.events = Events(space, self.delivery)
        self.news, self.installing = News(space, self.events), Installing(space, self.tokens, self.events)
        self.web_api = WebApi(
            space, self.triggers, faults=self.faults, tokens=self.tokens, wire=self.wire_log
        )
        self.web_api.open_socket, self.rates = self.sockets.issue_url, self.web_api.rates
        self._actors: dict[str, Actor] = {}
        clock.on_move.append(lambda: space.changed("clock"))

    # what an app needs to know

    @property
    def bot_token(self) -> str:
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        return self.tokens.app

    @property
    def bot_user_id(self) -> str:
        return self.workspace.bot.id

    @property
    def base_url(self) -> str:
        """Where this sandbox is served, without a slash at the end; set by `serve`."""
        return self.workspace.base_url

    @base_url.setter
    def base_url(self, url: str) -> None:
        self.workspace.base_url = url.rstrip("/")

    @property
    def request_url(self) -> str:
        return self.delivery.request_url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.delivery.request_url = url

    @property
    def ack_seconds(self) -> float:
        """How long a person's client waits for the app; Slack's 3 unless a test has no time for that."""
        return self.delivery.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self.delivery.ack_seconds = seconds

    @property
    def scopes(self) -> set[str]:
        """The scopes granted; may be changed to try what is missing or too much."""
        return self.workspace.scopes

    @scopes.setter
    def scopes(self, scopes: Iterable[str]) -> None:
        self.workspace.scopes = set(scopes)

    def decline(self, *scopes: str) -> None:
        """Install the app without these. Raises ValueError for one that the manifest requires."""
        if required := set(scopes) - self.workspace.grants.optional:
            raise ValueError(f"The app is not installed without {', '.join(sorted(required))}.")
        self.scopes -= set(scopes)

    # people and conversations

    @property
    def people(self) -> list[Person]:
        return list(self.workspace.people.values())

    @property
    def channels(self) -> list[Channel]:
        return list(self.workspace.channels.values())

    def add_person(self, name: str, **about: Any) -> Person:
        """`about`: title, tz, email, is_admin, is_restricted, team, dnd and more (see Person)."""
        return self.workspace.add_person(name, **about)

    def add_channel(
        self, name: str, *, members: Iterable[Person], bot_is_member: bool = True, private: bool = False
    ) -> Channel:
        """Whoever of its members is from elsewhere has it shared with their workspace."""
        people, teams = list(members), self.workspace.teams
        others = tuple(dict.fromkeys(teams.of(one).id for one in people if not teams.is_home(one)))
        channel = Channel(
            self.workspace.new_id("C"),
            ChannelKind.CHANNEL,
            name,
            [person.id for person in people],
            bot_is_member=bot_is_member,
            private=private,
            shared_with=others,
        )
        return self.workspace.add_channel(channel)

    def messages(self, channel: Channel | str, *, as_user: str | None = None) -> list[Message]:
        """Oldest first; with `as_user`, only what that person sees."""
        channel_id = channel if isinstance(channel, str) else channel.id
        return self.workspace.messages(channel_id, as_user=as_user)

    def actor(self, person: Person | str) -> Actor:
        """That person's client: always the same one, so what they have typed stays."""
        person_id = person if isinstance(person, str) else person.id
        if person_id not in self._actors:
            desk = Desk(self.workspace, self.triggers, self.hooks, self.delivery, self.events)
            self._actors[person_id] = Actor(desk, self.workspace.people[person_id])
        return self._actors[person_id]

    async def change_person(self, person: Person, **about: Any) -> Reply | None:
        """Change somebody's profile (deleted=True closes their account) and tell the app."""
        return await self.news.change(person, **about)

    async def uninstall(self) -> None:
        await self.installing.remove()

    def install_again(self) -> str:
        return self.installing.install()

    async def send_event(self, event: Json) -> Reply | None:
        """Deliver any event of the manifest; None when the app does not subscribe to it."""
        return await self.events.send(event)

    # trouble on demand

    def rate_limit(self, method: str, retry_after: int = 30, times: int = 1) -> Fault:
        """Answer the next `times` calls of `method` with 429 and Retry-After in seconds."""
        return self.faults.add(method, Fault(How.RATE_LIMIT, times, retry_after=retry_after))

    def fail(self, method: str, how: How | str, times: int = 1) -> Fault:
        """Let the next `times` calls go wrong; a slow one waits for the fault's `release`."""
        return self.faults.add(method, Fault(How(how), times))

    def heal(self) -> None:
        """Forget every fault, and let slow calls go on."""
        self.faults.clear()

    async def refresh_sockets(self) -> None:
        await self.sockets.refresh()

    # watching

    @property
    def wire(self) -> list[WireEntry]:
        """What went over the wire, oldest first."""
        return list(self.wire_log.entries)

    def calls(self, method: str) -> list[WireEntry]:
        """The app's calls of one Web API method, oldest first."""
        return [e for e in self.wire_log.entries if e.direction == "from_app" and e.what == method]

    def changed(self, kind: str, *ids: str) -> None:
        self.workspace.changed(kind, *ids)

    def subscribe(self) -> AbstractContextManager[asyncio.Queue[Change]]:
        """`with sandbox.subscribe() as queue`: an asyncio queue of every Change from now on."""
        return self.workspace.changes.subscribe()

    async def until(self, condition: Callable[[], T], within: float = 5.0) -> T:
        """Wait for `condition` to be true and return it; looked at whenever something changes here."""
        try:
            return await self.workspace.changes.until(condition, within)
        except TimeoutError:
            raise AssertionError(
                f"It did not come true within {within} s.\n{picture(self.workspace, self.wire)}"
            ) from None

    # serving

    def app(self) -> web.Application:
        """The server as an application; whoever serves it elsewhere sets `base_url` and calls `aclose`."""
        app = web.Application(client_max_size=50_000_000)
        add_routes(app, self.workspace, self.web_api, self.hooks, self.sockets)
        return app

    async def aclose(self) -> None:
        self.heal()
        await self.events.close()
        await self.sockets.close()
        await self.delivery.close()

    @asynccontextmanager
    async def serve(
        self, host: str = "127.0.0.1", port: int = 0, *, app: web.Application | None = None
    ) -> AsyncIterator[str]:
        """Serve `app` (this sandbox's own unless given) and yield the base URL."""
        runner = web.AppRunner(app or self.app(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            self.base_url = await free_port_site(runner, host, port)
            yield self.base_url
        finally:
            await self.aclose()
            await runner.cleanup()
