"""The strip with the first steps, what a run comes to, and the page where there is little room."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.sandbox.showing.tour import Line, Spot, Step
from tests.browser.beacon import MONDAY
from tests.browser.conftest import ON_SESSION_LOOP
from tests.browser.steps import run_command_and_read, type_keys

pytestmark = ON_SESSION_LOOP
NARROW = {"width": 390, "height": 844}
ZOOMED = {"width": 720, "height": 450}


class OneMeeting:
    """Counts nothing: the page shows what it is told."""

    def __init__(self, spot):
        self.spot = spot

    async def begin(self):
        pass

    async def lines(self):
        return [Line("1 meeting took place.", "See the pair", self.spot)]


@pytest.fixture
def timeline(timeline):
    ana, ben, _ = timeline.sandbox.people
    timeline.tour = lambda: [
        Step("begin", "Begin", "See Home.", "Be Ana Lima", Spot(ana.id)),
        Step("be", "Be somebody", "See Home.", "Be Ben Okoro", Spot(ben.id)),
        Step("night", "See a phone at 3", "It's dark.", "Go to Ana's phone", Spot(ana.id, pane="phone"),
             move="until", how={"hour": 3}),
    ]  # fmt: skip
    timeline.watch = OneMeeting(Spot(ben.id, timeline.sandbox.channels[0].id))
    return timeline


async def test_steps_lead_there_and_stay_done(workspace, sandbox):
    steps = workspace.get_by_role("region", name="First steps")
    await expect(steps).to_contain_text("0 of 3 done")
    await steps.get_by_role("button", name="Be Ben Okoro").click()
    await expect(workspace.get_by_role("button", name="See as Ben Okoro")).to_be_visible()
    await expect(steps.get_by_role("heading", name="Done: Be somebody")).to_be_visible()

    await steps.get_by_role("button", name="Go to Ana's phone").click()
    await expect(workspace.get_by_role("banner")).to_contain_text("03:00")
    await expect(workspace.get_by_role("complementary", name="Ana Lima's phone")).to_contain_text("03:00")
    assert sandbox.clock.now() == MONDAY + timedelta(hours=18)

    await steps.get_by_role("button", name="Hide the first steps").press("Enter")
    await workspace.reload()
    await expect(steps).to_contain_text("2 of 3 done")
    await expect(steps.get_by_role("button", name="Be Ana Lima")).to_have_count(0)
    await steps.get_by_role("button", name="Show the first steps").click()
    await expect(steps.get_by_role("button", name="Be Ana Lima")).to_be_visible()


async def test_a_run_ends_with_what_came_of_it_and_leads_there(workspace, sandbox):
    await workspace.get_by_role("button", name="+1 day").click()
    came = workspace.get_by_role("region", name="What happened")
    await expect(came.get_by_role("heading", name="1 day later")).to_be_visible()
    await expect(came).to_contain_text("No messages: there was nothing to say.")
    await came.get_by_role("button", name="See the pair").click()

    await expect(workspace.get_by_role("button", name="See as Ben Okoro")).to_be_visible()
    await expect(workspace.get_by_role("heading", name="#ward-7")).to_be_visible()
    await workspace.reload()
    await expect(workspace.get_by_role("region", name="First steps")).to_be_visible()
    await workspace.get_by_role("button", name="+1 hour").click()
    await expect(came.get_by_role("heading", name="1 hour later")).to_be_visible()
    await workspace.get_by_role("button", name="Close what happened").click()
    await expect(came).to_have_count(0)
    await expect(workspace.get_by_role("button", name="Hide the first steps")).to_be_focused()


async def test_on_a_phone_one_part_at_a_time_lies_over_the_page(workspace):
    await workspace.set_viewport_size(NARROW)
    people, phone = (
        workspace.get_by_role("navigation", name="Conversations"),
        workspace.get_by_role("complementary", name="Ana Lima's phone"),
    )
    await expect(people).to_have_count(0)
    await expect(phone).to_have_count(0)
    opener = workspace.get_by_role("button", name="People", exact=True)
    await opener.press("Enter")
    await expect(people.get_by_role("button", name="See as Ana Lima")).to_be_focused()
    await workspace.keyboard.press("Escape")
    await expect(people).to_have_count(0)
    await expect(opener).to_be_focused()

    await opener.click()
    await people.get_by_role("button", name="ward-7").click()
    await expect(people).to_have_count(0)
    await expect(workspace.get_by_role("heading", name="#ward-7")).to_be_visible()
    await workspace.get_by_role("button", name="Phone", exact=True).click()
    await expect(phone).to_be_visible()
    assert await phone.evaluate("one => one.getBoundingClientRect().width <= innerWidth")
    await phone.get_by_role("button", name="Close").click()
    await expect(phone).to_have_count(0)
    await expect(workspace.get_by_role("button", name="Phone", exact=True)).to_be_focused()


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["phone", "zoomed"])
async def test_nothing_is_wider_than_the_page_and_the_conversation_has_room(workspace, size):
    await workspace.set_viewport_size(size)
    await workspace.reload()
    await expect(workspace.get_by_role("heading", name="Next")).to_be_visible()
    assert await workspace.evaluate("document.documentElement.scrollWidth <= innerWidth")
    room = await workspace.get_by_role("region", name="Home tab").bounding_box()
    assert room["width"] >= size["width"] * 0.6
    assert room["height"] >= size["height"] * 0.33


async def test_on_a_phone_words_beside_a_choice_keep_the_width_of_the_page(workspace):
    await run_command_and_read(workspace, "/beacon menu")
    await workspace.set_viewport_size(NARROW)
    room = await workspace.get_by_text("A choice beside words").bounding_box()
    assert room["width"] >= NARROW["width"] * 0.6


async def test_the_focus_returns_to_the_button_that_opened_a_form(workspace, sandbox):
    button = workspace.get_by_role("button", name="Open the form")
    await button.press("Enter")
    await expect(workspace.get_by_role("dialog", name="Join in")).to_be_visible()
    await workspace.keyboard.press("Escape")
    await expect(workspace.get_by_role("dialog")).to_have_count(0)
    await expect(button).to_be_focused()


async def test_a_menu_is_walked_by_arrows_and_stays_on_the_page(workspace):
    await run_command_and_read(workspace, "/beacon menu")
    await workspace.set_viewport_size(NARROW)
    more = workspace.get_by_role("button", name="More actions: A menu")
    await more.press("ArrowDown")
    first, last = (workspace.get_by_role("menuitem", name=name) for name in ("Rhythm", "Pause"))
    await expect(first).to_be_focused()
    await type_keys(workspace, "End")
    await expect(last).to_be_focused()
    await type_keys(workspace, "ArrowDown")
    await expect(first).to_be_focused()
    box = await workspace.get_by_role("menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    await type_keys(workspace, "Tab")
    await expect(workspace.get_by_role("menu")).to_have_count(0)
    await more.press("Enter")
    await type_keys(workspace, "Escape")
    await expect(more).to_be_focused()
