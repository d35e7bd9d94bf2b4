"""A sandbox with the bot's own manifest, and the gateway that talks to it."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def sandbox():
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC))
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def ana(sandbox):
    return sandbox.actor(sandbox.add_person("Ana Lima", tz="Europe/Lisbon", is_owner=True))


@pytest.fixture
def ben(sandbox):
    return sandbox.actor(sandbox.add_person("Ben Okoro"))


@pytest.fixture
async def session(sandbox):
    async with slack_session(sandbox.base_url) as session:
        yield session


@pytest.fixture
def gateway(sandbox, session):
    async def token_for(workspace_id):
        return sandbox.bot_token

    return SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for)
