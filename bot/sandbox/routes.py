"""The addresses an app talks to: Web API, response_url, uploads, files and the socket."""

import json
from time import perf_counter

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.api.errors import SlackError
from bot.sandbox.api.files import receive_upload
from bot.sandbox.api.webapi import WebApi
from bot.sandbox.model import Json
from bot.sandbox.towards_app.hooks import Hooks
from bot.sandbox.towards_app.sockets import SocketHub
from bot.sandbox.workspace import Workspace


def add_routes(
    app: web.Application, workspace: Workspace, api: WebApi, hooks: Hooks, sockets: SocketHub
) -> None:
    async def respond(request: web.Request) -> web.Response:
        return await _respond(request, hooks, api)

    async def upload(request: web.Request) -> web.Response:
        return await receive_upload(workspace, request)

    async def file(request: web.Request) -> web.Response:
        found = workspace.files.get(request.match_info["file_id"])
        if found is None or found.content is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, content_type=_content_type(found.name))

    @web.middleware
    async def firewall(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.split("/")[1] in workspace.blocked and request.transport:
            request.transport.abort()
            raise web.HTTPBadGateway
        return await handler(request)

    app.middlewares.append(firewall)
    app.router.add_route("*", "/api/{method}", api.handle)
    app.router.add_post("/respond/{secret}", respond)
    app.router.add_post("/upload/{file_id}", upload)
    app.router.add_get("/files/{file_id}/{name}", file)
    app.router.add_get("/link/", sockets.handle)


async def free_port_site(runner: web.AppRunner, host: str, port: int) -> str:
    """Start listening (port 0: any free one) and return the base URL."""
    site = web.TCPSite(runner, host, port)
    await site.start()
    return f"http://{host}:{runner.addresses[0][1]}"


async def _respond(request: web.Request, hooks: Hooks, api: WebApi) -> web.Response:
    started, status = perf_counter(), 200
    payload: Json = {}
    answer: Json = {"ok": True}
    try:
        payload = json.loads(await request.text() or "{}")
        hooks.use(request.match_info["secret"], payload)
    except ValueError:
        answer, status = {"ok": False, "error": "invalid_payload"}, 400
    except SlackError as error:
        answer, status = error.answer(), 404 if error.code.endswith("_url") else 400
    api.wire.record("from_app", "response_url", "/respond", status, payload, answer, started)
    return web.json_response(answer, status=status)


def _content_type(name: str) -> str:
    kinds = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv", "pdf": "application/pdf"}
    return kinds.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")
