"""What a server may answer to keep whoever asked waiting, or to fill their memory: one of each shape."""

import asyncio
import gzip
import zlib
from contextlib import suppress
from functools import cache

from aiohttp import web

from tests.confined.hostile_calendars import HOURS
from tests.rosters.calendars import calendar, event

MEGABYTE = b"x" * 1_000_000
TEXT = calendar(event(*HOURS, "Früh"))
MOMENT = 0.05


def given(body, content_type="text/calendar", **headers):
    async def answer(request):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(
            body=body() if callable(body) else body, headers={"Content-Type": content_type, **names}
        )

    return answer


def without_end(piece, pause=0.0, **headers):
    """Piece after piece, until nobody listens any more."""

    async def answer(request):
        response = web.StreamResponse(headers={"Content-Type": "text/calendar", **headers})
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                await response.write(piece)
                await asyncio.sleep(pause)
        return response

    return answer


async def silent(request):
    """Until nobody waits any more."""
    async for _ in _moments():
        if request.transport is None:
            break
    return web.Response()


async def _moments():
    while True:
        await asyncio.sleep(MOMENT)
        yield


async def breaks_off(request):
    response = web.StreamResponse(headers={"Content-Length": "1000000"})
    await response.prepare(request)
    await response.write(TEXT.encode()[:100])
    request.transport.close()
    return response


def leads(to):
    async def answer(request):
        raise web.HTTPFound(to(request) if callable(to) else to)

    return answer


def raw(head):
    """Bytes that are no answer."""

    async def answer(request):
        request.transport.write(head)
        request.transport.close()
        return await silent(request)

    return answer


@cache
def bomb(size=100):
    packer = zlib.compressobj(wbits=31)
    return b"".join([*(packer.compress(MEGABYTE) for _ in range(size)), packer.flush()])


HOSTILE = {
    "a bomb": given(bomb, Content_Encoding="gzip"),
    "a bomb that says nothing of it": given(bomb),
    "a bomb in a bomb": given(lambda: gzip.compress(bomb())),
    "a bomb of nearly 5 MB": given(lambda: gzip.compress(b"\n" * 4_999_999)),
    "without an end": without_end(MEGABYTE),
    "a bomb without an end": without_end(zlib.compress(MEGABYTE)[:500], **{"Content-Encoding": "deflate"}),
    "drop by drop": without_end(b"B", MOMENT),
    "a line at a time": without_end(b"X-NOTHING:1\r\n", MOMENT),
    "silence": silent,
    "an end that does not come": breaks_off,
    "round and round": leads(lambda request: str(request.url)),
    "on and on": leads(lambda request: f"{request.url}x"),
    "into a file": leads("file:///etc/passwd"),
    "into a longer address": leads(lambda request: f"/{'x' * 7_000}"),
    "no answer at all": raw(b"\0" * 100_000),
    "a head without an end": raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: x\r\n" * 100_000),
    "a size below nothing": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nBEGIN:VCALENDAR\r\n"),
    "pieces of no size": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nBEGIN\r\n"),
    "UTF-16": given(TEXT.encode("utf-16")),
    "half of UTF-16": given(TEXT.encode("utf-16")[:-1]),
    "UTF-16 that says it is UTF-8": given(TEXT.encode("utf-16-le"), "text/calendar; charset=utf-8"),
    "UTF-32": given(TEXT.encode("utf-32")),
    "no UTF-8": given(TEXT.encode("latin-1") + b"\xff\xfe\xed\xa0\x80" * 1000),
    "bytes": given(bytes(range(256)) * 10_000),
    "noughts": given(b"\0" * 4_000_000),
    "a charset that takes for ever": given(
        b"a-" + b"\xff" + b"b" * 4_000_000, "text/calendar; charset=punycode"
    ),
    "a name without an end": given(TEXT.encode(), f"text/calendar; charset={'x' * 6_000}"),
    "a spreadsheet": given(b"PK\x03\x04" + MEGABYTE),
    "a page of 5 MB": given(b"<html>" + b" " * 4_900_000, "text/html"),
    "a picture": given(b"\x89PNG\r\n\x1a\n" + MEGABYTE, "image/png"),
}
