"""Reads what others publish at an https address, which may be secret and is never repeated in an error."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import aiohttp
from yarl import URL

from bot.errors import UserFacingError
from bot.unpacking import CannotUnpack, Unpacking, decoded

MOST_REDIRECTS = 5
PIECE = 65_536
LOOKED_AT = 512
NOT_MODIFIED = 304
# Of what a server calls what it gave. Longer ones are not remembered.
LONGEST_NAME = 200
NOTHING: Mapping[str, str] = {}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What is sent back compressed could be far larger than it looks; some servers do it unasked.
HEADERS = {"User-Agent": "Lamplight", "Accept-Encoding": "identity"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
HTML_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<body")
CALLED_HTML = frozenset({"text/html", "application/xhtml+xml"})

NOT_AN_ADDRESS = "That isn't an address we can read. Copy it again; it begins with https://."
NOT_HTTPS = "The address has to begin with https://, so that nobody in between can read what it gives."
# The same wherever no connection is made: who pastes addresses does not learn what is inside our network.
NOT_REACHED = "We can't reach that address. Check it, and that it's open to the internet, or try again later."
OTHER_PORT = (
    "We only read from port {ports}. Use an address without another port, or ask the person who runs "
    "Lamplight here."
)
REDIRECTED_AWAY = "The address leads to one that doesn't begin with https://. Use the address it ends at."
TOO_MANY_REDIRECTS = "The address redirects too many times. Open it in a browser and use the one it ends at."
TOO_SLOW = "Nothing came from the address in time. Try again later, or ask the people who run it."
TOO_LARGE = "What the address gives is larger than {limit}. Ask for a smaller export."
NOT_TRUSTED = "The address has a certificate that can't be trusted. Ask the people who run it to renew it."
SIGN_IN = "The address asks for a sign-in. Use one that can be read without it."
GONE = "There is nothing at the address any more. Ask for a new one."
UNWELL = "The address answered with an error ({status}). Try again later, or ask the people who run it."
WEB_PAGE = (
    "The address gives a web page, not a file. Often that is a sign-in page: ask for the direct address."
)
COMPRESSED = "The address gives a compressed file that we can't unpack. Ask for it uncompressed."
NOT_TEXT = "What the address gives isn't text. Ask for a file in UTF-8."

Address = IPv4Address | IPv6Address


class FetchRefused(UserFacingError):
    """Why nothing was read. The sentence never holds the address."""


def is_public(address: Address) -> bool:
    """Not private, loopback, link-local, a carrier's, reserved or multicast, nor one that hides another."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return isinstance(address, IPv4Address) or not (
        address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local
    )


class Unchanged(Exception):
    """It is what was known already."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a server calls what it gave; "" where it says nothing."""

    etag: str = ""
    modified: str = ""

    @property
    def question(self) -> dict[str, str]:
        """The headers that ask for what is newer."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


UNKNOWN = Version()


@dataclass(frozen=True, slots=True)
class Fetched:
    text: str
    version: Version


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a fetch may go; everybody but a test wants the ones by default."""

    may_connect: Callable[[Address], bool] = is_public
    schemes: frozenset[str] = frozenset({"https"})
    # None for any.
    ports: frozenset[int] | None = None

    def allow_port(self, url: URL) -> bool:
        return self.ports is None or url.port in self.ports


PUBLIC_HTTPS = Rules(ports=frozenset({443}))


async def fetch_text(
    address: str, *, limit_bytes: int, within: timedelta, rules: Rules = PUBLIC_HTTPS
) -> str:
    """UTF-8, or what a mark in front or the server says it is; unpacked, if it is compressed.

    Raises FetchRefused.
    """
    return (await fetch_if_changed(address, limit_bytes=limit_bytes, within=within, rules=rules)).text


async def fetch_if_changed(
    address: str,
    *,
    limit_bytes: int,
    within: timedelta,
    known: Version = UNKNOWN,
    rules: Rules = PUBLIC_HTTPS,
) -> Fetched:
    """Like fetch_text, with its version. Raises Unchanged where the server says that it still is `known`."""
    pieces: list[bytes] = []
    async with _answer(address, within=within, rules=rules, asking=known.question) as response:
        if response.status == NOT_MODIFIED and known != UNKNOWN:
            raise Unchanged
        await _read(response, pieces.append, limit_bytes)
        version, content_type = _version(response), response.headers.get("Content-Type", "")
    try:
        return Fetched(decoded(b"".join(pieces), content_type=content_type), version)
    except UnicodeDecodeError:
        raise FetchRefused(NOT_TEXT) from None


def _version(response: aiohttp.ClientResponse) -> Version:
    names = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return Version(*(name if len(name) <= LONGEST_NAME else "" for name in names))


async def fetch_into(
    write: Callable[[bytes], object],
    address: str,
    *,
    limit_bytes: int,
    within: timedelta,
    rules: Rules = PUBLIC_HTTPS,
) -> None:
    """Piece by piece, for what is too large to be held at once. Raises FetchRefused, perhaps half-way."""
    async with _answer(address, within=within, rules=rules) as response:
        await _read(response, write, limit_bytes)


@asynccontextmanager
async def _answer(
    address: str, *, within: timedelta, rules: Rules, asking: Mapping[str, str] = NOTHING
) -> AsyncIterator[aiohttp.ClientResponse]:
    with _in_words():
        url = _url(address, rules)
        async with (
            asyncio.timeout(within.total_seconds()),
            _session(rules, asking) as session,
            _followed(session, url, rules) as response,
        ):
            yield response


@contextmanager
def _in_words() -> Iterator[None]:
    """Errors of the libraries hold the address, so nothing of them is kept."""
    try:
        yield
    except TimeoutError:
        raise FetchRefused(TOO_SLOW) from None
    except aiohttp.ClientSSLError:
        raise FetchRefused(NOT_TRUSTED) from None
    except (aiohttp.ClientError, OSError):
        raise FetchRefused(NOT_REACHED) from None


class _NotAllowed(OSError):
    """A connection to this address is not made."""


def require_address(address: str, *, rules: Rules = PUBLIC_HTTPS) -> None:
    """Whether it could be one at all, without a look at where it leads. Raises FetchRefused."""
    _url(address, rules)


def _url(address: str, rules: Rules) -> URL:
    """webcal:// is how calendars write https://."""
    try:
        url = URL(address.strip())
        is_whole = bool(url.host)
    except ValueError:
        raise FetchRefused(NOT_AN_ADDRESS) from None
    if url.scheme in ("webcal", "webcals"):
        url = url.with_scheme("https")
    if not is_whole or not url.scheme:
        raise FetchRefused(NOT_AN_ADDRESS)
    if url.scheme not in rules.schemes:
        raise FetchRefused(NOT_HTTPS)
    if not rules.allow_port(url):
        raise FetchRefused(OTHER_PORT.format(ports=" or ".join(map(str, sorted(rules.ports or ())))))
    return url


def _session(rules: Rules, asking: Mapping[str, str]) -> aiohttp.ClientSession:
    """Without proxies: behind one, nobody here could tell where a connection ends."""

    def open_socket(info: Any) -> socket.socket:
        family, kind, protocol, _, sockaddr = info
        # An IPv6 address may carry its zone, as in fe80::1%eth0.
        if not rules.may_connect(ip_address(str(sockaddr[0]).partition("%")[0])):
            raise _NotAllowed
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(socket_factory=open_socket, force_close=True)
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={**HEADERS, **asking},
        auto_decompress=False,
    )


@asynccontextmanager
async def _followed(
    session: aiohttp.ClientSession, url: URL, rules: Rules
) -> AsyncIterator[aiohttp.ClientResponse]:
    """The answer at the end of all redirects; each of them is held against the same rules."""
    for _ in range(MOST_REDIRECTS + 1):
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in REDIRECTS:
                yield response
                return
            url = _next(url, response.headers.get("Location", ""), rules)
    raise FetchRefused(TOO_MANY_REDIRECTS)


def _next(url: URL, location: str, rules: Rules) -> URL:
    try:
        following = url.join(URL(location))
    except ValueError:
        raise FetchRefused(NOT_REACHED) from None
    if following.scheme not in rules.schemes:
        raise FetchRefused(REDIRECTED_AWAY)
    if not rules.allow_port(following):
        raise FetchRefused(NOT_REACHED)
    return following


async def _read(response: aiohttp.ClientResponse, write: Callable[[bytes], object], limit: int) -> None:
    _require_a_file(response)
    too_large = FetchRefused(TOO_LARGE.format(limit=_in_megabytes(limit)))
    if (response.content_length or 0) > limit:
        raise too_large
    counted = _Counted(write, too_large, limit, is_called_html=response.content_type in CALLED_HTML)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    unpacking = Unpacking(counted.write, encoding=encoding, limit=PIECE)
    size = 0
    try:
        async for piece in response.content.iter_chunked(PIECE):
            size += len(piece)
            if size > limit:
                raise too_large
            unpacking.feed(piece)
        unpacking.finish()
    except CannotUnpack:
        raise FetchRefused(COMPRESSED) from None


class _Counted:
    """Holds the size of what is written to a limit, and its beginning against that of a web page."""

    def __init__(
        self, write: Callable[[bytes], object], too_large: FetchRefused, limit: int, *, is_called_html: bool
    ) -> None:
        self._write, self._too_large, self._left = write, too_large, limit
        self._html = (b"<",) if is_called_html else HTML_BEGINS
        self._beginning = b""

    def write(self, piece: bytes) -> None:
        if len(self._beginning) < LOOKED_AT:
            self._beginning += piece[:LOOKED_AT]
            _require_no_page(self._beginning, self._html)
        self._left -= len(piece)
        if self._left < 0:
            raise self._too_large
        self._write(piece)


def _require_a_file(response: aiohttp.ClientResponse) -> None:
    if response.status in (401, 403):
        raise FetchRefused(SIGN_IN)
    if response.status in (404, 410):
        raise FetchRefused(GONE)
    if response.status != 200:
        raise FetchRefused(UNWELL.format(status=response.status))


def _require_no_page(beginning: bytes, html: tuple[bytes, ...]) -> None:
    """What it begins with counts more than what its server calls it."""
    if beginning.removeprefix(BYTE_ORDER_MARK).lstrip().lower().startswith(html):
        raise FetchRefused(WEB_PAGE)


def _in_megabytes(limit: int) -> str:
    return f"{limit / 1_000_000:g} MB"
