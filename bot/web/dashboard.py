"""The dashboard put together, as an application that stands beside what Slack calls."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.deps import Deps
from bot.site import DASHBOARD
from bot.web import rendering
from bot.web.door.signing_in import SIGN_IN, Door
from bot.web.guard import answering, in_trouble
from bot.web.headers import with_headers
from bot.web.rendering import lay_out
from bot.web.routes import Route, all_routes
from bot.web.static_files import StaticFiles


def add_dashboard(pages: web.Application, deps: Deps) -> None:
    """Serve it below /dashboard, and below the path that PUBLIC_URL has where a proxy leaves it there."""
    statics, routes = StaticFiles(deps.site.path), all_routes()
    for prefix in dict.fromkeys(("", deps.site.prefix)):
        pages.add_subapp(f"{prefix}{DASHBOARD}", _dashboard(deps, statics, routes))


def _dashboard(deps: Deps, statics: StaticFiles, routes: Sequence[Route]) -> web.Application:
    app = web.Application(middlewares=[with_headers(deps.site), in_trouble(deps)])
    rendering.set_up(app, statics, routes)
    door = Door(deps)
    app.router.add_get(SIGN_IN, door.show)
    app.router.add_post(SIGN_IN, door.enter)
    app.router.add_get("", door.lead_on)
    app.router.add_get("/bye", _bye(deps))
    app.router.add_get(r"/static/{mark:[0-9a-f]+}/{name:.+}", statics.answer)
    for route in routes:
        app.router.add_route(route.method, route.path, answering(route, deps))
    return app


def _bye(deps: Deps) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return lay_out(request, "door/bye.html", values={"title": "Signed out", "url": deps.site.path})

    return answer
