"""Somebody at a browser who is signed in, and asks for one page after the other over one connection."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.slack import WORKSPACE_ID
from bot.clock import system_clock
from bot.domain.signing_in.sessions import Session, key_of
from bot.domain.signing_in.standing import MANAGERS, ReadsAs
from bot.site import DASHBOARD
from bot.storage.database import Database
from bot.web.routes import Route, all_routes

PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: milliseconds to its first byte, and how many bytes it has."""

    status: int
    first_byte: float
    size: int


class Browser:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, secret: str, prefix: str
    ) -> None:
        self._reader, self._writer, self._prefix = reader, writer, prefix
        self._cookie = f"Cookie: lamplight={secret}\r\n" if secret else ""

    async def get(self, path: str) -> Seen:
        request = f"GET {self._prefix}{path} HTTP/1.1\r\nHost: localhost\r\n{self._cookie}\r\n".encode()
        asked = time.perf_counter()
        self._writer.write(request)
        first = await self._reader.readexactly(1)
        waited = 1000 * (time.perf_counter() - asked)
        head = (first + await self._reader.readuntil(b"\r\n\r\n")).lower()
        size = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        await self._reader.readexactly(size)
        return Seen(int(head.split()[1]), waited, size)


@asynccontextmanager
async def browsing(address: str, *, secret: str = "", prefix: str = DASHBOARD) -> AsyncIterator[Browser]:
    at = urlsplit(address)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    try:
        yield Browser(reader, writer, secret, prefix)
    finally:
        writer.close()


async def let_in(db: Database, user_ids: Collection[str]) -> Mapping[str, str]:
    """Each is signed in, by a secret that is given back."""
    secrets, now = {one: f"secret-of-{one}" for one in user_ids}, system_clock()
    async with db.transaction() as repos:
        for user_id, secret in secrets.items():
            await repos.dashboard_sessions.add(
                Session(key_of(secret), WORKSPACE_ID, user_id, started_at=now, seen_at=now)
            )
    return secrets


def pages(ids: Mapping[str, str], *, open_to: frozenset[ReadsAs] = MANAGERS) -> Sequence[tuple[str, str]]:
    """The name and the address of every page that is open to these and about what has an id here."""
    found = [one for one in all_routes() if one.method == "GET" and one.open_to & open_to]
    return [(one.path, _filled(one, ids)) for one in found if _parts(one) <= ids.keys()]


def _parts(route: Route) -> set[str]:
    return set(PART.findall(route.path))


def _filled(route: Route, ids: Mapping[str, str]) -> str:
    return PART.sub(lambda found: ids[found[1]], route.path)
