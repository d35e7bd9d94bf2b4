"""The page while its workspace is being made, and while its clock runs, in a real browser."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.demo.house import house
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui import add_routes
from tests.browser.beacon import MANIFEST, MONDAY
from tests.browser.conftest import ON_SESSION_LOOP

pytestmark = ON_SESSION_LOOP
NAME = "Hospital opens"


@asynccontextmanager
async def served(page):
    """A timeline of a workspace with one person, and no app; its page is closed before its server."""
    sandbox = Sandbox(
        MANIFEST, clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC), workspace_name="Hospital"
    )
    sandbox.add_person("Ana Lima", title="Charge nurse")
    timeline, app = Timeline(sandbox), sandbox.app()
    add_routes(app, sandbox, timeline, manifest=MANIFEST)
    async with sandbox.serve(app=app):
        yield timeline
        await page.close()


async def test_a_workspace_that_is_being_made_shows_how_far_it_is_and_opens_by_itself(page):
    async with served(page) as timeline:
        opening = timeline.sandbox.workspace.begin_opening()
        opening.begin("Everybody moves in", share=0.5)
        await page.goto(timeline.sandbox.base_url)
        bar = page.get_by_role("progressbar", name=NAME)
        await expect(bar).to_have_attribute("aria-valuenow", "0")

        opening.reach(0.5, "41 people have joined")
        await expect(bar).to_have_attribute("aria-valuenow", "25")
        await expect(bar).to_have_attribute("aria-valuetext", "25 percent, Everybody moves in")
        await expect(page).to_have_title("25% of Hospital")
        opening.begin("A week passes", share=0.5)
        await expect(page.get_by_role("status")).to_have_text("A week passes")
        newest, before = page.get_by_role("listitem").nth(0), page.get_by_role("listitem").nth(1)
        await expect(newest).to_have_attribute("aria-current", "step")
        await expect(before).to_contain_text("41 people have joined")
        await expect(page.get_by_role("button")).to_have_count(0)

        timeline.sandbox.workspace.open()
        await expect(page.get_by_role("button", name="See as Ana Lima")).to_be_visible()
        await expect(page.get_by_role("log")).to_have_text("Hospital is open.")
        await expect(page).to_have_title("Hospital")
        await expect(bar).to_have_count(0)


async def test_a_workspace_that_cannot_be_made_says_so_before_it_is_gone(page):
    async def fails():
        async with house(seed=1) as built:
            built.opening.begin("Everybody moves in", share=0.5)
            await page.goto(built.sandbox.base_url)
            await expect(page.get_by_role("progressbar")).to_be_visible()
            # From here on the page is told what happens.
            built.opening.begin("Programs begin", share=0.5)
            await expect(page.get_by_role("status")).to_have_text("Programs begin")
            raise RuntimeError("no room on the disk")

    with pytest.raises(RuntimeError):
        await fails()
    await expect(page.get_by_role("alert")).to_contain_text("couldn't be opened. The terminal says why")
    await expect(page).to_have_title("St Brendan's Hospital isn't open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_the_light_of_the_lamp(page, scheme):
    async with served(page) as timeline:
        timeline.sandbox.workspace.begin_opening().begin("Everybody moves in", share=1)
        await page.emulate_media(color_scheme=scheme)
        await page.goto(timeline.sandbox.base_url)
        await expect(page.get_by_role("progressbar")).to_be_visible()
        assert await page.evaluate(FAINTEST) >= 4.5


# Words and their softer kind, each before the ground and before the brightest of its glow.
FAINTEST = """() => {
  const style = getComputedStyle(document.querySelector('.opening'));
  const probe = document.body.appendChild(document.createElement('i'));
  const rgb = (name) => {
    probe.style.color = style.getPropertyValue(name).trim();
    return getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  };
  const light = (name) => rgb(name).map((part) => part / 255)
    .map((part) => (part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  };
  return Math.min(...['--words', '--soft'].flatMap((word) =>
    ['--ground', '--halo'].map((back) => contrast(word, back))));
}"""


async def test_a_run_is_followed_week_by_week(page):
    async with served(page) as timeline:
        go_on, last = asyncio.Semaphore(0), asyncio.Event()

        async def next_week(now):
            return now + timedelta(weeks=1)

        async def catch_up(now):
            await go_on.acquire()

        timeline.next_event, timeline.after_move, timeline.after_run = next_week, catch_up, last.wait
        await page.goto(timeline.sandbox.base_url)
        await page.get_by_role("button", name="Run 12 weeks").click()
        passing = page.get_by_role("progressbar", name="Time passing")
        await expect(passing).to_be_visible()
        await expect(page.get_by_role("button", name="Run 12 weeks")).to_be_disabled()

        for _ in range(2):
            go_on.release()
        await expect(page.get_by_role("status").filter(has_text="Week 3 of 12")).to_have_count(1)
        await expect(passing).to_have_js_property("value", 2 / 12)
        for _ in range(10):
            go_on.release()
        await expect(page.get_by_text("Nearly there")).to_be_visible()
        last.set()
        await expect(passing).to_have_count(0)
        await expect(page.get_by_role("button", name="Run 12 weeks")).to_be_enabled()
