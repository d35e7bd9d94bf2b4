"""The dashboard without a mouse."""

from playwright.async_api import expect

from bot.web.face.gallery import CAME_BACK, PAGE, WRONG
from tests.browser.conftest import ON_SESSION_LOOP

pytestmark = ON_SESSION_LOOP


async def test_the_first_key_leads_past_the_menus(manager, keys):
    await manager.open("/")
    await manager.page.keyboard.press("Tab")
    skip = manager.page.get_by_role("link", name="Skip to content")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await manager.page.keyboard.press("Enter")
    await expect(manager.page.locator("main")).to_be_focused()


async def test_a_form_that_came_back_begins_with_what_is_wrong_and_leads_there(manager, keys):
    await manager.open(CAME_BACK)
    await expect(manager.page.get_by_role("alert", name="Something isn't right yet")).to_be_focused()
    await keys.press(manager.page.get_by_role("link", name=WRONG["note"]))
    why = manager.page.get_by_role("textbox", name="Why")
    await expect(why).to_be_in_viewport()
    await expect(why).to_have_accessible_description(f"The log keeps it. {WRONG['note']}")


async def test_what_is_folded_away_and_what_is_sorted_are_reached_by_keys(manager, keys):
    await manager.open(PAGE)
    await keys.press(manager.page.get_by_text("The figures as a table"), "Space")
    await expect(manager.page.get_by_role("table", name="Meetings held of those planned")).to_be_visible()
    await keys.reach(manager.page.get_by_role("link", name="Mentee", exact=True))
