"""Clicks, many at a time, and how long each waited for its acknowledgement."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.slack import SIGNING_SECRET
from bot.clock import system_clock
from tests.clicks import Tap, signed


@dataclass(frozen=True, slots=True)
class Storm:
    """`waits` are seconds from request to acknowledgement; `acknowledged` the taps that got theirs."""

    waits: Sequence[float]
    acknowledged: Sequence[Tap]
    began: float
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def storm(
    address: str,
    taps: Sequence[Tap],
    *,
    in_flight: int,
    response_url: str = "",
    stop: tuple[int, Callable[[], object]] | None = None,
) -> Storm:
    """Tap all of them, `in_flight` at a time. Who is cut off taps no more.

    `stop` is what to call after so many acknowledgements.
    """
    # Made before the clock starts; the generator shares the machine with what it measures.
    waiting = [(tap, _request(tap, response_url)) for tap in reversed(taps)]
    waits: list[float] = []
    acknowledged: list[Tap] = []

    async def one_after_another() -> None:
        host, port = urlsplit(address).hostname, urlsplit(address).port
        reader, writer = await asyncio.open_connection(host, port)
        try:
            while waiting:
                tap, request = waiting.pop()
                asked = time.perf_counter()
                writer.write(request)
                await expect_200(reader)
                waits.append(time.perf_counter() - asked)
                acknowledged.append(tap)
                if stop and len(acknowledged) == stop[0]:
                    stop[1]()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(in_flight):
            group.create_task(one_after_another())
    return Storm(waits, acknowledged, began, time.perf_counter() - began)


async def expect_200(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head[:15]:
        raise RuntimeError(f"a click was answered with {head[:40]!r}")
    _, _, rest = head.lower().partition(b"content-length:")
    if length := int(rest.split(b"\r\n")[0] or 0):
        await reader.readexactly(length)


def _request(tap: Tap, response_url: str) -> bytes:
    """The whole request as it goes over the wire: cheaper to send than any client's."""
    return request_of(tap.body(response_url))


def request_of(body: bytes, **more: str) -> bytes:
    """Sign it; `more` are headers."""
    headers = {
        "Host": "localhost",
        "Content-Length": len(body),
        **signed(body, secret=SIGNING_SECRET, now=system_clock()),
        **more,
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /slack/events HTTP/1.1", *lines, "", ""]).encode() + body
