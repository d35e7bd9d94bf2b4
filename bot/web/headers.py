"""What every answer of the dashboard says to the browser: it runs nothing of others and keeps no page."""

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.site import Site

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
# Without any referrer a browser would not say either where a form was sent from.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


# For a year a browser asks this host over https alone; what else lives below the domain is not ours to say.
OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


def with_headers(site: Site) -> Middleware:
    """Make the middleware that puts them on every answer, a refusal as well."""

    @web.middleware
    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        headers = {**HEADERS, **(OVER_HTTPS if site.is_https else {})}
        try:
            answer = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers.update(headers)
            raise
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        return answer

    return answered
