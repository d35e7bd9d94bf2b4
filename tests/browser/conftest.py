"""A headless Chromium, whichever this machine has; one for all tests here, with a fresh tab for each.

Tests and async fixtures that use it run on the session's loop: `pytestmark = ON_SESSION_LOOP`, and
`@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
import shutil

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

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
