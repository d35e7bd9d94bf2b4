"""The page's addresses."""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.actor import Actor
from bot.sandbox.model import Json
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.tour import steps_json
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui.apps import Apps
from bot.sandbox.ui.deeds import DEEDS, conversation
from bot.sandbox.ui.guard import SECURITY, Refusal, guard
from bot.sandbox.ui.moves import Moves
from bot.sandbox.ui.phone import phone_json
from bot.sandbox.ui.shapes import (
    messages_json,
    modal_json,
    moment_json,
    people_json,
    sidebar_json,
    start_json,
    view_json,
)
from bot.sandbox.ui.stream import Stream
from bot.sandbox.ui.wire import NumberedWire

STATIC = Path(__file__).parent.parent / "static"
NOT_YET = "{} isn't open yet. The page shows how far it has got."


def add_routes(
    app: web.Application, sandbox: Sandbox, timeline: Timeline, *, manifest: Mapping[str, Any] | None = None
) -> None:
    """Serve the page at /. With the app's `manifest` it can explain the slash commands."""
    page = Page(sandbox, timeline, manifest or {})
    app.middlewares.append(guard)
    app.router.add_get("/", page.index)
    app.router.add_static("/static/", STATIC)
    app.router.add_get("/ui/start", page.start)
    app.router.add_get("/ui/people", page.people)
    app.router.add_get("/ui/tour", page.tour)
    app.router.add_get("/ui/events", page.stream.handle)
    app.router.add_get("/ui/wire", page.wire_lines)
    app.router.add_get(r"/ui/wire/{number:\d+}", page.wire_entry)
    app.router.add_get("/ui/as/{person}/messages/{channel}", page.messages)
    app.router.add_get("/ui/as/{person}/{what}", page.look)
    app.router.add_post("/ui/as/{person}/{deed}", page.do)
    app.router.add_post("/ui/as/{person}/app/{move}", page.manage)
    app.router.add_post("/ui/time/{move}", page.move)
    app.on_shutdown.extend([page.stream.close, page.moves.close])


class Page:
    """The handlers; everything they know is asked of the sandbox each time.

    `run` lets a page that was left open see that the workspace has been started anew.
    """

    def __init__(self, sandbox: Sandbox, timeline: Timeline, manifest: Mapping[str, Any]) -> None:
        self.sandbox, self.timeline, self.manifest = sandbox, timeline, manifest
        self.moves, self.wire, self.apps = Moves(timeline), NumberedWire(sandbox), Apps(sandbox)
        self.run = secrets.token_hex(8)
        self.stream = Stream(timeline, self.moves, run=self.run)

    async def index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={**SECURITY, "Cache-Control": "no-cache"})

    async def start(self, request: web.Request) -> web.Response:
        return answer({"run": self.run, **start_json(self.timeline, self.manifest)})

    async def people(self, request: web.Request) -> web.Response:
        return answer({"people": people_json(self.timeline)})

    async def tour(self, request: web.Request) -> web.Response:
        self._let_in()
        return answer({"steps": steps_json(self.timeline.tour() if self.timeline.tour else [])})

    async def look(self, request: web.Request) -> web.Response:
        """sidebar, home, modal, phone or app, as one person has it."""
        actor = self._actor(request)
        looks: dict[str, Callable[[], Json]] = {
            "sidebar": lambda: sidebar_json(self.sandbox, actor),
            "home": lambda: {"view": view_json(actor.home)},
            "modal": lambda: {"view": modal_json(self.sandbox, actor)},
            "phone": lambda: self._phone(actor),
            "app": lambda: self.apps.json(actor.person),
        }
        return answer(known(looks, request.match_info["what"], "There's nothing to see by that name.")())

    async def messages(self, request: web.Request) -> web.Response:
        actor = self._actor(request)
        channel = conversation(actor, request.match_info["channel"])
        return answer(messages_json(actor, channel, before=request.query.get("before", "")))

    async def do(self, request: web.Request) -> web.Response:
        actor, body = self._actor(request), await read(request)
        deed = known(DEEDS, request.match_info["deed"], "No one can do that here.")
        return answer(await deed(actor, body))

    async def manage(self, request: web.Request) -> web.Response:
        person, body = self._actor(request).person, await read(request)
        named = {"remove": self.apps.remove, "install": self.apps.install, "approve": self.apps.approve}
        await known(named, request.match_info["move"], "Apps can't be managed that way.")(person, body)
        return answer(self.apps.json(person))

    async def move(self, request: web.Request) -> web.Response:
        self._let_in()
        moves, body = self.moves, await read(request)
        named = {
            "advance": moves.advance,
            "until": moves.until,
            "run": moves.run,
            "next_message": moves.next_message,
            "stop": moves.stop,
            "act": moves.act,
        }
        known(named, request.match_info["move"], "The clock has no such button.")(body)
        return answer({**moment_json(self.timeline), "outcome": moves.json()})

    async def wire_lines(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not after.isdecimal():
            raise Refusal('"after" has to be a number.')
        return answer({"lines": self.wire.lines(after=int(after))})

    async def wire_entry(self, request: web.Request) -> web.Response:
        return answer(self.wire.whole(int(request.match_info["number"])))

    def _phone(self, actor: Actor) -> Json:
        now, channels = self.sandbox.clock.now(), self.sandbox.workspace.channels
        return phone_json(actor, self.timeline.routine, now, channels=channels)

    def _actor(self, request: web.Request) -> Actor:
        self._let_in()
        people = self.sandbox.workspace.people
        person = known(people, request.match_info["person"], "No one here has that id.")
        return self.sandbox.actor(person)

    def _let_in(self) -> None:
        """Whoever acts while the workspace is being made would change what it becomes."""
        if self.sandbox.workspace.opening:
            raise Refusal(NOT_YET.format(self.sandbox.workspace.name), 409)


def known(things: Mapping[str, Any], name: str, sentence: str) -> Any:
    if name not in things:
        raise Refusal(sentence, 404)
    return things[name]


async def read(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise Refusal("That isn't JSON.") from None
    if not isinstance(body, dict):
        raise Refusal("Send a JSON object.")
    return body


def answer(body: Json) -> web.Response:
    return web.json_response(body, headers={**SECURITY, "Cache-Control": "no-store"})
