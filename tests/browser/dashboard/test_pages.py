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
from bot.web.guard import NOT_FOR_YOU
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
PAGES = [route for route in all_routes() if route.method == "GET"]
# Where there is nothing here a page says so; whom it is there for, tests/web/test_rules.py holds.
SHOWN = (200, 404, 409)


@dataclass(frozen=True)
class Look:
    """One page as one role sees it."""

    route: Route
    role: str
    width: int = LAPTOP
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.route.path} {self.role} {self.width} {self.scheme}"


def may(route):
    return [role for role, seen_as in READS_AS.items() if route.open_to & seen_as]


def may_not(route):
    return [role for role in READS_AS if role not in may(route)]


# At every commit each page as each role on a laptop by day, and as one of them on a phone by night, both with
# axe once; before a release everything with axe.
DAILY = [Look(route, role) for route in PAGES for role in may(route)]
BY_NIGHT = [Look(route, may(route)[0], PHONE, "dark") for route in PAGES]
WITH_AXE = {Look(route, may(route)[0]) for route in PAGES} | {*BY_NIGHT}
REST = [
    Look(route, role, width, scheme)
    for route in PAGES
    for role in may(route)
    for width in (LAPTOP, TABLET, ZOOMED, PHONE)
    for scheme in ("light", "dark")
    if Look(route, role, width, scheme) not in WITH_AXE
]
LOOKS = [*DAILY, *BY_NIGHT, *(look for look in REST if look not in DAILY)]


async def findings(page):
    """What axe complains about as the page stands."""
    results = await Axe().run(page, options={"resultTypes": ["violations"], "rules": RULES})
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


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


@pytest.mark.parametrize("look", some(LOOKS, len(DAILY) + len(BY_NIGHT)), ids=str)
async def test_a_page_is_in_order(desk_of, look):
    async with desk_of(look.role, width=look.width, scheme=look.scheme) as desk:
        if not await is_a_page(desk, look.route.path):
            return
        assert await beyond(desk.page) <= 0
        assert await desk.page.locator("h1").count() == 1
        assert (await desk.page.title()).endswith("Lamplight")
        if look in WITH_AXE or look not in DAILY:
            assert await findings(desk.page) == []
        assert own(desk.complaints) == []


@pytest.mark.parametrize("route", [one for one in PAGES if may_not(one)], ids=lambda route: route.path)
async def test_who_may_not_see_a_page_reads_why_and_where_to_go(desk_of, route):
    async with desk_of(may_not(route)[0], width=PHONE) as desk:
        assert await desk.open(route.path) == 403
        assert await desk.page.locator("main .lead").inner_text() == NOT_FOR_YOU
        assert await desk.page.get_by_role("link", name="To the overview").is_visible()
        assert own(desk.complaints) == []


async def test_a_page_that_says_what_went_wrong_is_in_order(desk_of):
    for scheme in ("light", "dark"):
        async with desk_of("mentee", width=PHONE, scheme=scheme) as desk:
            assert await desk.open("/nowhere") == 404
            assert [await beyond(desk.page), *await findings(desk.page)] == [0]


@pytest.mark.parametrize("route", some(PAGES, 1), ids=lambda route: route.path)
async def test_a_page_on_paper_has_what_there_is_to_read_and_nothing_to_press(desk_of, route):
    async with desk_of(may(route)[0]) as desk:
        if not await is_a_page(desk, route.path):
            return
        title = await desk.page.locator("h1").inner_text()
        signed_in = await desk.page.get_by_role("button", name="Sign out").count() == 1
        sheets = pypdf.PdfReader(io.BytesIO(await desk.page.pdf(format="A4"))).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert title in words
    assert ("printed on Monday 2 March 2026" in words) == signed_in
    assert {one for one in ("Sign out", "Skip to content", "Workspace") if one in words} == set()


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
