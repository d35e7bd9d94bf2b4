"""The one cookie of the dashboard: the secret of a session, which no script and no other site can read."""

from aiohttp import web

from bot.site import Site

# With this prefix a browser keeps it to https, to this host and away from its neighbours.
OVER_HTTPS, ON_THIS_MACHINE = "__Host-lamplight", "lamplight"


def session_of(request: web.Request, site: Site) -> str:
    return request.cookies.get(_name(site), "")


def keep_session(answer: web.StreamResponse, secret: str, site: Site) -> None:
    answer.set_cookie(_name(site), secret, path="/", secure=site.is_https, httponly=True, samesite="Lax")


def end_session(answer: web.StreamResponse, site: Site) -> None:
    answer.del_cookie(_name(site), path="/", secure=site.is_https, httponly=True, samesite="Lax")


def _name(site: Site) -> str:
    return OVER_HTTPS if site.is_https else ON_THIS_MACHINE
