"""Every state of the page, light and dark, wide and narrow: axe finds nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.tour import Spot, Step
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui import add_routes
from tests.browser.beacon import EVERY_BLOCK, MANIFEST, MONDAY
from tests.browser.conftest import ON_SESSION_LOOP
from tests.browser.steps import open_form, run_command, run_command_and_read, see_the_phone

pytestmark = ON_SESSION_LOOP
# Two that axe leaves out unless it is asked: names hold the words one sees, and fingers hit what they aim at.
RULES = {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}}
NARROW = {"width": 390, "height": 844}


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


async def home(page, sandbox):
    await expect(page.get_by_role("heading", name="Next")).to_be_visible()


async def channel(page, sandbox):
    ana, ben = sandbox.people[:2]
    await sandbox.actor(ben).say(sandbox.channels[0], f"Hello <@{ana.id}>, `code` and _more_")
    await page.get_by_role("button", name="ward-7 (unread)").click()
    await expect(page.get_by_role("article")).to_be_visible()


async def direct_message(page, sandbox):
    await run_command_and_read(page, "/beacon clicks")
    await expect(page.get_by_role("button", name="We met")).to_be_visible()


async def every_block(page, sandbox):
    app = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/", retry_handlers=[])
    await app.chat_postMessage(channel=sandbox.people[0].id, text="All", blocks=EVERY_BLOCK)
    await page.get_by_role("button", name="Messages (unread)").click()
    await expect(page.get_by_role("heading", name="Everything")).to_be_visible()


async def menu(page, sandbox):
    await run_command_and_read(page, "/beacon menu")
    await page.get_by_role("button", name="More actions").click()
    await expect(page.get_by_role("menuitem", name="Rhythm")).to_be_focused()


async def question(page, sandbox):
    await run_command_and_read(page, "/beacon menu")
    await page.get_by_role("button", name="End", exact=True).click()
    await expect(page.get_by_role("dialog", name="Really?")).to_be_visible()


async def form(page, sandbox):
    await open_form(page)


async def form_with_errors(page, sandbox):
    dialog = await open_form(page)
    await page.keyboard.press("Control+Enter")
    await expect(dialog.get_by_text("Please complete this required field.")).to_have_count(5)


async def people(page, sandbox):
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("option")).to_have_count(3)


async def keys(page, sandbox):
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard help")).to_be_visible()


async def command(page, sandbox):
    await run_command(page, "/beacon clicks")
    await page.keyboard.type("/")
    await expect(page.get_by_role("option", name="/beacon")).to_be_visible()


async def wire(page, sandbox):
    await page.get_by_role("button", name="Over the wire").click()
    line = page.get_by_role("list", name="Requests, newest first").get_by_role("listitem").first
    await line.locator("summary").click()
    await expect(line.get_by_role("heading", name="Answer")).to_be_visible()


async def phone(page, sandbox):
    await run_command(page, "/beacon clicks")
    await see_the_phone(page)


async def trouble(page, sandbox):
    sandbox.request_url = "http://127.0.0.1:9/nobody"
    await page.get_by_role("button", name="Ping").click()
    await expect(page.get_by_role("alert")).to_contain_text("couldn't be reached")


async def conversations(page, sandbox):
    await page.set_viewport_size(NARROW)
    await page.get_by_role("button", name="People", exact=True).click()
    await expect(page.get_by_role("navigation", name="Conversations")).to_be_visible()


STATES = (
    *(home, channel, direct_message, every_block, menu, question, form, form_with_errors, people, keys),
    *(command, wire, phone, trouble, conversations),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_axe_finds_nothing(workspace, sandbox, state):
    """Where the page is narrow, what lies over it lies there when it is brought to the front."""
    await state(workspace, sandbox)
    found = await findings(workspace)
    await workspace.set_viewport_size(NARROW)
    if state is phone:
        await see_the_phone(workspace)
    assert found + await findings(workspace) == []


async def test_axe_finds_nothing_while_the_clock_runs(workspace, sandbox, timeline):
    timeline._report(3.0, 12.0, None)
    await expect(workspace.get_by_role("progressbar", name="Time passing")).to_be_visible()
    assert await findings(workspace) == []


async def test_axe_finds_nothing_in_the_first_steps_and_in_what_came_of_a_run(timeline, sandbox, page):
    steps = [
        Step("one", "Be somebody", "See Home.", "Be Ben Okoro", Spot(sandbox.people[1].id)),
        Step("two", "Let a day pass", "See what came.", "Move on", move="advance", how={"hours": 24}),
    ]
    timeline.tour = lambda: steps
    await page.goto(sandbox.base_url)
    region = page.get_by_role("region", name="First steps")
    await region.get_by_role("button", name="Be Ben Okoro").click()
    await expect(region).to_contain_text("1 of 2 done")
    found = await findings(page)
    await region.get_by_role("button", name="Move on").press("Enter")
    await expect(page.get_by_role("region", name="What happened")).to_be_focused()
    await page.set_viewport_size(NARROW)
    assert found + await findings(page) == []


async def test_axe_finds_nothing_while_a_workspace_is_being_made(page):
    clock = SandboxClock(MONDAY)
    sandbox = Sandbox(MANIFEST, clock=clock, wall=lambda: datetime.now(UTC), workspace_name="Hospital")
    timeline, app = Timeline(sandbox), sandbox.app()
    add_routes(app, sandbox, timeline, manifest=MANIFEST)
    async with sandbox.serve(app=app):
        opening = sandbox.workspace.begin_opening()
        opening.begin("Everybody moves in", share=0.5)
        await page.goto(sandbox.base_url)
        await expect(page.get_by_role("progressbar")).to_be_visible()
        clock.advance(timedelta(hours=1))
        opening.begin("A week passes", share=0.5)
        await expect(page.get_by_role("listitem")).to_have_count(2)
        assert await findings(page) == []
        opening.fail("It couldn't be opened.")
        await expect(page.get_by_role("alert")).to_be_visible()
        assert await findings(page) == []
