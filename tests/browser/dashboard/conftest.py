"""A small hospital and its dashboard in a real Chromium, once for all tests, with a way in for each role."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE
from tests.web.visiting import House, open_house

# Of a browser: the words it has for a page that isn't there, or not for this reader.
REFUSED = "the server responded with a status of"


@dataclass
class Desk:
    """Somebody's browser at the dashboard; `complaints` are what the page said on its console."""

    house: House
    page: Page
    complaints: list[str]

    async def open(self, path: str) -> int:
        """Go there, with the ids of the house in the path; returns the status."""
        answer = await self.page.goto(self.house.deps.site.address(self.house.path(path)))
        assert answer is not None
        return answer.status


@dataclass(frozen=True)
class Keys:
    """Somebody without a mouse."""

    page: Page

    async def reach(self, wanted: Locator, *, most: int = 80, back: bool = False) -> None:
        """Tab until it has the focus, as somebody does who sees where they are."""
        target = await wanted.element_handle()
        for _ in range(most):
            await self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if await self.page.evaluate("one => one === document.activeElement", target):
                return
        raise AssertionError(f"{most} tabs don't lead to {wanted}")

    async def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Reach it and press a key."""
        await self.reach(wanted)
        await expect(wanted).to_be_focused()
        await self.page.keyboard.press(key)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def house():
    """With one pair that was introduced, and the numbers of a Monday."""
    async with open_house() as opened:
        await opened.town.count_on_monday()
        yield opened


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def secrets_of(house):
    """The secret of each role's session: one for all tests."""
    known: dict[str, str] = {}

    async def secret_of(role: str) -> str:
        if role not in known:
            known[role] = (await house.sign_in(role)).secret
        return known[role]

    return secret_of


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def desk_of(chromium, house, secrets_of):
    """Make a desk: `async with desk_of("manager", width=320, color_scheme="dark") as desk`."""

    @asynccontextmanager
    async def made(role: str, *, width: int = 1440, height: int = 900, **look: Any):
        size = {"width": width, "height": height}
        context = await chromium.browser.new_context(viewport=size, reduced_motion="reduce", **look)
        context.set_default_timeout(PATIENCE)
        kept = {"name": "lamplight", "value": await secrets_of(role), "url": house.deps.site.address("/")}
        await context.add_cookies([kept])
        page, complaints = await context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.extend([line.text] if line.type == "error" else []))
        yield Desk(house, page, complaints)
        await context.close()

    return made


@pytest_asyncio.fixture(loop_scope="session")
async def manager(desk_of):
    """The manager at a laptop, alone with what this test does; nothing goes wrong on their pages."""
    async with desk_of("manager") as desk:
        yield desk
        assert desk.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def keys(manager):
    return Keys(manager.page)
