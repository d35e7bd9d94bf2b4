"""A small hospital and its dashboard in a real Chromium, once for all tests, with a way in for each role."""

import re
from dataclasses import dataclass
from typing import Literal

import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

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
        page = re.sub(r"\{(\w+)\}", lambda part: self.house.ids.get(part[1], part[1]), path)
        answer = await self.page.goto(self.house.deps.site.address(page))
        assert answer is not None
        return answer.status

    async def look(self, *, width: int, scheme: Literal["light", "dark"]) -> None:
        """As wide as this, by day or by night."""
        await self.page.set_viewport_size({"width": width, "height": 900})
        await self.page.emulate_media(media="null", color_scheme=scheme)


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
async def browser_of(chromium, house):
    """Each role's browser, signed in: one for all tests."""
    known: dict[str, BrowserContext] = {}

    async def made(role: str) -> BrowserContext:
        if role not in known:
            known[role] = await chromium.browser.new_context(reduced_motion="reduce")
            known[role].set_default_timeout(PATIENCE)
            secret = (await house.sign_in(role)).secret
            url = house.deps.site.address("/")
            await known[role].add_cookies([{"name": "lamplight", "value": secret, "url": url}])
        return known[role]

    yield made
    for one in known.values():
        await one.close()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def desk_of(browser_of, house):
    """Give somebody's desk, the same for all tests: `desk = await desk_of("manager", scheme="dark")`."""

    known: dict[str, Desk] = {}

    async def made(role: str, *, width: int = 1440, scheme: Literal["light", "dark"] = "light") -> Desk:
        if role not in known:
            known[role] = _desk(house, await (await browser_of(role)).new_page())
        desk = known[role]
        desk.complaints.clear()
        await desk.look(width=width, scheme=scheme)
        return desk

    return made


def _desk(house: House, page: Page) -> Desk:
    desk = Desk(house, page, [])
    page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    page.on("console", lambda line: desk.complaints.extend([line.text] if line.type == "error" else []))
    return desk


@pytest_asyncio.fixture(loop_scope="session")
async def manager(desk_of):
    """The manager at a laptop, alone with what this test does; nothing goes wrong on their pages."""
    desk = await desk_of("manager")
    yield desk
    assert desk.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def keys(manager):
    return Keys(manager.page)
