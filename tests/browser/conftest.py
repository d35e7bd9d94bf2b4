"""A headless Chromium, whichever this machine has; one for all tests here, with a fresh tab for each.

Tests and async fixtures that use it run on the session's loop: `pytestmark = ON_SESSION_LOOP`, and
`@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
import shutil
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import async_playwright, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui import add_routes
from tests.browser.beacon import MANIFEST, MONDAY, listen

ON_SESSION_LOOP = pytest.mark.asyncio(loop_scope="session")
PATIENCE = 10_000  # milliseconds; a busy machine draws slowly
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NOT_FOUND = "The browser tests need Chromium: install the package chromium, or Google Chrome."


expect.set_options(timeout=PATIENCE)


def find_browser():
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium():
    """A laptop's window, with a tab for each test: each workspace has an origin of its own."""
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NOT_FOUND)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield await browser.new_context(viewport={"width": 1280, "height": 800})
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium):
    """What the page complains about on its console fails the test."""
    page = await chromium.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend([line.text] if line.type == "error" else []))
    yield page
    await page.close()
    assert complaints == []


@pytest.fixture
def heard():
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def timeline():
    sandbox = Sandbox(
        MANIFEST, clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC), workspace_name="Hospital"
    )
    for name, title in (("Ana Lima", "Charge nurse"), ("Ben Okoro", "Consultant"), ("Cem Kaya", "Nurse")):
        sandbox.add_person(name, title=title)
    sandbox.add_channel("ward-7", members=sandbox.people)
    return Timeline(sandbox)


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(timeline, heard):
    sandbox = timeline.sandbox
    served = sandbox.app()
    add_routes(served, sandbox, timeline, manifest=MANIFEST)
    async with sandbox.serve(app=served) as base:
        client = AsyncWebClient(sandbox.bot_token, base_url=f"{base}/api/", retry_handlers=[])
        app = AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)
        listen(app, heard)
        async with TestServer(app.web_app("/slack/events")) as server:
            sandbox.request_url = str(server.make_url("/slack/events"))
            yield sandbox


@pytest.fixture
def client(sandbox):
    return AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/", retry_handlers=[])


@pytest_asyncio.fixture(loop_scope="session")
async def workspace(sandbox, page):
    """The page as Ana sees it first: Home. It is closed before the server that it listens to."""
    await page.goto(sandbox.base_url)
    await expect(page.get_by_role("heading", name="Next")).to_be_visible()
    return page
