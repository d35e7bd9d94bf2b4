"""Open dashboard: a link for whoever has a page, and a sentence for everybody else."""

import secrets
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from bot.domain.signing_in.sessions import key_of
from bot.sandbox.elements import walk
from bot.site import Site
from bot.storage.signing_in.rows import sign_in_link
from bot.usecases.signing_in.links import NO_PAGE
from bot.views.ids import Action
from bot.views.signing_in.opening import HAS_NO_ADDRESS
from tests.web.visiting import ROLES, Visitor, open_house

HAVE_A_PAGE = {"manager", "champion", "reader", "owner", "officer", "other_manager"}


@pytest.fixture
async def house():
    async with open_house() as opened:
        yield opened


def tappable(view):
    return [one for one in walk(view.blocks) if one.kind == "button"]


def link_of(actor):
    [button] = [one for one in tappable(actor.modal) if one.action_id == Action.DASHBOARD_LINK]
    return button.element["url"]


async def asked(house, role):
    """Ask for the dashboard by the command."""
    who = house.town.person(ROLES[role])
    await house.town.do(who.command("/mentoring", "dashboard"))
    return who


@pytest.mark.parametrize("role", ROLES)
async def test_whoever_has_a_page_gets_a_link_and_nobody_else(house, role):
    who = await asked(house, role)
    await house.town.do(who.open_home())
    on_home = [one.action_id for one in tappable(who.home)].count(Action.DASHBOARD)
    if role not in HAVE_A_PAGE:
        assert NO_PAGE.split(":")[0] in str(who.modal.blocks)
        assert on_home == 0
        return
    assert on_home == 1
    path = urlsplit(link_of(who)).path.removeprefix("/dashboard")
    page = await Visitor(house).ask("POST", path)
    assert (page.status, page.leads_to) == (303, "/")


async def test_a_button_may_lead_to_a_page(house):
    mona = house.town.person(ROLES["manager"])
    await house.town.do(mona.open_home())
    [button] = [one for one in tappable(mona.home) if one.action_id == Action.DASHBOARD]
    button.element["value"] = "/programs/p1/review?wave=mid"
    await house.town.do(mona.click(mona.home, Action.DASHBOARD))
    assert link_of(mona).endswith("?to=/programs/p1/review%3Fwave%3Dmid")


async def test_a_link_is_kept_as_a_hash_alone(house):
    mona = await asked(house, "manager")
    secret = urlsplit(link_of(mona)).path.rpartition("/")[2]
    async with house.deps.db._engine.connect() as connection:
        [kept] = (await connection.execute(select(sign_in_link))).all()
    assert secret not in str(kept)
    assert kept.key == key_of(secret)
    assert len(secret) >= len(secrets.token_urlsafe(32))


async def test_links_are_counted_within_a_day(house, monkeypatch):
    monkeypatch.setattr("bot.usecases.signing_in.links.LINKS_A_DAY", 2)
    mona = house.town.person(ROLES["manager"])
    for _ in range(2):
        await house.town.do(mona.command("/mentoring", "dashboard"))
        assert link_of(mona)
        await mona.close(everything=True)
    await house.town.do(mona.command("/mentoring", "dashboard"))
    assert "2 links within a day" in str(mona.modal.blocks)


async def test_without_an_address_it_says_what_is_missing(house, monkeypatch):
    monkeypatch.setattr(house.deps.site, "_url", Site()._url)
    mona = await asked(house, "manager")
    assert HAS_NO_ADDRESS in [one["text"]["text"] for one in mona.modal.blocks]


async def test_a_tap_on_the_link_is_acknowledged_and_changes_nothing(house):
    mona = await asked(house, "manager")
    before = mona.modal.blocks
    await house.town.do(mona.click(mona.modal, Action.DASHBOARD_LINK))
    assert mona.modal.blocks == before
