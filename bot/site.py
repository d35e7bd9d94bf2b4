"""Where the dashboard is found from outside: what PUBLIC_URL says, or on this machine where it listens."""

from urllib.parse import urlsplit

DASHBOARD = "/dashboard"
USUAL_PORTS = {"https": 443, "http": 80}


class Site:
    """Empty while no address is known: then there is no dashboard."""

    def __init__(self, public_url: str = "") -> None:
        self._url = public_url.rstrip("/")

    def found_at(self, address: str) -> None:
        """Take the address it listens at, where no other was set; for a workspace on this machine."""
        self._url = self._url or address.rstrip("/")

    @property
    def is_known(self) -> bool:
        return bool(self._url)

    @property
    def is_https(self) -> bool:
        return urlsplit(self._url).scheme == "https"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser says where a form was sent from: the usual port left out."""
        parts = urlsplit(self._url)
        host = (parts.hostname or "").encode("idna").decode()
        port = "" if parts.port in (None, USUAL_PORTS.get(parts.scheme)) else f":{parts.port}"
        return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"

    @property
    def prefix(self) -> str:
        """The path in front of ours where a proxy has it there, like "/lamplight"; mostly empty."""
        return urlsplit(self._url).path

    def path(self, page: str) -> str:
        """The path of a page as browsers ask for it; `page` begins with a slash."""
        return f"{self.prefix}{DASHBOARD}{page}"

    def address(self, page: str) -> str:
        """The whole address of a page, for a link in Slack."""
        return f"{self._url}{DASHBOARD}{page}"
