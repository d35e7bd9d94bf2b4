"""A sandbox with three people in it, and a real Bolt app that listens over HTTP."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
SCOPES = ["commands", "chat:write", "mpim:write", "users:read", "dnd:read", "files:write"]
EVENTS = ["app_home_opened", "app_uninstalled", "user_change"]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Beacon"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Beacon"},
        "slash_commands": [{"command": "/beacon"}],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"event_subscriptions": {"bot_events": EVENTS}},
}


class Wall:
    """Wall time that can be put ahead."""

    def __init__(self):
        self.ahead = timedelta(0)

    def __call__(self):
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
async def sandbox(wall):
    sandbox = Sandbox(MANIFEST, clock=SandboxClock(MONDAY), wall=wall)
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
def ana(sandbox):
    return sandbox.actor(sandbox.add_person("Ana Lima", title="Charge nurse", email="ana@example.org"))


@pytest.fixture
def ben(sandbox):
    return sandbox.actor(sandbox.add_person("Ben Okoro"))


@pytest.fixture
def ward(sandbox, ana, ben):
    return sandbox.add_channel("ward-7", members=[ana.person, ben.person])


@pytest.fixture
def client(sandbox):
    return AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/", retry_handlers=[])


@pytest.fixture
def bolt(sandbox, client):
    """An app without listeners yet; each test adds its own."""
    return AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)


@pytest.fixture
async def app(sandbox, bolt):
    """The app, listening where the sandbox delivers."""
    async with listening(sandbox, bolt.web_app("/slack/events")):
        yield bolt


@asynccontextmanager
async def listening(sandbox, web_app):
    async with TestServer(web_app) as server:
        sandbox.request_url = str(server.make_url("/slack/events"))
        yield server
