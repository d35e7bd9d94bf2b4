"""The app is taken out: the token goes at once, the rest after seven days, unless it comes back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from bot.domain.people import Installation
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.storage.database import Database
from bot.usecases.installation.uninstalling import delete_taken_out, find_taken_out, take_out
from bot.web.serving import serving
from tests.people import MONDAY, WS
from tests.situations.everywhere import move_in_everywhere, rows_naming

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOKEN = "xoxb-very-secret"
HERE = Installation(WS, "UBOT", "B1", TOKEN)


@pytest.fixture
async def hospital(db: Database) -> Database:
    await move_in_everywhere(db)
    await install(db, HERE)
    return db


# Whoever is signed in to the dashboard is signed out with it.
AT_ONCE = ("dashboard_session", "sign_in_link")


async def install(db: Database, one: Installation) -> None:
    async with db.transaction() as repos:
        await repos.installations.save(one)


async def kept(db: Database) -> dict[str, int]:
    async with db.transaction() as repos:
        return await repos.installations.count_rows(WS)


async def test_the_token_goes_at_once_and_nothing_else(hospital: Database) -> None:
    before = await kept(hospital)

    await take_out(hospital, workspace_id=WS, at=MONDAY)

    after = await kept(hospital)
    assert before.pop("installation") == after.pop("uninstalled") == 1
    assert [before.pop(one) for one in AT_ONCE] == [1, 1]
    assert after == before


async def test_everything_goes_after_seven_days_counted_from_the_first_word_of_it(hospital: Database) -> None:
    await take_out(hospital, workspace_id=WS, at=MONDAY)
    await take_out(hospital, workspace_id=WS, at=MONDAY + 3 * DAY)

    assert await delete_taken_out(hospital, now=MONDAY + 7 * DAY - HOUR) == []
    assert await rows_naming(hospital, WS)
    assert await delete_taken_out(hospital, now=MONDAY + 7 * DAY) == [WS]
    assert await rows_naming(hospital, WS) == {}


async def test_when_it_comes_back_in_time_nothing_is_missing(hospital: Database) -> None:
    before = await kept(hospital)
    await take_out(hospital, workspace_id=WS, at=MONDAY)

    await install(hospital, HERE)

    assert await kept(hospital) == {one: count for one, count in before.items() if one not in AT_ONCE}
    assert await delete_taken_out(hospital, now=MONDAY + 99 * DAY) == []


async def test_what_is_unknown_is_not_taken_out(hospital: Database) -> None:
    await take_out(hospital, workspace_id="T9", at=MONDAY)

    async with hospital.transaction() as repos:
        assert await repos.installations.list_taken_out(MONDAY) == []


class Slack:
    """Answers every call with one error."""

    def __init__(self) -> None:
        self.error, self.status = "", 200

    async def answer(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": self.error}, status=self.status)


@pytest.fixture
def refusing() -> Slack:
    return Slack()


@pytest.fixture
async def gateway(refusing: Slack) -> AsyncIterator[SlackGateway]:
    pages = web.Application()
    pages.router.add_post("/api/auth.test", refusing.answer)
    async with serving(pages, host="127.0.0.1", port=0) as address, slack_session(address) as session:
        yield SlackGateway(session, base_url=f"{address}/api/", token_for=_no_token)


async def _no_token(workspace_id: str) -> str:
    raise AssertionError("The look names the tokens it asks about.")


async def look(db: Database, gateway: SlackGateway) -> tuple[list[str], int]:
    """The workspaces found, and how many installations are left."""
    found = await find_taken_out(db, gateway, now=MONDAY)
    async with db.transaction() as repos:
        return found, len(await repos.installations.list_all())


@pytest.mark.parametrize("error", ["account_inactive", "invalid_auth", "token_revoked"])
async def test_a_clear_no_to_the_token_is_an_uninstall(
    hospital: Database, gateway: SlackGateway, refusing: Slack, error: str
) -> None:
    refusing.error = error

    assert await look(hospital, gateway) == ([WS], 0)
    assert await rows_naming(hospital, WS)


@pytest.mark.parametrize(
    ("error", "status"),
    [("not_authed", 200), ("internal_error", 200), ("ratelimited", 429), ("account_inactive", 503)],
)
async def test_trouble_on_the_way_is_none(
    hospital: Database, gateway: SlackGateway, refusing: Slack, error: str, status: int
) -> None:
    refusing.error, refusing.status = error, status

    assert await look(hospital, gateway) == ([], 1)


async def test_nor_is_a_slack_that_nobody_reaches(hospital: Database) -> None:
    async with slack_session("http://127.0.0.1:9") as session:
        nowhere = SlackGateway(session, base_url="http://127.0.0.1:9/api/", token_for=_no_token)
        assert await look(hospital, nowhere) == ([], 1)


async def test_a_token_that_came_while_slack_was_asked_about_the_last_one_stays(hospital: Database) -> None:
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: MONDAY, team_id=WS)
    slow = sandbox.fail("auth.test", How.SLOW)
    async with sandbox.serve() as address, slack_session(address) as session:
        slack = SlackGateway(session, base_url=f"{address}/api/", token_for=_no_token)
        looking = asyncio.create_task(look(hospital, slack))
        await slow.arrived.wait()
        await install(hospital, Installation(WS, "UBOT", "B1", sandbox.bot_token))
        slow.release.set()

        assert await looking == ([], 1)
