"""A review with six proposed pairs, and its manager at a browser without a mouse."""

from dataclasses import dataclass

import pytest_asyncio
from playwright.async_api import Locator, Page

from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from tests.browser.conftest import PATIENCE
from tests.web.matching.conftest import move_in
from tests.web.visiting import House, open_house

EXTRA = ("Ivy Innes", "Jon Jones")


@dataclass
class Desk:
    """The manager's browser; `complaints` are what its console said."""

    house: House
    page: Page
    complaints: list[str]

    async def open(self, path: str = "") -> None:
        room = self.house.path("/programs/{program}/matching")
        await self.page.goto(self.house.deps.site.address(f"{room}{path}"))

    async def press(self, wanted: Locator, key: str = "Enter", *, most: int = 90) -> None:
        """Tab until it has the focus, as somebody does who sees where they are, and press a key."""
        target = await wanted.element_handle()
        for _ in range(most):
            await self.page.keyboard.press("Tab")
            if await self.page.evaluate("one => one === document.activeElement", target):
                await self.page.keyboard.press(key)
                return
        raise AssertionError(f"{most} tabs don't lead to {wanted}")

    async def matches(self, *states: MentorshipState) -> list[Mentorship]:
        async with self.house.deps.db.reading() as repos:
            found: list[Mentorship] = await repos.mentorships.list_for_program(
                self.house.town.workspace_id, self.house.ids["program"], states or [MentorshipState.PROPOSED]
            )
        return found


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def hospital():
    async with open_house() as house:
        await move_in(house)
        for name in EXTRA:
            await house.town.join(house.town.person(name))
        await house.town.join(
            house.town.person("Kim Kerr"), role="mentor", wanted=(), offered=("leadership",), capacity=2
        )
        manager = await house.sign_in("manager")
        await manager.post(house.path("/programs/{program}/matching/work-out"))
        yield house, manager.secret


@pytest_asyncio.fixture(loop_scope="session")
async def desk(chromium, hospital):
    house, secret = hospital
    context = await chromium.browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    await context.add_cookies([{"name": "lamplight", "value": secret, "url": house.deps.site.address("/")}])
    page, complaints = await context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend([line.text] if line.type == "error" else []))
    yield Desk(house, page, complaints)
    await context.close()
    assert complaints == []
