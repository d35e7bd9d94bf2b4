"""Days on which the database or Slack is away, and lists of ten thousand."""

import asyncio
import os
import socket
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
import pytest

from bot.web.rendering import NAMES_MISSING
from bot.web.words import NAME_UNKNOWN
from tests.databases import POSTGRESQL, SQLITE
from tests.examples import some
from tests.handlers.book import Book
from tests.web.crowd import many_people, many_programs
from tests.web.furnished import furnish
from tests.web.rules import pages_of
from tests.web.visiting import Visitor, open_house

MOST_BYTES = 100_000
# In the last there are ten thousand enrolments.
LONG_LISTS = [(many_people, 500), (many_programs, 100), (many_people, 5_000)]
OF_THE_DRIVER = ("traceback", "sqlite", "asyncpg", "sqlalchemy", "select ", "connection", ".db", "exception")


@pytest.fixture
async def house(house):
    await furnish(house)
    return house


@asynccontextmanager
async def file_away(house):
    """The file of the database is gone, and a folder stands in its place."""
    [(_, _, name)] = (await Book.of(house.town)).run("PRAGMA database_list")
    aside = f"{name}.aside"
    await house.deps.db.close()
    _move(name, aside)
    os.mkdir(name)
    try:
        yield
    finally:
        await house.deps.db.close()
        os.rmdir(name)
        _move(aside, name)


def _move(name, to):
    """With what lies beside it."""
    for end in ("", "-wal", "-shm"):
        if os.path.exists(name + end):
            os.rename(name + end, to + end)


@asynccontextmanager
async def server_away(house):
    """Whoever is connected is not any more, and nobody listens where the server did."""
    url = house.deps.db._engine.url
    server = url.set(database="postgres", drivername="postgresql").render_as_string(hide_password=False)
    listens_at = f"{url.query['host']}/.s.PGSQL.{url.port or url.query.get('port', 5432)}"
    connection = await asyncpg.connect(server)
    os.rename(listens_at, f"{listens_at}.aside")
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(listens_at)
    gone = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url.database}'"
    await connection.execute(gone)
    try:
        yield
    finally:
        os.rename(f"{listens_at}.aside", listens_at)
        await connection.close()


@pytest.mark.parametrize(("kind", "away"), [(SQLITE, file_away), (POSTGRESQL, server_away)])
async def test_a_page_says_so_while_the_database_is_away_and_is_there_again_after(kind, away):
    async with open_house(on=kind) as house:
        await furnish(house)
        pages = await pages_of(house)
        link = await house.link_for("manager")
        async with away(house):
            shown = {path: await visitor.get(path) for path, visitor in pages.items()}
            shown |= {f"POST {path}": await visitor.post(path) for path, visitor in pages.items()}
            shown["the way in"] = await Visitor(house).ask("POST", f"/in/{link}")
        told = {path: page for path, page in shown.items() if page.status not in (404, 405)}
        assert {path: page.status for path, page in told.items() if page.status != 503} == {}
        assert {path for path, page in told.items() if "database" not in page.words} == set()
        said = " ".join(page.text for page in shown.values()).lower()
        assert [word for word in OF_THE_DRIVER if word in said] == []
        assert (await Visitor(house).ask("POST", f"/in/{link}")).status == 303
        assert {(await visitor.get(path)).status for path, visitor in pages.items()} == {200}


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
    monkeypatch.setattr("bot.slack.people.names.WAIT_FOR", timedelta(milliseconds=10))
    fault = house.town.sandbox.fail("users.info", "slow", times=1000)
    mona = await house.sign_in("manager")
    house.deps.names.forget(house.town.workspace_id)
    async with asyncio.timeout(5):
        page = await mona.get("/")
    fault.release.set()
    assert page.status == 200


async def test_a_page_says_once_that_names_are_missing_and_has_them_when_slack_has_answered(
    house, monkeypatch
):
    monkeypatch.setattr("bot.slack.people.names.WAIT_FOR", timedelta(milliseconds=10))
    mona = await house.sign_in("manager")
    people = house.path("/programs/{program}/people")
    assert NAMES_MISSING not in (await mona.get(people)).words
    house.deps.names.forget(house.town.workspace_id)
    fault = house.town.sandbox.fail("users.info", "slow", times=1000)
    page = await mona.get(people)
    assert page.words.count(NAMES_MISSING) == 1
    assert NAME_UNKNOWN in page.words
    fault.release.set()
    house.town.sandbox.heal()
    monkeypatch.setattr("bot.slack.people.names.WAIT_FOR", timedelta(seconds=5))
    page = await mona.get(people)
    assert NAMES_MISSING not in page.words
    assert NAME_UNKNOWN not in page.words


async def test_nobody_waits_for_a_name_that_slack_does_not_have(house):
    mona = await house.sign_in("manager")
    workspace, lost = house.town.workspace_id, house.id_of("lead")
    house.deps.names.learn(workspace, {"id": lost})
    assert not house.deps.names.lacks(workspace, [lost, mona.user_id])
    assert house.deps.names.lacks(workspace, ["U0NEVERSEEN"])


async def test_whoever_slack_says_nothing_of_is_told_to_wait(house):
    mona = await house.sign_in("manager")
    house.deps.slack._members.forget(house.town.workspace_id, mona.user_id)
    _away(house, "http_500")
    page = await mona.get("/")
    assert page.status == 503
    assert "Slack" in page.words
    house.town.sandbox.heal()
    assert (await mona.get("/")).status == 200


def _away(house, how):
    for _ in range(50):
        if how == "rate_limit":
            house.town.sandbox.rate_limit("users.info", times=100)
        else:
            house.town.sandbox.fail("users.info", how, times=100)


@pytest.mark.parametrize("much", some(LONG_LISTS, every_commit=2))
async def test_a_page_stays_below_100_kb_however_much_there_is(house, much):
    more, count = much
    await house.town.count_on_monday()
    await more(house, count)
    pages = await pages_of(house)
    shown = {path: await visitor.get(path) for path, visitor in pages.items()}
    assert {path: page.status for path, page in shown.items() if page.status != 200} == {}
    sizes = {path: len(page.text.encode()) for path, page in shown.items()}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
