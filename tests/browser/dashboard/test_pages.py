"""Every page of the dashboard, as each role that may see it and as one that may not, in a real browser.

Pages are found as the app finds them: a new one is looked at from the day it is there.
"""

import io
from dataclasses import dataclass

import pypdf
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Error

from bot.domain.signing_in.standing import ReadsAs
from bot.web.guard import NOT_FOR_YOU, NOT_SIGNED_IN, ROLE_IS_GONE
from bot.web.routes import Route, all_routes
from tests.browser.conftest import ON_SESSION_LOOP
from tests.browser.dashboard.conftest import REFUSED
from tests.browser.test_axe import RULES
from tests.examples import some

pytestmark = ON_SESSION_LOOP
READS_AS = {
    "manager": {ReadsAs.MANAGER},
    "champion": {ReadsAs.CHAMPION},
    "reader": {ReadsAs.READER},
    "owner": {ReadsAs.OWNER},
    "officer": {ReadsAs.PRIVACY_OFFICER},
    "mentee": set(),
}
LAPTOP, TABLET, ZOOMED, PHONE = 1440, 768, 720, 320  # a laptop's window at 200 % has 720 px
# What goes by colours and widths; the other rules of axe say the same of a page however it looks.
BY_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
PAGES = [route for route in all_routes() if route.method == "GET"]
# Where there is nothing here a page says so; whom it is there for, tests/web/test_rules.py holds.
SHOWN = (200, 404, 409)


PART, NO_PART = [(403, NOT_FOR_YOU)], [(401, ROLE_IS_GONE), (401, NOT_SIGNED_IN)]


@dataclass(frozen=True)
class Look:
    """One page as one role sees it."""

    route: Route
    role: str
    width: int = LAPTOP
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.route.path} {self.role} {self.width} {self.scheme}"


def str_of(one):
    return one if isinstance(one, str) else one.path


def may(route):
    return [role for role, seen_as in READS_AS.items() if route.open_to & seen_as]


def may_not(route):
    return [role for role in READS_AS if role not in may(route)]


# Before a release everything: each page as each role, at each width, in both schemes.
ALL = [
    Look(route, role, width, scheme)
    for route in PAGES
    for role in may(route)
    for width in (LAPTOP, TABLET, ZOOMED, PHONE)
    for scheme in ("light", "dark")
]


async def findings(page, only=()):
    """What axe complains about as the page stands, by these rules or all; it's put in once a page."""
    if await page.evaluate("typeof axe === 'undefined'"):
        await page.evaluate(Axe().axe_script)
    which = {"runOnly": only} if only else {"rules": RULES}
    found = await page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **which})
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


async def beyond(page):
    """By how many pixels the page is wider than the window."""
    return await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


async def is_a_page(desk, path):
    """False for what is saved as a file, or drawn by itself."""
    try:
        status = await desk.open(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    if await desk.page.evaluate("document.contentType") != "text/html":
        return False
    assert status in SHOWN, await desk.page.inner_text("main")
    return True


def own(complaints):
    """What the page itself says on the console, and not what the browser says of its status."""
    return [one for one in complaints if REFUSED not in one]


async def in_order(desk, only=()):
    """By how much it's too wide, and what axe finds; a page has one heading, and a title."""
    assert await desk.page.locator("h1").count() == 1
    assert (await desk.page.title()).endswith("Lamplight")
    return [await beyond(desk.page), *await findings(desk.page, only), *own(desk.complaints)]


@pytest.mark.parametrize("route", PAGES, ids=str_of)
async def test_a_page_is_in_order_by_day_and_on_a_phone_by_night(desk_of, route):
    desk = await desk_of(may(route)[0])
    if await is_a_page(desk, route.path):
        assert await in_order(desk) == [0]
        await desk.look(width=PHONE, scheme="dark")
        assert await in_order(desk, BY_LOOKS) == [0]


@pytest.mark.parametrize(
    ("route", "role"), [(route, role) for route in PAGES for role in may(route)[1:]], ids=str_of
)
async def test_a_page_is_there_for_each_who_may_see_it(desk_of, route, role):
    desk = await desk_of(role)
    if await is_a_page(desk, route.path):
        assert [await beyond(desk.page), *own(desk.complaints)] == [0]


@pytest.mark.parametrize("look", some(ALL, 0), ids=str)
async def test_a_page_is_in_order_at_every_width(desk_of, look):
    desk = await desk_of(look.role, width=look.width, scheme=look.scheme)
    if await is_a_page(desk, look.route.path):
        assert await in_order(desk) == [0]


@pytest.mark.parametrize("route", [one for one in PAGES if may_not(one)], ids=str_of)
async def test_who_may_not_see_a_page_reads_why_and_where_to_go(desk_of, route):
    """Whoever has no part in any program has no session either."""
    role = may_not(route)[0]
    desk = await desk_of(role, width=PHONE)
    status, why = await desk.open(route.path), await desk.page.locator("main .lead").inner_text()
    assert (status, why) in (PART if READS_AS[role] else NO_PART)
    assert await desk.page.get_by_role("link", name="To the overview").count() == (status == 403)
    assert own(desk.complaints) == []


async def test_a_page_that_says_what_went_wrong_is_in_order(desk_of):
    desk = await desk_of("champion", width=PHONE)
    assert await desk.open("/nowhere") == 404
    assert await in_order(desk) == [0]
    await desk.look(width=LAPTOP, scheme="dark")
    assert await in_order(desk) == [0]


@pytest.mark.parametrize("route", some(PAGES, 1), ids=str_of)
async def test_a_page_on_paper_has_what_there_is_to_read_and_nothing_to_press(desk_of, route):
    desk = await desk_of(may(route)[0])
    if not await is_a_page(desk, route.path):
        return
    title = await desk.page.locator("h1").inner_text()
    sheets = pypdf.PdfReader(io.BytesIO(await desk.page.pdf(format="A4"))).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert {one for one in (title, "printed on Monday 2 March 2026") if one not in words} == set()
    await desk.page.emulate_media(media="print")
    assert await desk.page.locator("header, nav, button, .button, .skip").filter(visible=True).count() == 0


async def test_the_way_in_is_in_order(desk_of, house, page):
    await page.set_viewport_size({"width": PHONE, "height": 900})
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await page.goto(house.deps.site.address(f"/in/{await house.link_for('manager')}"))
        assert [await beyond(page), *await findings(page)] == [0]
    await page.get_by_role("button", name="Open the dashboard").click()
    await page.get_by_role("button", name="Sign out").click()
    assert await page.locator("h1").inner_text() == "Signed out"
    assert [await beyond(page), *await findings(page)] == [0]
