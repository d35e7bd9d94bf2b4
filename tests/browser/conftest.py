"""A headless Chromium, whichever this machine has."""

import os
import shutil

import pytest
from playwright.async_api import async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NOT_FOUND = "The browser tests need Chromium: install the package chromium (or Google Chrome) so that it is on the PATH."


def find_browser():
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture
async def chromium():
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NOT_FOUND)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def page(chromium):
    """A laptop's window. What the page complains about on its console fails the test."""
    page = await chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    yield page
    assert complaints == []
