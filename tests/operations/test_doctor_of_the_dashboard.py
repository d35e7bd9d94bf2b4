"""What `lamplight doctor` says of the address at which browsers find the dashboard."""

from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.config import Settings
from bot.operations.dashboard import dashboard
from bot.operations.findings import Level
from tests.web.door.proxying import proxying
from tests.web.visiting import open_house


def looked_at(address):
    environ = {"PUBLIC_URL": address, "SLACK_BOT_TOKEN": "", "ENCRYPTION_KEYS": ""}
    return dashboard(Settings.for_database(environ))


@asynccontextmanager
async def answering(text, status=200, path="/{path:.*}"):
    async def answer(request):
        return web.Response(text=text, status=status, content_type="text/html")

    app = web.Application()
    app.router.add_get(path, answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    try:
        yield f"http://localhost:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_without_an_address_it_says_what_that_means():
    finding = await looked_at("")
    assert (finding.level, "PUBLIC_URL" in finding.words) == (Level.OK, True)


async def test_where_the_dashboard_answers_all_is_well():
    async with open_house() as house:
        finding = await looked_at(house.town.bot.address)
    assert (finding.level, finding.words.startswith("answers at")) == (Level.OK, True)


async def test_where_nothing_answers_it_says_so():
    finding = await looked_at("http://localhost:1")
    assert (finding.level, "nothing answers" in finding.words) == (Level.WARNING, True)


@pytest.mark.parametrize(("text", "status"), [("<title>Intranet</title>", 200), ("Bad gateway", 502)])
async def test_where_something_else_answers_it_says_so(text, status):
    async with answering(text, status) as address:
        finding = await looked_at(address)
    assert (finding.level, f"not with Lamplight (status {status})" in finding.words) == (Level.WARNING, True)


async def test_files_that_are_elsewhere_and_headers_that_are_lost_are_said():
    page = '<title>Signed out · Lamplight</title><link href="/lamplight.css">'
    async with answering(page) as address:
        lost = await looked_at(address)
    async with answering(page, path="/dashboard/bye") as address:
        nowhere = await looked_at(address)
    assert "the proxy changes Content-Security-Policy" in lost.words
    assert "files aren't found" in nowhere.words


async def test_a_certificate_of_the_hospitals_own_is_no_fault(tmp_path):
    async with proxying(tmp_path, prefix="", strips=False) as proxy:
        finding = await looked_at(proxy.address)
    assert (finding.level, "doesn't trust" in finding.words) == (Level.WARNING, True)
