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
LAPTOP, PHONE, TABLET, ZOOMED = (1440, 1), (320, 1), (768, 1), (720, 2)  # widths, and pixels to each
PAGES = [route for route in all_routes() if route.method == "GET"]


@dataclass(frozen=True)
class Look:
    """One page as one role sees it."""

    route: Route
    role: str
    size: tuple[int, int] = LAPTOP
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.route.path} {self.role} {self.size[0]} {self.scheme}"


def may(route):
    return [role for role, seen_as in READS_AS.items() if route.open_to & seen_as]


def may_not(route):
    return [role for role in READS_AS if role not in may(route)]


# At every commit: each page as each role, on a laptop by day; and once on a phone by night.
DAILY = [Look(route, role) for route in PAGES for role in may(route)]
BY_NIGHT = [Look(route, may(route)[0], PHONE, "dark") for route in PAGES]
# Before a release: everything.
ALL = [
    Look(route, role, size, scheme)
    for route in PAGES
    for role in may(route)
    for size in (LAPTOP, TABLET, PHONE, ZOOMED)
    for scheme in ("light", "dark")
]
REST = [look for look in ALL if look not in DAILY and look not in BY_NIGHT]
WITH_AXE = {Look(route, may(route)[0]) for route in PAGES} | {*BY_NIGHT}


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
    assert status == 200, await desk.page.inner_text("main")
    return True


@pytest.mark.parametrize("look", some([*DAILY, *BY_NIGHT, *REST], len(DAILY) + len(BY_NIGHT)), ids=str)
async def test_a_page_is_in_order(desk_of, look):
    width, pixels = look.size
    async with desk_of(look.role, width=width, color_scheme=look.scheme, device_scale_factor=pixels) as desk:
        if not await is_a_page(desk, look.route.path):
            return
        assert await beyond(desk.page) <= 0
        assert await desk.page.locator("h1").count() == 1
        assert (await desk.page.title()).endswith("Lamplight")
        if look in WITH_AXE or look not in DAILY:
            assert await findings(desk.page) == []
        assert desk.complaints == []


@pytest.mark.parametrize("route", [one for one in PAGES if may_not(one)], ids=lambda route: route.path)
async def test_who_may_not_see_a_page_reads_why_and_where_to_go(desk_of, route):
    async with desk_of(may_not(route)[0], width=320) as desk:
        assert await desk.open(route.path) == 403
        assert await desk.page.locator("main .lead").inner_text() == NOT_FOR_YOU
        assert await desk.page.get_by_role("link", name="To the overview").is_visible()
        assert [one for one in desk.complaints if REFUSED not in one] == []
        assert await findings(desk.page) == []


@pytest.mark.parametrize("route", some(PAGES, 1), ids=lambda route: route.path)
async def test_a_page_on_paper_has_what_there_is_to_read_and_nothing_to_press(desk_of, route):
    async with desk_of(may(route)[0]) as desk:
        if not await is_a_page(desk, route.path):
            return
        title = await desk.page.locator("h1").inner_text()
        sheets = pypdf.PdfReader(io.BytesIO(await desk.page.pdf(format="A4"))).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert {one for one in (title, "printed on Monday 2 March 2026") if one not in words} == set()
    assert {one for one in ("Sign out", "Skip to content", "Workspace") if one in words} == set()


async def test_the_way_in_is_in_order(desk_of, house):
    async with desk_of("nobody", width=320, color_scheme="dark") as desk:
        await desk.page.context.clear_cookies()
        assert await desk.open(f"/in/{await house.link_for('manager')}") == 200
        assert [*await findings(desk.page), *desk.complaints] == []
        await desk.page.get_by_role("button", name="Open the dashboard").click()
        await desk.page.get_by_role("button", name="Sign out").click()
        assert await desk.page.locator("h1").inner_text() == "Signed out"
        assert [*await findings(desk.page), *desk.complaints] == []
