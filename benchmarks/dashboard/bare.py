"""The floor, in a process of its own: an aiohttp that serves as many bytes as are asked for, and no more.

Prints its address when it is ready and ends with its standard input.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.web.serving import serving


@asynccontextmanager
async def bare_apart() -> AsyncIterator[str]:
    arguments = ("-m", "benchmarks.dashboard.bare")
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
    assert process.stdout
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        await process.communicate(b"")


async def _answer(request: web.Request) -> web.Response:
    return web.Response(text="x" * int(request.match_info["bytes"]), content_type="text/html")


async def _serve() -> None:
    app = web.Application()
    app.router.add_get("/{bytes}", _answer)
    async with serving(app, host="127.0.0.1", port=0) as address:
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
