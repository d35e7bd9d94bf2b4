"""A link from Slack: what it leads to, who may tap it twice, and how often others may guess."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.signing_in.sessions import AT_MOST, IDLE_FOR, LINK_GOOD_FOR
from bot.storage.signing_in.rows import dashboard_session, sign_in_link
from bot.usecases.signing_in.links import LINK_IS_OVER, clear_away
from bot.web.door import tries
from bot.web.door.signing_in import TOO_OFTEN, own_page
from bot.web.door.tries import Tries
from bot.web.guard import ROLE_IS_GONE
from tests.web.visiting import THEIRS, Visitor

OURS = ["/", "/programs/p1/review", "/programs/p1/people?show=support&sort=-since", "/log"]
NOT_OURS = [
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/..//evil.example",
    "/../../elsewhere",
    "/programs//x",
    "javascript:alert(1)",
    "/%2f/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "/a\nb",
    "/@evil.example",
    "/a:b",
    "/ä",
    "/a\n",
    "/" + "a" * 400,
    "programs/p1",
]


async def rows_of(house, table):
    async with house.deps.db._engine.connect() as connection:
        return (await connection.execute(select(table))).all()


@pytest.mark.parametrize("page", OURS)
def test_a_link_may_lead_to_a_page_of_ours(page):
    assert own_page(page) == page


@pytest.mark.parametrize("page", NOT_OURS)
def test_whatever_else_it_names_it_leads_to_the_overview(page):
    assert own_page(page) == "/"


async def test_one_lands_where_the_link_says(house):
    link = await house.link_for("manager")
    wanted = house.path("/programs/{program}/review")
    page = await Visitor(house).get(f"/in/{link}?to={wanted}")
    assert re.findall('name="to" value="([^"]*)"', page.text) == [wanted]
    assert (await Visitor(house).ask("POST", f"/in/{link}", fields={"to": wanted})).leads_to == wanted


async def test_no_link_leads_anywhere_else(house):
    for wanted in NOT_OURS:
        link = await house.link_for("manager")
        answer = await Visitor(house).ask("POST", f"/in/{link}", fields={"to": wanted})
        assert (answer.status, answer.headers["Location"]) == (
            303,
            house.deps.site.path(own_page(wanted.strip())),
        )


async def test_a_second_tap_on_the_same_device_lands_in_and_on_another_reads_that_it_is_over(house):
    link = await house.link_for("manager")
    first = await Visitor(house).ask("POST", f"/in/{link}")
    secret = re.findall("lamplight=([^;]+)", first.headers["Set-Cookie"])[0]
    again = await Visitor(house, secret=secret).ask("POST", f"/in/{link}")
    assert (again.status, again.leads_to, "Set-Cookie" in again.headers) == (303, "/", False)
    other = await Visitor(house).ask("POST", f"/in/{link}")
    assert (other.status, LINK_IS_OVER in other.words) == (409, True)


async def test_used_late_and_unknown_links_read_alike(house):
    used, late = await house.link_for("manager"), await house.link_for("manager")
    await Visitor(house).ask("POST", f"/in/{used}")
    wall = house.deps.wall
    object.__setattr__(house.deps, "wall", lambda: wall() + LINK_GOOD_FOR)
    pages = [await Visitor(house).ask("POST", f"/in/{one}") for one in (used, late, "x" * 43)]
    assert {page.status for page in pages} == {409}
    assert len({page.words for page in pages}) == 1
    shown = [await Visitor(house).get(f"/in/{one}") for one in (used, late, "x" * 43)]
    assert len({page.words for page in shown}) == 1


async def test_signing_in_anew_makes_a_new_session_and_ends_the_last_of_this_browser(house):
    mona = await house.sign_in("manager")
    phone = await house.sign_in("manager")
    again = await Visitor(house, secret=mona.secret).ask("POST", f"/in/{await house.link_for('manager')}")
    assert again.status == 303
    assert mona.secret not in again.headers["Set-Cookie"]
    assert (await mona.get("/")).status == 401
    assert (await phone.get("/")).status == 200


async def test_a_link_signs_in_to_its_own_workspace_alone(house):
    theirs = await house.sign_in("manager", workspace_id=THEIRS)
    page = await theirs.get(house.path("/programs/{program}"))
    assert page.status in (401, 404, 503)


async def test_a_session_goes_by_the_machines_clock_and_not_by_the_demos(house):
    mona = await house.sign_in("manager")
    house.town.sandbox.clock.advance(timedelta(weeks=3))
    assert (await mona.get("/")).status == 200
    wall = house.deps.wall
    object.__setattr__(house.deps, "wall", lambda: wall() + IDLE_FOR)
    assert (await mona.get("/")).status == 401


async def test_looking_keeps_a_session_but_a_page_that_asks_by_itself_does_not(house):
    mona, now = await house.sign_in("manager"), house.deps.wall()
    object.__setattr__(house.deps, "wall", lambda: now + IDLE_FOR / 2)
    await mona.get("/", **{"Lamplight-By-Itself": "1"})
    [before] = await rows_of(house, dashboard_session)
    await mona.get("/")
    [after] = await rows_of(house, dashboard_session)
    assert before.seen_at < after.seen_at
    object.__setattr__(house.deps, "wall", lambda: now + IDLE_FOR * 1.4)
    assert (await mona.get("/")).status == 200
    object.__setattr__(house.deps, "wall", lambda: now + AT_MOST)
    assert (await mona.get("/")).status == 401


async def test_whoever_has_no_role_left_is_told_so_and_signed_out(house):
    rita = await house.sign_in("reader")
    async with house.deps.db.transaction() as repos:
        for held in (await repos.roles.list_held(house.town.workspace_id)).held:
            if held.user_id == rita.user_id:
                await repos.roles.take(held)
    page = await rita.get("/")
    assert (page.status, ROLE_IS_GONE in page.words) == (401, True)
    assert await rows_of(house, dashboard_session) == []


async def test_what_is_over_is_cleared_away_at_night(house):
    await house.link_for("manager")
    await house.sign_in("manager")
    await clear_away(house.deps.db, wall=house.deps.wall() + IDLE_FOR)
    assert await rows_of(house, sign_in_link) == await rows_of(house, dashboard_session) == []


async def test_a_sign_in_stands_in_the_access_log(house):
    await house.sign_in("manager")
    async with house.deps.db.reading() as repos:
        [newest] = await repos.access_log.list_page(
            house.town.workspace_id, program_id="", user_id=house.id_of("manager"), before=0, limit=1
        )
    assert (newest.event.what, newest.event.program_id) == ("signed in to the dashboard", "")


async def test_whoever_guesses_is_told_to_wait_and_does_not_reach_the_database(house, monkeypatch):
    monkeypatch.setattr(tries, "MOST", 3)
    for _ in range(3):
        assert (await Visitor(house).ask("POST", "/in/guessed")).status == 409
    page = await Visitor(house).ask("POST", "/in/guessed")
    assert (page.status, TOO_OFTEN in page.words) == (429, True)
    wall = house.deps.wall
    object.__setattr__(house.deps, "wall", lambda: wall() + tries.WITHIN)
    link = await house.link_for("manager")
    assert (await Visitor(house).ask("POST", f"/in/{link}")).status == 303


def test_tries_are_counted_by_address_and_few_addresses_are_remembered(monkeypatch):
    now, counted = datetime(2026, 11, 23, 9, tzinfo=UTC), Tries()
    for _ in range(tries.MOST):
        counted.note("10.0.0.1", now)
    assert counted.are_too_many("10.0.0.1", now)
    assert not counted.are_too_many("10.0.0.2", now)
    assert not counted.are_too_many("10.0.0.1", now + tries.WITHIN)
    # A clock that was set back shuts nobody out.
    assert not counted.are_too_many("10.0.0.1", now - timedelta(hours=1))
    monkeypatch.setattr(tries, "MOST_REMEMBERED", 2)
    for one in range(5):
        counted.note(f"10.0.1.{one}", now)
    assert len(counted._since) == 2
