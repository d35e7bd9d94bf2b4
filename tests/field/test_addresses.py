"""What stands behind a calendar's address, as servers give it."""

import gzip
import zlib
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
            return await fetch_text(url, limit_bytes=100_000, within=within, rules=LOOPBACK)
        except UserFacingError as error:
            return f"{REFUSED}{error}"


def compressed():
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/calendar"}
    return web.Response(body=gzip.compress(ICS.encode()), headers=headers)


def called(content_type):
    return given(ICS.encode(), content_type)


def given(body, content_type="text/calendar", **headers):
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.Response(body=body, headers={"Content-Type": content_type, **more})


def deflated(bits):
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(ICS.encode()) + packer.flush()


SHAPES = (
    # franc6/ics_calendar#71, MagicMirrorOrg/MagicMirror#1400, grover/homebridge-calendar#10
    shape(
        "F1",
        "compressed although nobody asked for it",
        compressed,
        PLAIN,
    ),
    # jasperweyne/helpless-kiwi#201, zlypher/lol-events#34
    shape(
        "F2",
        "a calendar that is called a web page",
        called("text/html; charset=utf-8"),
        PLAIN,
    ),
    # franc6/ics_calendar#148, franc6/ics_calendar#162, aio-libs/aiohttp#5512
    shape("F5", "an address with percent signs", called("text/calendar; charset=utf-8"), SECRET),
    # bitfireAT/icsx5#787
    shape("F6", "a content type that is none", called("calendar"), PLAIN),
    shape("F+1", "a compressed file that says nothing of it", given(gzip.compress(ICS.encode())), PLAIN),
    shape("F+2", "plain text that is called compressed", given(ICS.encode(), Content_Encoding="gzip"), PLAIN),
    shape("F+3", "deflate with its head", given(deflated(15), Content_Encoding="deflate"), PLAIN),
    shape("F+4", "deflate without its head", given(deflated(-15), Content_Encoding="deflate"), PLAIN),
    shape(
        "F+5",
        "a charset that is named",
        given(ICS.encode("cp1252"), "text/calendar; charset=ISO-8859-1"),
        PLAIN,
    ),
    shape("F+6", "UTF-16 with its mark", given(ICS.encode("utf-16")), PLAIN),
    shape(
        "F+7",
        "UTF-16 that is named",
        given(ICS.encode("utf-16-le"), "text/calendar; charset=utf-16le"),
        PLAIN,
    ),
    shape("F+8", "a charset that it is not in", called("text/calendar; charset=us-ascii"), PLAIN),
    shape(
        "F+9",
        "a web page by its name, after a mark and lines",
        given(f"\ufeff\n{ICS}".encode(), "text/html"),
        PLAIN,
    ),
)
REFUSED_SHAPES = (
    shape(
        "F+10",
        "a bomb",
        given(gzip.compress(b"a" * 10_000_000), Content_Encoding="gzip"),
        "larger than",
    ),
    shape("F+11", "the first half", given(gzip.compress(ICS.encode())[:60]), "can't unpack"),
    shape("F+12", "a folder of files", given(b"PK\x03\x04" + b"x" * 99), "can't unpack"),
    shape(
        "F+13", "a compression that nobody knows", given(ICS.encode(), Content_Encoding="br"), "can't unpack"
    ),
    shape("F+14", "a compressed page", given(gzip.compress(b"<!doctype html><p>Sign in")), "web page"),
    shape("F+15", "a page without a head", given(b"<p>Sign in, please", "text/html"), "web page"),
    shape(
        "F+16",
        "a charset that nobody knows",
        given(ICS.encode("cp1252"), "text/calendar; charset=hex"),
        "isn't text",
    ),
    *(
        shape(
            f"F+{place}",
            f"a charset that only Python knows, {name}",
            given(b"a" * 90_000 + b"\xff\0", f"text/calendar; charset={name}"),
            "isn't text",
        )
        for place, name in enumerate(("idna", "punycode", "raw_unicode_escape", "unicode_escape"), start=17)
    ),
)


@pytest.mark.parametrize(("answer", "path"), SHAPES)
async def test_an_address(answer, path):
    assert TITLE in await fetched(answer, path)


@pytest.mark.parametrize(("answer", "said"), REFUSED_SHAPES)
async def test_an_address_that_gives_nothing_to_read(answer, said):
    found = await fetched(answer)
    assert found.startswith(REFUSED)
    assert said in found


# nextcloud/calendar#4889
@one_shape("F7", "a page to sign in instead of a calendar")
async def test_a_web_page():
    page = "<!DOCTYPE html><html>Sign in</html>"
    said = await fetched(lambda: web.Response(text=page, content_type="text/html"))
    assert said.startswith(REFUSED)
    assert "web page" in said
