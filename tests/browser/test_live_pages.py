"""Pages that ask for themselves again, in a browser whose clock is moved by hand."""

import pytest_asyncio
from playwright.async_api import expect

from bot.domain.signing_in.sessions import key_of
from tests.browser.conftest import ON_SESSION_LOOP
from tests.handlers.tour.undelivered import fail
from tests.web.visiting import open_house

pytestmark = ON_SESSION_LOOP
A_TURN = 10_500


@pytest_asyncio.fixture(loop_scope="session")
async def house():
    async with open_house() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def overview(house, chromium):
    """As the manager of a program in which nothing waits sees it."""
    page = await chromium.new_page()
    asked = page.asked = []
    page.on("request", lambda one: asked.append(one) if one.resource_type == "xhr" else None)
    await page.clock.install()
    await page.goto(house.deps.site.address(f"/in/{await house.link_for('manager')}"))
    await page.click("main form button")
    await expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    yield page
    await page.close()


WAITS = "couldn't be delivered"


async def test_what_waits_is_there_without_a_tap(house, overview):
    await expect(overview.locator("#now")).not_to_contain_text(WAITS)
    await fail(house.town, house.ids["program"], count=1)
    await overview.clock.run_for(A_TURN)
    await expect(overview.locator("#now")).to_contain_text(WAITS)
    [one] = overview.asked
    assert one.headers["lamplight-by-itself"] == "1"


async def test_it_rests_while_somebody_is_at_it_or_nobody_looks(house, overview):
    await overview.focus("#now a")
    await overview.clock.run_for(A_TURN)
    await overview.evaluate("document.activeElement.blur()")
    await overview.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    await overview.clock.run_for(A_TURN)
    assert overview.asked == []
    await overview.evaluate("delete document.hidden")
    async with overview.expect_request(lambda one: one.resource_type == "xhr"):
        await overview.clock.run_for(A_TURN)


async def test_it_can_be_held_still(house, overview):
    await overview.get_by_role("link", name="Hold it still").click()
    await overview.clock.run_for(3 * A_TURN)
    assert overview.asked == []
    await overview.get_by_role("link", name="Let it refresh").click()
    async with overview.expect_request(lambda one: one.resource_type == "xhr"):
        await overview.clock.run_for(A_TURN)


async def test_once_the_session_is_over_it_says_so_and_asks_no_more(house, overview):
    [cookie] = [one for one in await overview.context.cookies() if one["name"] == "lamplight"]
    async with house.deps.db.statement() as repos:
        await repos.dashboard_sessions.end(key_of(cookie["value"]))
    await overview.clock.run_for(A_TURN)
    await expect(overview.locator("main")).to_contain_text("You aren't signed in")
    before = len(overview.asked)
    await overview.clock.run_for(3 * A_TURN)
    assert len(overview.asked) == before == 1
