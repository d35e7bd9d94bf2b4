"""Whoever means ill, or whose browser does: addresses, headers, links and forms as nobody makes them."""

import asyncio
import re
from urllib.parse import urlsplit

import pytest

from bot.web.guard import BROKEN, FORM_KEY, LARGEST_FORM, form_key
from bot.web.headers import HEADERS
from tests.handlers.book import Book
from tests.web.visiting import Visitor

ODD_IDS = [
    "..",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%00",
    "a%00b",
    "%0d%0aX:1",
    "%F0%9F%92%A1",
    "%ff",
]
ODD_IDS += [
    "'%20OR%201=1--",
    "%22%3E%3Cscript%3E",
    "{program}",
    "{{7*7}}",
    "%E2%80%AE",
    "0",
    "None",
    "x" * 3000,
]


@pytest.fixture
async def book(house):
    return await Book.of(house.town)


async def raw(house, text):
    """Send these very bytes, and read what comes until the connection is closed."""
    at = urlsplit(house.deps.site.address("/"))
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    writer.write(text.encode("latin-1"))
    async with asyncio.timeout(5):
        answer = (await reader.read(65536)).decode("latin-1")
    writer.close()
    return answer


async def test_an_id_that_is_none_is_not_found(house):
    mona = await house.sign_in("manager")
    for odd in ODD_IDS:
        for path in (f"/programs/{odd}", f"/programs/{odd}/people", f"/static/0123456789ab/{odd}", f"/{odd}"):
            page = await mona.get(path)
            assert page.status in (400, 404), (path, page.status)
            assert BROKEN not in page.words
            assert "<script>" not in page.text


async def test_no_address_leads_out_of_the_folder_of_files(house):
    [mark] = {
        found.group(1) for found in re.finditer("/static/([0-9a-f]+)/lamplight.css", await _page(house))
    }
    for name in (
        "../../guard.py",
        "..%2f..%2fguard.py",
        "%2e%2e/%2e%2e/guard.py",
        "/etc/passwd",
        "lamplight.css/",
    ):
        page = await Visitor(house).get(f"/static/{mark}/{name}")
        assert page.status == 404, name
    assert (await Visitor(house).get(f"/static/{mark}/lamplight.css")).status == 200


async def _page(house):
    return (await Visitor(house).get("/bye")).text


async def test_a_link_that_was_never_made_signs_nobody_in(house, book):
    before = book.rows()
    for odd in ODD_IDS:
        shown = await Visitor(house).get(f"/in/{odd}")
        page = await Visitor(house).ask("POST", f"/in/{odd}")
        assert page.status in (400, 404, 409, 429), (odd, page.status)
        assert "Set-Cookie" not in page.headers
        assert shown.status in (200, 400, 404), (odd, shown.status)
        assert "<script>" not in shown.text
    assert book.rows() == before


async def test_an_address_longer_than_any_of_ours_is_refused(house):
    page = await (await house.sign_in("manager")).get("/?" + "a" * 20_000)
    assert page.status in (400, 414)


async def test_another_method_than_that_of_the_page_does_nothing(house, book):
    mona = await house.sign_in("manager")
    before = book.rows()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "PROPFIND"):
        for path in ("/", f"/programs/{house.ids['program']}"):
            page = await mona.ask(method, path)
            assert page.status in (403, 404, 405), page.status
            assert page.headers["Cache-Control"] == "no-store"
    assert book.rows() == before


async def test_a_deed_is_nothing_that_an_address_can_do(house, book):
    mona = await house.sign_in("manager")
    before = book.rows()
    for path in (f"/out?{FORM_KEY}={form_key(mona.secret)}", "/out"):
        assert (await mona.get(path)).status in (404, 405)
    assert book.rows() == before


async def test_a_form_as_no_page_makes_one_is_answered_and_breaks_nothing(house):
    mona = await house.sign_in("manager")
    thousands = [(f"field{n}", "x") for n in range(5_000)]
    for fields in (thousands, [("reason", "x" * (LARGEST_FORM + 1))], [("reason", "\x00")] * 10, [("", "")]):
        page = await mona.ask("POST", "/out", fields=fields)
        assert page.status in (403, 413, 422)
        assert BROKEN not in page.words
    for body in (b"%ff=%fe&" + FORM_KEY.encode() + b"=%80", b"\xff\xfe\x00", b"&&&===;", b"{}"):
        assert (await mona.ask("POST", "/out", fields=body)).status in (403, 415, 422)
    assert (await mona.get("/")).status == 200


async def test_a_form_that_does_not_say_how_long_it_is_is_no_larger_either(house):
    mona = await house.sign_in("manager")
    body = "a" * (LARGEST_FORM * 2)
    head = (
        f"POST /dashboard/out HTTP/1.1\r\nHost: x\r\nCookie: lamplight={mona.secret}\r\nConnection: close\r\n"
    )
    head += "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = await raw(house, f"{head}{len(body):x}\r\n{body}\r\n0\r\n\r\n")
    assert answer.startswith(("HTTP/1.1 413", "HTTP/1.1 422")), answer[:200]


async def test_a_file_in_a_form_is_not_taken(house):
    mona = await house.sign_in("manager")
    told = f'Content-Disposition: form-data; name="{FORM_KEY}"; filename="k"'
    body = f"--b\r\n{told}\r\n\r\n{form_key(mona.secret)}\r\n--b--\r\n"
    head = (
        f"POST /dashboard/out HTTP/1.1\r\nHost: x\r\nCookie: lamplight={mona.secret}\r\nConnection: close\r\n"
    )
    head += f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    assert (await raw(house, head + body)).split()[1] in ("403", "415", "422")
    assert (await mona.get("/")).status == 200


OUT = "POST /dashboard/out HTTP/1.1\r\nHost: x\r\n"
TWO_ENDS = [
    f"{OUT}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /",
    f"{OUT}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    f"{OUT}Content-Length: +5\r\n\r\nabcde",
    "GET /dashboard/ HTTP/1.1\r\nHost: x\r\nX\x00: z\r\n\r\n",
    "GET /dashboard/ HTTP/1.1\r\nHost : x\r\n\r\n",
]


async def test_a_request_with_two_ends_is_refused(house):
    for asked in TWO_ENDS:
        assert (await raw(house, asked)).split()[1] == "400", asked


async def test_the_host_a_browser_names_leads_nowhere(house):
    mona = await house.sign_in("manager")
    sent = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for page in (
        await mona.get("/", **sent),
        await Visitor(house).get("/in/x", **sent),
        await mona.ask("POST", "/out", fields={FORM_KEY: form_key(mona.secret)}, headers=sent),
    ):
        assert "evil" not in page.text + str(page.headers)


async def test_a_secret_that_somebody_laid_into_the_browser_is_not_taken_over(house):
    """A cookie from before the sign-in is worth nothing after it."""
    link = await house.link_for("manager")
    laid = Visitor(house, secret="chosen-by-an-attacker")
    page = await laid.ask("POST", f"/in/{link}")
    assert page.status == 303
    assert "chosen" not in page.headers["Set-Cookie"]
    assert (await laid.get("/")).status == 401


async def test_a_link_works_once_even_on_two_devices_at_a_time(house):
    link = await house.link_for("manager")
    pages = await asyncio.gather(*(Visitor(house).ask("POST", f"/in/{link}") for _ in range(8)))
    assert sorted(page.status for page in pages) == [303] + [409] * 7
    assert (await Visitor(house).ask("POST", f"/in/{link}")).status == 409


async def test_looking_at_a_link_uses_nothing_up(house):
    link = await house.link_for("manager")
    for method in ("GET", "HEAD", "GET"):
        assert (await Visitor(house).ask(method, f"/in/{link}")).status == 200
    assert (await Visitor(house).ask("POST", f"/in/{link}")).status == 303


async def test_a_link_is_good_for_five_minutes(house, book):
    for minutes, status in ((4, 303), (6, 409), (-1, 409)):
        link = await house.link_for("manager")
        book.run("UPDATE sign_in_link SET made_at = datetime(made_at, ?)", [f"{-minutes} minutes"])
        assert (await Visitor(house).ask("POST", f"/in/{link}")).status == status
        book.run("DELETE FROM sign_in_link")


async def test_a_session_ends_by_itself(house, book):
    """After half an hour of nothing, after ten hours in any case, and where the clock was set back."""
    ages = (("seen_at", 29, 200), ("seen_at", 31, 401), ("started_at", 599, 200), ("started_at", 601, 401))
    for column, minutes, status in (*ages, ("started_at", -2, 401)):
        book.run("DELETE FROM dashboard_session")
        mona = await house.sign_in("manager")
        book.run(f"UPDATE dashboard_session SET {column} = datetime({column}, ?)", [f"{-minutes} minutes"])
        assert (await mona.get("/")).status == status, (column, minutes)


async def test_a_session_that_was_ended_is_over_wherever_it_is_used(house):
    mona = await house.sign_in("manager")
    assert (await mona.post("/out")).leads_to == "/bye"
    assert (await mona.get("/")).status == 401
    assert (await mona.post("/out")).status == 401


async def test_a_session_of_another_workspace_finds_nothing_of_this_one(house):
    """The same person manages a program there; Slack knows nobody there for us, or says so."""
    link = await house.link_for("manager", workspace_id="T0000002")
    page = await Visitor(house).ask("POST", f"/in/{link}")
    mona = Visitor(house, secret=page.headers["Set-Cookie"].partition("=")[2].partition(";")[0])
    for path in ("/", f"/programs/{house.ids['program']}", f"/programs/{house.theirs['program']}"):
        page = await mona.get(path)
        assert page.status in (401, 403, 404, 503)
        assert "Nurse" not in page.words


async def test_whoever_was_switched_off_in_slack_is_signed_out(house):
    mona = await house.sign_in("manager")
    assert (await mona.get("/")).status == 200
    await house.town.sandbox.change_person(house.town.person("Mona Manager").person, deleted=True)
    await house.town.settled()
    assert (await mona.get("/")).status == 401


async def test_no_page_and_no_refusal_is_kept_by_anything_on_the_way(house):
    mona = await house.sign_in("manager")
    pages = [await mona.get(path) for path in ("/", "/nothing", "/programs/x", "/bye", "/in/x")]
    pages += [await Visitor(house).get("/"), await mona.post("/out")]
    for page in pages:
        assert {name: page.headers.get(name) for name in HEADERS} == dict(HEADERS)
