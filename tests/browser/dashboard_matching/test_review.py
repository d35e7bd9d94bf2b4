"""The whole review without a mouse, in a real Chromium; and axe on each of its pages, light and dark."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from tests.browser.conftest import ON_SESSION_LOOP

pytestmark = ON_SESSION_LOOP
RULES = {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}}
PAGES = ("", "/messages", "/later", "/ask", "/settings", "/weights", "/pair")
NARROW = {"width": 320, "height": 800}


async def findings(page):
    """What axe complains about as the page stands, in both schemes."""
    found = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        results = await Axe().run(page, options={"resultTypes": ["violations"], "rules": RULES})
        found += [
            f"{scheme}: {one['id']}: {node['html'][:200]}"
            for one in results.response["violations"]
            for node in one["nodes"]
        ]
    return found


@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(desk, path):
    await desk.open(path)
    found = await findings(desk.page)
    await desk.page.set_viewport_size(NARROW)
    assert found == []
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


async def test_axe_finds_nothing_on_the_way_to_a_swap_and_to_a_yes(desk):
    page, (one, other, *_) = desk.page, await desk.matches()
    await desk.open(f"?swap={one.id}")
    found = await findings(page)
    await desk.open(f"/swap?match={one.id}&other={other.id}")
    found += await findings(page)
    await desk.open()
    await page.get_by_role("button", name=re.compile(r"^Approve \d")).click()
    await expect(page.get_by_role("heading", name=re.compile(r"^Approve \d"))).to_be_visible()
    assert found + await findings(page) == []


def row(desk, match):
    return desk.page.locator(f"#m-{match.id}")


async def names_in(desk, match):
    return await row(desk, match).get_attribute("aria-label")


async def test_single_keys_act_on_the_row_that_has_the_focus_and_nowhere_else(desk):
    page = desk.page
    await desk.open()
    first, second = page.locator(".match").nth(0), page.locator(".match").nth(1)
    before = await desk.matches()
    for key in "ldsx":
        await page.keyboard.press(key)
    assert page.url.endswith("/matching")
    await first.get_by_role("checkbox").focus()
    await page.keyboard.press("x")
    await expect(first.get_by_role("checkbox")).to_be_checked()
    await page.keyboard.press("j")
    await expect(second).to_be_focused()
    await page.keyboard.press("k")
    await expect(first).to_be_focused()
    assert await desk.matches() == before
    await page.keyboard.press("l")
    await expect(page.get_by_role("status")).to_contain_text("Kept.")
    await expect(page.locator(".match:focus")).to_contain_text("Kept")
    await page.keyboard.press("l")
    await expect(page.get_by_role("status")).to_contain_text("Not kept any longer.")


async def test_the_keys_can_be_turned_off(desk):
    page = desk.page
    await desk.open()
    await page.get_by_role("link", name="Turn these keys off").click()
    await expect(page.get_by_text("Single keys do nothing here.")).to_be_visible()
    before = await desk.matches()
    await page.locator(".match").first.focus()
    for key in "ldxsj":
        await page.keyboard.press(key)
    await expect(page.locator(".match").first).to_be_focused()
    assert await desk.matches() == before


async def test_without_scripts_every_move_is_there(desk, chromium, hospital):
    house, secret = hospital
    context = await chromium.browser.new_context(java_script_enabled=False)
    await context.add_cookies([{"name": "lamplight", "value": secret, "url": house.deps.site.address("/")}])
    page = await context.new_page()
    await page.goto(house.deps.site.address(house.path("/programs/{program}/matching")))
    await expect(page.get_by_text("In the list:")).to_be_hidden()
    first = page.locator(".match").first
    await first.get_by_role("button", name="Keep as it is").click()
    await expect(page.get_by_role("status")).to_contain_text("Kept.")
    await page.get_by_role("button", name="Don't keep").first.click()
    await expect(page.get_by_role("status")).to_contain_text("Not kept any longer.")
    await context.close()


async def test_a_whole_review_by_keys_alone(desk):
    """Keep one, swap two, drop one and take it back, tick one and drop it, approve the rest when asked."""
    page = desk.page
    await desk.open()
    one, other, third, *_ = await desk.matches()

    await desk.press(row(desk, one).get_by_role("button", name="Keep as it is"))
    await expect(row(desk, one)).to_be_focused()
    await expect(row(desk, one)).to_contain_text("Kept")

    await desk.press(row(desk, one).get_by_role("link", name="Swap mentors"))
    await expect(page.locator("#swapping")).to_be_focused()
    await desk.press(row(desk, other).get_by_role("link", name="Swap with this one"))
    await expect(page.get_by_role("heading", name="Swap mentors")).to_be_visible()
    yes = page.get_by_role("button", name="Swap", exact=True)
    await expect(yes).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(row(desk, one)).to_be_focused()
    swapped = {each.id: each.mentor_to_ask for each in await desk.matches()}
    assert (swapped[one.id], swapped[other.id]) == (other.mentor_to_ask, one.mentor_to_ask)

    await page.goto(page.url.partition("?")[0])
    await desk.press(row(desk, third).get_by_role("button", name="Drop"))
    await expect(page.locator("#done")).to_be_focused()
    await desk.press(page.get_by_role("button", name="Undo"), most=1)
    await expect(row(desk, third)).to_be_focused()

    await page.goto(page.url.partition("?")[0])
    drop = page.get_by_role("button", name="Drop them")
    await row(desk, third).get_by_role("checkbox").focus()
    await page.keyboard.press("Space")
    while not await drop.evaluate("one => one === document.activeElement"):
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Dropped.")
    assert third.id in {each.id for each in await desk.matches(MentorshipState.DROPPED)}

    await page.goto(page.url.partition("?")[0])
    await desk.press(page.get_by_role("button", name=re.compile(r"^Approve \d")))
    await expect(page.get_by_text("This writes to")).to_be_visible()
    assert await desk.matches()
    await desk.press(page.get_by_role("button", name=re.compile(r"^Approve \d")))
    await expect(page.get_by_role("status")).to_contain_text("will go out")
    await expect(page.get_by_role("status")).to_be_focused()
    assert await desk.matches() == []
    assert one.id in {each.id for each in await desk.matches(*CURRENT)}
