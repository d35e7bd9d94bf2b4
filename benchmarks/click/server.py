"""What is stormed, in a process of its own: the bot, or a Bolt app that acknowledges and does nothing else.

Prints its address when it is ready and ends with its standard input.
"""

import asyncio
import gc
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from benchmarks.slack import BOT_TOKEN, SIGNING_SECRET
from bot.app import running
from bot.cli import CLICKS_WAIT_AT_MOST
from bot.config import Settings, SlackMode
from bot.logs import set_up_logs
from bot.views.ids import Action
from bot.web.serving import serving
from tests.databases import KEY

BARE = "bare"


@dataclass(frozen=True, slots=True)
class Served:
    """A process, and where it listens."""

    process: Process
    address: str


@asynccontextmanager
async def serving_apart(what: str, slack_api_url: str = "") -> AsyncIterator[Served]:
    """`what` is a database's address, or BARE."""
    arguments = ("-m", "benchmarks.click.server", what, slack_api_url)
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
    assert process.stdout
    try:
        yield Served(process, (await process.stdout.readline()).decode().strip())
    finally:
        await process.communicate(b"")


@asynccontextmanager
async def bare() -> AsyncIterator[str]:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token=BOT_TOKEN, bot_user_id="UBOT")

    app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize, process_before_response=True)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.action(Action.WE_MET)(acknowledge)
    pages: web.Application = app.web_app(path="/slack/events")
    async with serving(pages, host="127.0.0.1", port=0) as address:
        yield address


@asynccontextmanager
async def lamplight(database_url: str, slack_api_url: str) -> AsyncIterator[str]:
    settings = Settings(
        slack_mode=SlackMode.HTTP,
        bot_token=BOT_TOKEN,
        app_token="",
        signing_secret=SIGNING_SECRET,
        encryption_keys=(KEY,),
        slack_api_url=slack_api_url,
        database_url=database_url,
        port=0,
    )
    # Without its jobs: a tick during one round and none during the next would only be noise.
    async with running(settings, start_jobs=False) as bot:
        # As the bot does once it runs.
        gc.collect()
        gc.freeze()
        sys.setswitchinterval(CLICKS_WAIT_AT_MOST)
        yield bot.address


async def _serve(what: str, slack_api_url: str) -> None:
    async with bare() if what == BARE else lamplight(what, slack_api_url) as address:
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    set_up_logs(level=logging.WARNING)
    asyncio.run(_serve(*sys.argv[1:]))
