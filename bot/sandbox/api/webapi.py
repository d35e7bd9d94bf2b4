"""The Web API: who may call what, with which scopes, and what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from aiohttp import web

from bot.sandbox.api import blocks as api_blocks
from bot.sandbox.api import chat as api_chat
from bot.sandbox.api import conversations as api_conversations
from bot.sandbox.api import files as api_files
from bot.sandbox.api import people as api_people
from bot.sandbox.api import views as api_views
from bot.sandbox.api.args import Args, read_args
from bot.sandbox.api.errors import SlackError
from bot.sandbox.app.other_app import OtherApp
from bot.sandbox.faults import Fault, Faults, How
from bot.sandbox.model import Json
from bot.sandbox.rates import Rates
from bot.sandbox.towards_app.triggers import Triggers
from bot.sandbox.wire import WireLog
from bot.sandbox.workspace import Workspace

Method = Callable[[Workspace, Args], Json]
REFUSALS = {How.RATE_LIMIT, How.HTTP_500, How.FATAL_ERROR}


@dataclass(slots=True)
class Tokens:
    """The secrets of the one installed app; `revoked` once it is uninstalled."""

    bot: str
    app: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call comes to; `drop` closes the connection instead of answering."""

    arguments: Json
    answer: Json
    headers: dict[str, str]
    status: int = 200
    drop: bool = False


class WebApi:
    """`handle` answers POST and GET /api/{method}."""

    def __init__(
        self, workspace: Workspace, triggers: Triggers, *, faults: Faults, tokens: Tokens, wire: WireLog
    ) -> None:
        self.workspace, self.faults, self.tokens, self.wire = workspace, faults, tokens, wire
        self.rates = Rates(workspace.clock.now)
        self.open_socket: Callable[[web.Request], str] | None = None
        self._methods: dict[str, tuple[Method, str]] = {
            "auth.test": (api_people.auth_test, ""),
            "chat.postMessage": (api_chat.post_message, "chat:write"),
            "chat.postEphemeral": (api_chat.post_ephemeral, "chat:write"),
            "chat.update": (api_chat.update, "chat:write"),
            "chat.delete": (api_chat.delete, "chat:write"),
            "conversations.open": (api_conversations.open_conversation, ""),
            "bots.info": (api_people.bots_info, "users:read"),
            "users.info": (api_people.users_info, "users:read"),
            "users.list": (api_people.users_list, "users:read"),
            "users.lookupByEmail": (api_people.users_lookup_by_email, "users:read.email"),
            "dnd.info": (api_people.dnd_info, "dnd:read"),
            "dnd.teamInfo": (api_people.dnd_team_info, "dnd:read"),
            "views.open": (lambda space, args: api_views.open_view(space, triggers, args), ""),
            "views.push": (lambda space, args: api_views.push_view(space, triggers, args), ""),
            "views.update": (api_views.update_view, ""),
            "views.publish": (api_views.publish_view, ""),
            "files.delete": (api_files.delete, "files:write"),
            "files.getUploadURLExternal": (api_files.get_upload_url, "files:write"),
            "files.completeUploadExternal": (api_files.complete_upload, "files:write"),
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = perf_counter()
        outcome = await self._outcome(request)
        self._record(request, outcome, started)
        if outcome.drop and request.transport:
            request.transport.abort()
        return web.json_response(outcome.answer, status=outcome.status, headers=outcome.headers)

    async def _outcome(self, request: web.Request) -> Outcome:
        method, headers = request.match_info["method"], self._headers()
        try:
            args = await read_args(request)
        except SlackError as error:
            return Outcome({}, error.answer(), headers)
        if other := self._other_app(_token(request, args)):
            headers["X-OAuth-Scopes"] = ",".join(sorted(other.scopes))
        if wait := self.rates.take(method, args):
            return _limited(args, headers, wait)
        fault = self.faults.take(method)
        if fault and fault.how in REFUSALS:
            return _faulty(fault, args, headers)
        if fault and fault.how is How.SLOW:
            fault.arrived.set()
            await fault.release.wait()
        drop = fault is not None and fault.how is How.DROP_AFTER_RECEIPT
        return Outcome(args.values, self._answer(request, method, args), headers, drop=drop)

    def _record(self, request: web.Request, outcome: Outcome, started: float) -> None:
        status = 0 if outcome.drop else outcome.status
        method = request.match_info["method"]
        sent = {name: value for name, value in outcome.arguments.items() if name != "token"}
        self.wire.record("from_app", method, request.path, status, sent, outcome.answer, started)

    def _headers(self) -> dict[str, str]:
        return {"X-OAuth-Scopes": ",".join(sorted(self.workspace.scopes))}

    def _answer(self, request: web.Request, method: str, args: Args) -> Json:
        try:
            return self._run(request, method, args)
        except SlackError as error:
            return error.answer()

    def _run(self, request: web.Request, method: str, args: Args) -> Json:
        token = _token(request, args)
        if method == "apps.connections.open":
            return self._connections_open(request, token)
        if method == "auth.test" and (app_id := self._app_ids().get(token)):
            return {"ok": True, "app_id": app_id}
        if other := self._other_app(token):
            return other.tells(method, {"team": self.workspace.name, "team_id": self.workspace.team_id})
        if method == "blocks.validate":
            return api_blocks.validate(args)
        if method not in self._methods:
            raise SlackError("unknown_method", req_method=method)
        self._check_bot_token(token)
        run, scope = self._methods[method]
        if scope and scope not in self.workspace.scopes:
            provided = ",".join(sorted(self.workspace.scopes))
            raise SlackError("missing_scope", needed=scope, provided=provided)
        return run(self.workspace, args)

    def _check_bot_token(self, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token == self.tokens.app:
            raise SlackError("not_allowed_token_type")
        if token != self.tokens.bot:
            raise SlackError("invalid_auth")
        if self.tokens.revoked:
            raise SlackError("token_revoked")

    def _app_ids(self) -> dict[str, str]:
        """By app-level token, which is told nothing more."""
        others = {app.app_token: app.app_id for app in self.workspace.other_apps}
        return others | {self.tokens.app: self.workspace.app_id}

    def _other_app(self, token: str) -> OtherApp | None:
        return next((app for app in self.workspace.other_apps if app.bot_token == token), None)

    def _connections_open(self, request: web.Request, token: str) -> Json:
        if not token:
            raise SlackError("not_authed")
        if token == self.tokens.bot:
            raise SlackError("not_allowed_token_type")
        if token not in self._app_ids() or self.open_socket is None:
            raise SlackError("invalid_auth")
        return {"ok": True, "url": self.open_socket(request)}


def _token(request: web.Request, args: Args) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or args.text("token")


def _faulty(fault: Fault, args: Args, headers: dict[str, str]) -> Outcome:
    if fault.how is How.RATE_LIMIT:
        return _limited(args, headers, fault.retry_after)
    if fault.how is How.HTTP_500:
        return Outcome(args.values, {}, headers, status=500)
    return Outcome(args.values, {"ok": False, "error": "fatal_error"}, headers)


def _limited(args: Args, headers: dict[str, str], wait: int) -> Outcome:
    limited = {**headers, "Retry-After": str(wait)}
    return Outcome(args.values, {"ok": False, "error": "ratelimited"}, limited, status=429)
