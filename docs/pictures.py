"""Takes the README's pictures: real screens of the demo in a headless Chromium. Run by `make pictures`."""

import asyncio
import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from playwright.async_api import Page, async_playwright

from bot.demo.world import World, world
from bot.domain.mentorships.mentorships import MentorshipState
from bot.sandbox.model import View
from bot.views.ids import Action, Field

FOLDER = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE = {"width": 1360, "height": 850}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


async def take() -> None:
    FOLDER.mkdir(exist_ok=True)
    key = Fernet.generate_key().decode()
    async with world(seed=1, key=key, database_url="sqlite://") as made, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = await browser.new_page(viewport=SIZE, device_scale_factor=1.5)  # type: ignore[arg-type]
        await cover(made, page)
        await hours(made, page)
        await check_in(made, page)
        await introduction(made, page)
        await match_review(made, page)
        await summary(made, page)
        await dashboard(made, page)
        await browser.close()


def find_browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        raise SystemExit("Taking pictures needs Chromium: install it and run again.")
    return found


async def cover(made: World, page: Page) -> None:
    """Where mentors are missing in the program that is looking for them."""
    manager = made.cast.manager_of("coaching_sprint")
    actor = made.sandbox.actor(manager)
    async with made.bot.deps.db.transaction() as repos:
        [program] = [
            one
            for one in await repos.programs.list_live(made.bot.workspace_id)
            if one.template_id == "coaching_sprint"
        ]
    await page.goto(f"{made.sandbox.base_url}/#/{manager.id}/home")
    await actor.open_home()
    await made.bot.background.drain()
    for action in (Action.PROGRAM_PAGE, Action.COVER):
        await actor.click(actor.modal or actor.home, action, value=program.id)  # type: ignore[arg-type]
        await made.bot.background.drain()
    await take_dialog(page, "Enough mentors?", "cover")
    await actor.close(everything=True)


async def hours(made: World, page: Page) -> None:
    """A nurse joins, and sees when she may be written to."""
    nurse = made.cast.newcomer()
    actor = made.sandbox.actor(nurse)
    await page.goto(f"{made.sandbox.base_url}/#/{nurse.id}/home")
    await actor.command("/mentor", "join")
    await made.bot.background.drain()
    await actor.submit()
    assert actor.modal
    await actor.choose(actor.modal, Field.WANTED, ["clinical_confidence", "speaking_up"])
    await actor.choose(actor.modal, Action.JOIN_PRESET, made.cast.by_id[nurse.id].preset_id)
    await made.bot.background.drain()
    await take_dialog(page, "Join mentoring, 2 of 3", "hours")
    await actor.close(everything=True)


async def take_dialog(page: Page, title: str, name: str) -> None:
    await page.get_by_role("dialog", name=title).wait_for()
    await settle(page)
    await page.screenshot(path=FOLDER / f"{name}.png")


async def check_in(made: World, page: Page) -> None:
    """A nurse on nights, just asked, off shift between two nights."""
    made.timeline.acting = False
    nurse = None
    while nurse is None:
        await made.timeline.advance(timedelta(hours=6))
        nurse = next((one for one in nurses_on_nights(made) if asked(made, one)), None)
    await show(made, page, nurse, made.sandbox.actor(nurse).dm.id, "workspace")


def nurses_on_nights(made: World) -> list[str]:
    return [
        person.id
        for person, one in made.cast.people
        if one.profession == "nurse" and one.preset_id == "nights_12" and one.is_rostered
    ]


def asked(made: World, person_id: str) -> bool:
    actor = made.sandbox.actor(person_id)
    messages = actor.messages(actor.dm)
    return bool(messages) and Action.WE_MET in str(messages[-1].blocks)


async def introduction(made: World, page: Page) -> None:
    async with made.bot.deps.db.transaction() as repos:
        [program] = [
            one
            for one in await repos.programs.list_live(made.bot.workspace_id)
            if one.template_id == "nurse_leadership"
        ]
        pairs = await repos.mentorships.list_for_program(
            made.bot.workspace_id, program.id, [MentorshipState.ACTIVE]
        )
    pair = pairs[0]
    await show(made, page, pair.user_ids[0], pair.channel_id or "", "introduction")


async def match_review(made: World, page: Page) -> None:
    manager = made.cast.manager_of("specialist_resident")
    await page.goto(f"{made.sandbox.base_url}/#/{manager.id}/home")
    await made.sandbox.actor(manager).command("/mentoring", "match")
    await made.bot.background.drain()
    await page.get_by_role("dialog").get_by_text("mentees matched").wait_for()
    await settle(page)
    await page.screenshot(path=FOLDER / "match_review.png")
    await made.sandbox.actor(manager).close(everything=True)


async def summary(made: World, page: Page) -> None:
    manager = made.cast.manager_of("nurse_leadership")
    actor = made.sandbox.actor(manager)
    await actor.command("/mentoring", "summary")
    await made.bot.background.drain()
    await actor.click(actor.messages(actor.note)[-1], Action.SUMMARY_POST)
    await made.bot.background.drain()
    await show(made, page, manager.id, made.cast.channels[0].id, "summary")


async def dashboard(made: World, page: Page) -> None:
    """As a manager opens it: the link from Home, one more tap, and the program that runs."""
    actor = made.sandbox.actor(made.cast.manager_of("nurse_leadership"))
    await actor.open_home()
    await made.bot.background.drain()
    await actor.click(actor.home, Action.DASHBOARD)  # type: ignore[arg-type]
    await made.bot.background.drain()
    await page.goto(address_in(actor.modal))
    await page.get_by_role("main").get_by_role("button").click()
    await page.get_by_role("link", name="Nurse Leadership Mentoring, winter 2026").first.click()
    await page.get_by_role("heading", level=1, name="Nurse Leadership Mentoring, winter 2026").wait_for()
    await settle(page)
    await page.screenshot(path=FOLDER / "dashboard.png")
    await actor.close(everything=True)


def address_in(view: View | None) -> str:
    """The address of the one link of a view."""
    [found] = re.findall(r'"url": "([^"]+)"', json.dumps(view.blocks if view else []))
    return str(found)


async def show(made: World, page: Page, person_id: str, place: str, name: str) -> None:
    await page.goto("about:blank")
    await page.goto(f"{made.sandbox.base_url}/#/{person_id}/{place}")
    await page.locator(".messages").first.wait_for()
    await settle(page)
    await page.screenshot(path=FOLDER / f"{name}.png")


async def settle(page: Page) -> None:
    """Until nothing is on its way any more and pictures are drawn."""
    await page.evaluate("document.fonts.ready")
    await page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => {})))")
    await page.wait_for_timeout(600)


if __name__ == "__main__":
    asyncio.run(take())
