"""What stands behind a calendar's address, as servers give it."""

import gzip
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.rosters import LOOPBACK
from bot.errors import UserFacingError
from bot.fetching import fetch_text
from bot.web.serving import serving
from tests.field.shapes import REFUSED, one_shape, shape
from tests.rosters.calendars import calendar, event

TITLE = "Früh Station Ä"
ICS = calendar(event("20260318T190000", "20260319T073000", TITLE))
PLAIN = "/x.ics"
SECRET = "/ical/nia%40ward.example/private-1%2B2%2F3/basic.ics?t=a%2Bb%3D%3D"


async def fetched(answer, path=PLAIN):
    """The text, or the sentence with which it is refused."""

    async def handle(request):
        return answer()

    app = web.Application()
    app.router.add_get("/{tail:.*}", handle)
    async with serving(app, host="127.0.0.1", port=0) as address:
        try:
            url, within = f"{address}{path}", timedelta(seconds=5)
            return (await fetch_text(url, limit_bytes=100_000, within=within, rules=LOOPBACK)).text
        except UserFacingError as error:
            return f"{REFUSED}{error}"


def compressed():
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/calendar"}
    return web.Response(body=gzip.compress(ICS.encode()), headers=headers)


def called(content_type):
    return lambda: web.Response(body=ICS.encode(), headers={"Content-Type": content_type})


SHAPES = (
    # franc6/ics_calendar#71, MagicMirrorOrg/MagicMirror#1400, grover/homebridge-calendar#10
    shape(
        "F1",
        "compressed although nobody asked for it",
        compressed,
        PLAIN,
        wrong="refused: the sentence asks for an uncompressed file",
    ),
    # jasperweyne/helpless-kiwi#201, zlypher/lol-events#34
    shape(
        "F2",
        "a calendar that is called a web page",
        called("text/html; charset=utf-8"),
        PLAIN,
        wrong="refused as a web page, whatever is in it",
    ),
    # franc6/ics_calendar#148, franc6/ics_calendar#162, aio-libs/aiohttp#5512
    shape("F5", "an address with percent signs", called("text/calendar; charset=utf-8"), SECRET),
    # bitfireAT/icsx5#787
    shape("F6", "a content type that is none", called("calendar"), PLAIN),
)


@pytest.mark.parametrize(("answer", "path"), SHAPES)
async def test_an_address(answer, path):
    assert TITLE in await fetched(answer, path)


# nextcloud/calendar#4889
@one_shape("F7", "a page to sign in instead of a calendar")
async def test_a_web_page():
    page = "<!DOCTYPE html><html>Sign in</html>"
    said = await fetched(lambda: web.Response(text=page, content_type="text/html"))
    assert said.startswith(REFUSED)
    assert "web page" in said
