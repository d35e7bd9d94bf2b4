"""What stands at the request address before there is a token."""

from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.config import Settings
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.authorize import UNKNOWN_WORKSPACE
from bot.slack.manifest import read_manifest
from bot.web.before_installing import before_installing

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def sandbox():
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(NOW), wall=lambda: datetime.now(UTC))
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def settings(sandbox):
    environ = {"SLACK_SIGNING_SECRET": sandbox.signing_secret, "ENCRYPTION_KEYS": "k" * 43 + "="}
    return replace(Settings.for_running({**environ, "SLACK_BOT_TOKEN": "xoxb-"}), port=0)


async def test_slack_verifies_the_address_before_it_has_given_a_token(sandbox, settings):
    async with before_installing(settings) as address:
        sandbox.request_url = f"{address}/slack/events"

        assert await sandbox.delivery.verify()


async def test_a_command_is_told_that_nothing_is_set_up_and_strangers_are_turned_away(sandbox, settings):
    ana = sandbox.actor(sandbox.add_person("Ana Lima"))
    async with before_installing(settings) as address, aiohttp.ClientSession() as anybody:
        sandbox.request_url = f"{address}/slack/events"
        await ana.command("/mentor", channel=sandbox.add_channel("ward-7", members=[ana.person]))
        async with anybody.post(sandbox.request_url, json={"type": "url_verification"}) as unsigned:
            assert unsigned.status == 401

    assert ana.inbox()[0].text == UNKNOWN_WORKSPACE
