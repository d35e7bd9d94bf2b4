"""The process dies in the middle of a storm of clicks; what Slack was told is done, is done."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.clock import system_clock
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.manifest import read_manifest
from tests.clicks import Tap, ask_pairs, recorded, signed
from tests.databases import BOTH, KEY, Databases, opened

AT_ONCE = 20
PAIRS = 1000
ENOUGH = 150


class Ward:
    """Many people who tap at once, and which of their taps were acknowledged."""

    def __init__(self, taps: list[Tap], *, secret: str) -> None:
        self._waiting, self._secret = list(taps), secret
        self.acknowledged: set[Tap] = set()
        self.enough = asyncio.Event()

    async def tap_all(self, address: str) -> None:
        """Until all are acknowledged, or nobody answers any more."""
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._tap(session, f"{address}/slack/events"))

    async def _tap(self, session: aiohttp.ClientSession, url: str) -> None:
        while self._waiting:
            tap = self._waiting.pop()
            body = tap.body()
            headers = signed(body, secret=self._secret, now=system_clock())
            try:
                async with session.post(url, data=body, headers=headers) as response:
                    assert response.status == 200
            except aiohttp.ClientError:
                return
            self.acknowledged.add(tap)
            if len(self.acknowledged) == ENOUGH:
                self.enough.set()


@asynccontextmanager
async def bot_process(sandbox: Sandbox, url: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m bot run`, ready; killed at the end, if not before."""
    settings = {
        "SLACK_MODE": "http",
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "SLACK_API_URL": f"{sandbox.base_url}/api/",
        "ENCRYPTION_KEYS": KEY,
        "DATABASE_URL": url,
        "PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, **settings}, stderr=PIPE
    )
    assert process.stderr
    try:
        said = await process.stderr.readuntil(b"listening on ")
        address = (await process.stderr.readline()).decode().strip()
        assert re.fullmatch(r"http://\S+", address), said
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("kind", BOTH)
async def test_no_acknowledged_click_is_lost_to_kill_nine(databases: Databases, kind: str) -> None:
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(system_clock()), wall=system_clock, seed=7)
    async with sandbox.serve(), databases.address(kind) as url:
        async with opened(url) as db:
            taps = await ask_pairs(db, workspace_id=sandbox.team_id, count=PAIRS, on=system_clock().date())
        ward = Ward(taps, secret=sandbox.signing_secret)
        async with bot_process(sandbox, url) as (process, address):
            storm = asyncio.create_task(ward.tap_all(address))
            await ward.enough.wait()
            process.kill()
            await storm
        assert ENOUGH <= len(ward.acknowledged) < PAIRS
        async with bot_process(sandbox, url), opened(url) as db:
            assert ward.acknowledged <= await recorded(db, sandbox.team_id, taps)
