"""Whether browsers find the dashboard where PUBLIC_URL says: asked from here, as a browser would."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from aiohttp import ClientConnectorCertificateError, ClientError, ClientSession, ClientTimeout

from bot.config import Settings
from bot.operations.findings import Finding, ok, warning
from bot.site import Site

SUBJECT = "dashboard"
WITHIN = ClientTimeout(total=10)
LARGEST_PAGE = 100_000
IS_OURS = re.compile(r"<title>[^<]* · Lamplight</title>")
OF_A_FILE = re.compile(r'href="([^"]*/lamplight\.css)"')
HEADERS = ("Content-Security-Policy", "Cache-Control", "X-Frame-Options")
OFF = "is off. To have it, set PUBLIC_URL to the address at which browsers find the bot."
NOT_REACHED = (
    "nothing answers at {url}. Start the bot first; then look at the proxy in front of it, and at HOST and "
    "PORT. Browsers may still reach it where this machine can't."
)
NOT_TRUSTED = (
    "{url} has a certificate that this machine doesn't trust. If browsers in the hospital do, all is well."
)
NOT_OURS = (
    "{url} answers, but not with Lamplight (status {status}). Have the proxy pass everything below this "
    "address on to the bot's HOST and PORT."
)
NO_FILES = (
    "{url} answers, but its files aren't found below it. The path in PUBLIC_URL has to be the one that "
    "browsers see; whether the proxy passes it on or leaves it out doesn't matter."
)
HEADERS_LOST = (
    "{url} answers, but the proxy changes {headers}. Let the headers through as the bot sends them."
)
WELL = "answers at {url}."


@dataclass(frozen=True, slots=True)
class _Seen:
    status: int
    text: str
    lost: tuple[str, ...]


async def dashboard(settings: Settings) -> Finding:
    """Look at a page that is open to anybody, and at a file of it."""
    if not settings.public_url:
        return ok(SUBJECT, OFF)
    url = Site(settings.public_url).address("/bye")
    try:
        async with ClientSession(timeout=WITHIN) as session:
            return await _look(session, url)
    except ClientConnectorCertificateError:
        return warning(SUBJECT, NOT_TRUSTED.format(url=url))
    except (ClientError, TimeoutError, ValueError):
        return warning(SUBJECT, NOT_REACHED.format(url=url))


async def _look(session: ClientSession, url: str) -> Finding:
    page = await _get(session, url)
    if page.status != 200 or not IS_OURS.search(page.text):
        return warning(SUBJECT, NOT_OURS.format(url=url, status=page.status))
    file = OF_A_FILE.search(page.text)
    if file is None or (await _get(session, urljoin(url, file[1]))).status != 200:
        return warning(SUBJECT, NO_FILES.format(url=url))
    if page.lost:
        return warning(SUBJECT, HEADERS_LOST.format(url=url, headers=", ".join(page.lost)))
    return ok(SUBJECT, WELL.format(url=url))


async def _get(session: ClientSession, url: str) -> _Seen:
    async with session.get(url, allow_redirects=False) as answer:
        text = (await answer.content.read(LARGEST_PAGE)).decode(errors="replace")
        return _Seen(answer.status, text, tuple(one for one in HEADERS if one not in answer.headers))
