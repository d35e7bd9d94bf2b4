"""What is sent as a form, what is said where something is away, and what is said in no log and no header."""

import logging
import re
from contextlib import asynccontextmanager

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import UserFacingError
from bot.storage.busy import is_away
from bot.web.guard import BUSY, LARGEST_FORM, NO_FORM, SLACK_IS_AWAY, TOO_LARGE, read_form
from bot.web.headers import HEADERS
from tests.web.visiting import Visitor

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@asynccontextmanager
async def reading():
    """An application that says what it read of a form."""

    async def answer(request):
        try:
            sent = await read_form(request)
        except UserFacingError as error:
            return web.json_response(str(error), status=400)
        return web.json_response({name: list(values) for name, values in sent.fields.items()})

    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/", answer)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", {}),
        (b"a=1&a=2&b=", {"a": ["1", "2"], "b": [""]}),
        (b"a=%C3%A9%20%2B+x", {"a": ["é + x"]}),
        (b"a=one%0D%0Atwo", {"a": ["one\ntwo"]}),
        (b"a=%00b%00", {"a": ["b"]}),
        (b"a=%ff", {"a": ["\N{REPLACEMENT CHARACTER}"]}),
        (b"a=" + b"x" * (LARGEST_FORM - 2), {"a": ["x" * (LARGEST_FORM - 2)]}),
    ],
)
async def test_a_form_is_read(body, fields):
    async with reading() as client, client.post("/", data=body, headers=FORM) as answer:
        assert await answer.json() == fields


async def in_pieces(pieces, sent):
    """A body that doesn't say how long it is."""
    for _ in range(pieces):
        sent.append(1)
        yield b"x" * 8192


async def test_no_more_is_read_than_a_form_holds_whatever_the_request_says_of_its_length():
    async with reading() as client:
        async with client.post("/", data=b"a=" + b"x" * LARGEST_FORM, headers=FORM) as answer:
            assert await answer.json() == TOO_LARGE
        async with client.post("/", data=in_pieces(40, []), headers=FORM) as answer:
            assert await answer.json() == TOO_LARGE
        async with client.post("/", data=b"a&" * 3000, headers=FORM) as answer:
            assert await answer.json() == TOO_LARGE


async def test_files_and_what_programs_send_are_no_form():
    many = FormData({"a": "1"}, default_to_multipart=True)
    async with reading() as client:
        for sent in ({"data": many}, {"json": {"a": 1}}, {"data": b"a=1"}, {"data": "a=1"}):
            async with client.post("/", **sent) as answer:
                assert await answer.json() == NO_FORM


async def test_a_page_that_is_not_there_keeps_the_menu_of_who_asks(house):
    mona = await house.sign_in("manager")
    for path in ("/nothing", "/programs/none"):
        page = await mona.get(path)
        assert (page.status, "Sign out" in page.words) == (404, True)
    refused = await (await house.sign_in("champion")).post("/out", form_key="another")
    assert (refused.status, "Sign out" in refused.words) == (403, True)
    assert "Sign out" not in (await Visitor(house).get("/nothing")).words


async def test_whoever_is_refused_a_program_does_not_read_its_name(house):
    chidi = await house.sign_in("other_manager")
    async with house.deps.db.reading() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"])
    page = await chidi.get(house.path("/programs/{program}/nothing"))
    assert program.name not in page.words


async def test_a_session_that_is_over_leaves_no_cookie_behind(house):
    page = await Visitor(house, secret="over").get("/")
    assert (page.status, "lamplight=" in page.headers["Set-Cookie"]) == (401, True)
    assert "max-age=0" in page.headers["Set-Cookie"].lower()


async def test_while_slack_is_away_the_page_says_so(house, caplog):
    mona = await house.sign_in("manager")
    house.deps.slack._members.forget(house.town.workspace_id, mona.user_id)
    house.town.sandbox.rate_limit("users.info", times=9)
    page = await mona.get("/")
    assert (page.status, SLACK_IS_AWAY in page.words) == (503, True)
    assert "Traceback" not in caplog.text
    house.town.sandbox.faults.clear()


async def test_while_the_database_is_away_the_page_says_so(house, caplog):
    mona = await house.sign_in("manager")
    async with house.deps.db._engine.begin() as connection:
        await connection.execute(text("ALTER TABLE dashboard_session RENAME TO elsewhere"))
    page = await mona.get("/")
    assert (page.status, BUSY in page.words) == (503, True)
    assert "Traceback" not in caplog.text + page.text


async def test_a_server_that_does_not_answer_is_away_and_a_mistake_of_ours_is_not():
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    with pytest.raises((DBAPIError, OSError)) as caught:
        await engine.connect()
    assert is_away(caught.value)
    assert not is_away(IntegrityError("INSERT", {}, Exception()))
    assert not is_away(FileNotFoundError("a picture"))


async def test_no_log_line_has_a_link_a_secret_or_a_name(house, caplog):
    caplog.set_level(logging.DEBUG)
    link = await house.link_for("manager")
    await Visitor(house).get(f"/in/{link}")
    page = await Visitor(house).ask("POST", f"/in/{link}")
    [secret] = re.findall("lamplight=([^;]+)", page.headers["Set-Cookie"])
    mona = Visitor(house, house.id_of("manager"), secret)
    await mona.get("/")
    await Visitor(house).ask("POST", f"/in/{link}")
    async with house.deps.db._engine.begin() as connection:
        await connection.execute(text("ALTER TABLE sign_in_link RENAME TO elsewhere"))
    assert (await Visitor(house).ask("POST", f"/in/{link}")).status == 503
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith(("aiosqlite", "slack_"))]
    assert [one for one in ours if "/in/{link}" in one]
    for said in (link, secret, "Mona Manager"):
        assert [one for one in ours if said in one] == []


async def test_every_answer_has_these_headers_and_says_no_versions(house):
    mona = await house.sign_in("manager")
    pages = [await mona.get(path) for path in ("/", "/nothing", "/bye", "/in/x", "")]
    pages += [await mona.ask(method, "/") for method in ("POST", "PUT", "OPTIONS")]
    for page in pages:
        assert {name: page.headers.get(name) for name in HEADERS} == dict(HEADERS)
        assert page.headers["Server"] == "Lamplight"
        assert "Strict-Transport-Security" not in page.headers
    policy = dict(one.split(" ", 1) for one in HEADERS["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        **dict.fromkeys(
            ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"), "'self'"
        ),
    }
    assert HEADERS["Cache-Control"] == "no-store"
