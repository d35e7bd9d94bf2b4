"""The hosts that Slack is, and whether the way to each is open."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

# Government clouds name their hosts alike.
SLACKS = ("slack.com", "slack-gov.com")
PROXY_REFUSES = 407


@dataclass(frozen=True, slots=True)
class Host:
    """`url` is asked for nothing; `carries` is what fails without it."""

    url: str
    carries: str

    @property
    def name(self) -> str:
        return urlsplit(self.url).netloc


def further_hosts(api_url: str) -> tuple[Host, ...]:
    """Return the hosts besides that of the API: none are known where the API is at an address of its own."""
    parts = urlsplit(api_url)
    hooks, uploads = "answers to commands and buttons", "charts, calendar files and copies of data"
    if parts.hostname in SLACKS:
        return (
            Host(f"https://hooks.{parts.hostname}/", hooks),
            Host(f"https://files.{parts.hostname}/", uploads),
        )
    if parts.hostname in ("127.0.0.1", "localhost", "::1"):
        here = f"{parts.scheme}://{parts.netloc}"
        return (Host(f"{here}/respond/", hooks), Host(f"{here}/upload/", uploads))
    return ()


async def is_reachable(session: aiohttp.ClientSession, url: str) -> bool:
    """Whether Slack itself answers there, whatever it says. A page that leads elsewhere is a filter's."""
    try:
        async with session.get(url, allow_redirects=False) as response:
            leads_to = urlsplit(response.headers.get("Location", "")).hostname
            return response.status != PROXY_REFUSES and _same_slack(leads_to, url)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False


def _same_slack(host: str | None, url: str) -> bool:
    home = ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    return host is None or host == home or host.endswith(f".{home}")
