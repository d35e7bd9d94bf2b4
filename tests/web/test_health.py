"""The probe."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.errors import UserFacingError
from bot.slack.heard import Heard
from bot.web import health as health_module
from bot.web import serving as serving_module
from bot.web.health import health
from bot.web.serving import serving

PAGE = Path(__file__).parents[2] / "docs" / "for_it.md"
IN_WORDS = {
    "database": {"": "the database"},
    "slack": {"": "the connection to Slack"},
    "jobs": {"missed": "missed", "failed": "failed", "skipped": "skipped"},
    "heard": {
        "up": "how many hours ago that start was",
        "event": "event",
        "tap": "tap",
        "/mentor": "each command",
        "wrong_signature": "a wrong signature",
    },
}


async def well():
    return True


async def down():
    return False


async def broken():
    raise ConnectionError("the password is 1234")


async def hanging():
    await asyncio.Event().wait()
    return True


async def probe(**checks):
    app = web.Application()
    app.router.add_get("/healthz", health(checks))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/healthz")
        return answer.status, await answer.json()


async def test_all_is_well():
    assert await probe(database=well, slack=well) == (200, {"database": "ok", "slack": "ok"})


@pytest.mark.parametrize("check", [down, broken])
async def test_one_that_fails_is_named_and_says_no_more(check):
    assert await probe(database=well, slack=check) == (503, {"database": "ok", "slack": "failing"})


async def test_one_that_hangs_does_not_hang_the_probe(monkeypatch):
    monkeypatch.setattr(health_module, "ANSWER_WITHIN", 0.01)

    assert (await probe(database=hanging))[0] == 503


async def test_a_taken_port_is_said_plainly():
    async with serving(web.Application(), host="127.0.0.1", port=0) as address:
        port = int(address.rsplit(":", 1)[1])
        with pytest.raises(UserFacingError, match=f"127.0.0.1:{port}.*HOST and PORT"):
            async with serving(web.Application(), host="127.0.0.1", port=port):
                pass


@pytest.mark.parametrize("sent", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-A: b"])
async def test_a_connection_on_which_nothing_whole_is_asked_is_closed(monkeypatch, sent):
    monkeypatch.setattr(serving_module, "IDLE_FOR", 0.02)
    async with serving(web.Application(), host="127.0.0.1", port=0) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rsplit(":", 1)[1]))
        writer.write(sent)
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()


async def test_turns_of_jobs_that_went_wrong_are_counted_and_fail_no_check():
    app = web.Application()
    app.router.add_get("/healthz", health({"database": well}, counts={"failed": 2}))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/healthz")
        assert answer.status == 200
        found = await answer.json()
    assert found == {"database": "ok", "jobs": {"missed": 0, "failed": 2, "skipped": 0}}


async def test_the_page_for_it_names_whatever_the_probe_says():
    heard = Heard(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    heard.note_wrong_signature()
    for body in ({"type": "event_callback"}, {"type": "block_actions"}, {"command": "/mentor"}):
        heard.note(body)
    app = web.Application()
    checks = {"database": well, "slack": well}
    app.router.add_get("/healthz", health(checks, counts=Counter(), heard=heard.hours))
    async with TestClient(TestServer(app)) as client:
        said = await (await client.get("/healthz")).json()
    page = " ".join(PAGE.read_text(encoding="utf-8").partition("`/healthz`")[2].split("\n\n")[0].split())
    assert said.keys() == IN_WORDS.keys()
    assert said["heard"].keys() == {*IN_WORDS["heard"]}
    assert said["jobs"].keys() == {*IN_WORDS["jobs"]}
    words = [word for named in IN_WORDS.values() for word in named.values()]
    assert [word for word in words if word not in page] == []
