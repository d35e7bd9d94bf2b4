"""The menus: what is open to whoever reads, and where they are."""

from dataclasses import replace

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.domain.oversight.roles import RolesHeld
from bot.domain.signing_in.sessions import Session
from bot.domain.signing_in.standing import ANYONE, MANAGERS, READERS, ReadsAs, Standing
from bot.site import Site
from bot.web.face.gallery import on_face
from bot.web.menus import tabs_of_program, tabs_of_workspace
from bot.web.routes import Route
from bot.web.visit import Visit
from tests.people import MIA, MONDAY, PROGRAM, WS

ROUTES = (
    Route("GET", "/programs/{program}/people", on_face, MANAGERS, tab="People", order=30),
    Route("GET", "/programs/{program}", on_face, READERS, tab="Program", order=10),
    Route("GET", "/programs/{program}/people/{person}", on_face, MANAGERS),
    Route("GET", "/search", on_face, MANAGERS, tab="Search", order=20),
    Route("GET", "/", on_face, ANYONE, tab="Overview", order=10),
)
SITES = ("http://127.0.0.1:3000", "https://mentoring.example/lamplight")


@pytest.fixture
async def deps(house):
    return house.deps


def visit(deps, path, *, seen_as=ReadsAs.MANAGER, site=SITES[0]):
    standing = Standing(MIA, {PROGRAM.id: replace(PROGRAM, champion="UCHI")}, RolesHeld())
    session = Session("K", WS, MIA, MONDAY, MONDAY)
    request = make_mocked_request("GET", path)
    seen = frozenset({seen_as})
    return Visit(request, replace(deps, site=Site(site)), session, standing, MONDAY, seen, "key", PROGRAM)


def here(tabs):
    return [one.label for one in tabs if one.is_here]


def test_each_reader_has_what_is_open_to_them_in_order(deps):
    mine = tabs_of_program(visit(deps, "/dashboard/"), ROUTES)
    theirs = tabs_of_program(visit(deps, "/dashboard/", seen_as=ReadsAs.CHAMPION), ROUTES)
    assert [(one.label, one.page) for one in mine] == [
        ("Program", "/programs/P1"),
        ("People", "/programs/P1/people"),
    ]
    assert [one.label for one in theirs] == ["Program"]
    assert [one.label for one in tabs_of_workspace(visit(deps, "/dashboard/"), ROUTES)] == [
        "Overview",
        "Search",
    ]


@pytest.mark.parametrize(
    ("path", "program", "workspace"),
    [
        ("/dashboard/", [], ["Overview"]),
        ("/dashboard/search", [], ["Search"]),
        ("/dashboard/searching", [], []),
        ("/dashboard/programs/P1", ["Program"], []),
        ("/dashboard/programs/P1/people", ["People"], []),
        ("/dashboard/programs/P1/people/UNIA", ["People"], []),
        ("/dashboard/programs/P1/sends", ["Program"], []),
        ("/dashboard/programs/P12", [], []),
    ],
)
def test_a_menu_says_on_which_of_its_pages_one_is_or_below_which(deps, path, program, workspace):
    """Behind a proxy too, whether or not it leaves the path in front of ours."""
    for asked, site in ((path, SITES[0]), (path, SITES[1]), (f"/lamplight{path}", SITES[1])):
        found = visit(deps, asked, site=site)
        assert here(tabs_of_program(found, ROUTES)) == program
        assert here(tabs_of_workspace(found, ROUTES)) == workspace
