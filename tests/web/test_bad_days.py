"""Days on which the database or Slack is away, and lists of ten thousand."""

import asyncio
from datetime import timedelta

import pytest

from tests.web.crowd import many_people, many_programs
from tests.web.rules import ways
from tests.web.visiting import ROLES

MOST_BYTES = 100_000
ROWS = 10_000


async def pages_of(house):
    """One visitor for each page there is, and its path."""
    visitors = {role: await house.sign_in(role) for role in ROLES}
    return {w.path: visitors[w.role] for w in ways(house) if w.may and w.route.method == "GET"}


@pytest.mark.parametrize("how", ["http_500", "rate_limit", "drop_after_receipt"])
async def test_while_slack_is_away_what_it_said_within_a_day_counts(house, how):
    pages = await pages_of(house)
    for path, visitor in pages.items():
        await visitor.get(path)
    await house.town.let_pass(timedelta(hours=1))
    _away(house, how)
    assert {(await visitor.get(path)).status for path, visitor in pages.items()} == {200}
    house.town.sandbox.heal()


async def test_names_that_slack_does_not_tell_in_time_hold_up_no_page(house, monkeypatch):
    monkeypatch.setattr("bot.slack.names.WAIT_FOR", timedelta(milliseconds=10))
    fault = house.town.sandbox.fail("users.info", "slow", times=1000)
    mona = await house.sign_in("manager")
    async with asyncio.timeout(5):
        page = await mona.get("/")
    fault.release.set()
    assert page.status == 200
    assert "isn't known yet" in page.words


def _away(house, how):
    for _ in range(50):
        if how == "rate_limit":
            house.town.sandbox.rate_limit("users.info", times=100)
        else:
            house.town.sandbox.fail("users.info", how, times=100)


@pytest.mark.parametrize(("more", "count"), [(many_people, ROWS // 2), (many_programs, 100)])
async def test_a_page_stays_below_100_kb_however_much_there_is(house, more, count):
    await house.town.count_on_monday()
    await more(house, count)
    pages = await pages_of(house)
    shown = {path: await visitor.get(path) for path, visitor in pages.items()}
    assert {path: page.status for path, page in shown.items() if page.status != 200} == {}
    sizes = {path: len(page.text.encode()) for path, page in shown.items()}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
