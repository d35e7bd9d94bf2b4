"""The least of Slack that the bot needs: says whose token it is, takes answers to clicks, and messages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.slack.manifest import asked_scopes, read_manifest
from bot.web.serving import serving

WORKSPACE_ID = "T1"
BOT_TOKEN = "xoxb-benchmark"
SIGNING_SECRET = "benchmark-signing-secret"


class LittleSlack:
    """Counts the answers posted to the response_urls it gave out.

    It takes `says_who_after` seconds to say who somebody is.
    """

    def __init__(self) -> None:
        self.address = ""
        self.answers = self.posted = self.shown = 0
        self._expected, self._all_here = 0, asyncio.Event()
        self.says_who_after = 0.0

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.address}/respond"

    def expect(self, answers: int) -> None:
        self.answers, self._expected = 0, answers
        self._all_here.clear()

    async def all_answered(self) -> None:
        await self._all_here.wait()

    async def _take_answer(self, request: web.Request) -> web.Response:
        await request.read()
        self.answers += 1
        if self.answers >= self._expected:
            self._all_here.set()
        return web.Response(text="ok")

    async def _say_who(self, request: web.Request) -> web.Response:
        who = {"ok": True, "team_id": WORKSPACE_ID, "team": "Hospital", "user_id": "UBOT", "bot_id": "B1"}
        scopes = ",".join(asked_scopes(read_manifest()).required)
        return web.json_response(who, headers={"X-OAuth-Scopes": scopes})

    async def _take_message(self, request: web.Request) -> web.Response:
        to = str((await request.post())["channel"])
        self.posted += 1
        channel = f"D{to}" if to.startswith("U") else to
        return web.json_response({"ok": True, "channel": channel, "ts": f"{self.posted}.000100"})

    async def _open(self, request: web.Request) -> web.Response:
        people = str((await request.post())["users"])
        return web.json_response({"ok": True, "channel": {"id": f"G{people.replace(',', '')}"}})

    async def _disturb_everybody(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "users": {}})

    async def _say_who_somebody_is(self, request: web.Request) -> web.Response:
        user_id = str((await request.post())["user"])
        await asyncio.sleep(self.says_who_after)
        user = {"id": user_id, "team_id": WORKSPACE_ID, "tz": "Europe/London", "deleted": False}
        user["profile"] = {"display_name": f"Person {user_id}"}
        return web.json_response({"ok": True, "user": user})

    async def _take_view(self, request: web.Request) -> web.Response:
        await request.read()
        self.shown += 1
        return web.json_response({"ok": True, "view": {"id": f"V{self.shown}", "hash": f"{self.shown}.a"}})

    @classmethod
    @asynccontextmanager
    async def serve(cls) -> AsyncIterator["LittleSlack"]:
        slack, app = cls(), web.Application()
        app.router.add_post("/api/auth.test", slack._say_who)
        app.router.add_post("/api/chat.postMessage", slack._take_message)
        app.router.add_post("/api/conversations.open", slack._open)
        app.router.add_post("/api/dnd.teamInfo", slack._disturb_everybody)
        app.router.add_post("/api/users.info", slack._say_who_somebody_is)
        for verb in ("open", "push", "update", "publish"):
            app.router.add_post(f"/api/views.{verb}", slack._take_view)
        app.router.add_post("/respond", slack._take_answer)
        async with serving(app, host="127.0.0.1", port=0) as slack.address:
            yield slack
