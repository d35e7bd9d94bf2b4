"""Reading an address: what is given back, and every way in which it is refused without repeating it."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_address

import pytest
from aiohttp import web
from yarl import URL

from bot.fetching import (
    PUBLIC_HTTPS,
    FetchRefused,
    Rules,
    Unchanged,
    Version,
    fetch_if_changed,
    fetch_text,
    is_public,
)

SECRET = "token-7f3a"
LOCAL = Rules(may_connect=lambda address: str(address) == "127.0.0.1", schemes=frozenset({"http"}))


@asynccontextmanager
async def serving(answer):
    """A server that answers every path with `answer(request)`; yields its address and the paths asked for."""
    asked = []

    async def handle(request):
        asked.append(request.path)
        return await answer(request)

    app = web.Application()
    app.router.add_get("/{tail:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}", asked
    finally:
        await runner.cleanup()


def always(make):
    async def answer(request):
        made = make()
        if isinstance(made, web.HTTPException):
            raise made
        return made

    return answer


async def read(address, *, limit=1000, within=timedelta(seconds=5), rules=LOCAL):
    url = f"{address}/{SECRET}"
    return await fetch_text(url, limit_bytes=limit, within=within, rules=rules)


async def refused(address, **more):
    """The sentence, which never holds the address."""
    with pytest.raises(FetchRefused) as error:
        await read(address, **more)
    said = str(error.value)
    assert SECRET not in said
    assert "127.0.0.1" not in said
    assert error.value.__cause__ is None
    return said


async def test_what_the_address_gives_is_read():
    async with serving(always(lambda: web.Response(body="\ufeffnumber\nE1 é".encode()))) as (address, asked):
        assert await read(address) == "number\nE1 é"
        assert asked == [f"/{SECRET}"]


async def test_a_server_that_was_not_asked_for_what_is_newer_may_not_say_nothing_is():
    async with serving(always(lambda: web.Response(status=304))) as (address, _):
        assert "(304)" in await refused(address)
        with pytest.raises(Unchanged):
            await fetch_if_changed(
                address, limit_bytes=9, within=timedelta(seconds=5), known=Version('"1"'), rules=LOCAL
            )


async def test_what_a_server_calls_its_file_is_remembered_unless_it_is_long():
    named = {"ETag": '"1"', "Last-Modified": "x" * 201}
    async with serving(always(lambda: web.Response(text="here", headers=named))) as (address, _):
        found = await fetch_if_changed(address, limit_bytes=9, within=timedelta(seconds=5), rules=LOCAL)
        assert found.version == Version('"1"')


async def test_redirects_are_followed_five_times_and_no_further():
    async def answer(request):
        left = int(request.query.get("left", "9"))
        if not left:
            return web.Response(text="here")
        raise web.HTTPFound(f"{request.path}?left={left - 1}")

    async with serving(answer) as (address, _):
        found = await fetch_text(
            f"{address}/?left=5", limit_bytes=10, within=timedelta(seconds=5), rules=LOCAL
        )
        assert found == "here"
        assert "redirects too many times" in await refused(address)


@pytest.mark.parametrize("elsewhere", ["http://127.0.0.2:9/", "http://[::1]:9/", "http://localhost:9/"])
async def test_a_redirect_to_a_private_address_is_refused(elsewhere):
    rules = Rules(may_connect=lambda one: str(one) == "127.0.0.1" and is_first, schemes=LOCAL.schemes)
    is_first = True

    async def answer(request):
        nonlocal is_first
        is_first = False
        raise web.HTTPFound(elsewhere)

    async with serving(answer) as (address, _):
        assert "reach that address" in await refused(address, rules=rules)


async def test_a_redirect_away_from_https_is_refused():
    async with serving(always(lambda: web.HTTPFound("ftp://127.0.0.1/x"))) as (address, _):
        assert "doesn't begin with https" in await refused(address)


async def test_what_counts_is_the_address_connected_to_not_its_name():
    asked_about = []

    def may_connect(address):
        asked_about.append(str(address))
        return False

    async with serving(always(lambda: web.Response(text="x"))) as (address, asked):
        rules = Rules(may_connect=may_connect, schemes=LOCAL.schemes)
        assert "reach that address" in await refused(address.replace("127.0.0.1", "localhost"), rules=rules)

    assert "127.0.0.1" in asked_about
    assert asked == []


async def test_where_it_leads_inside_and_where_nobody_answers_read_the_same(unused_tcp_port):
    """Else who pastes addresses would learn what there is inside."""
    inside = await refused("https://10.0.0.1/", rules=PUBLIC_HTTPS)
    unknown_name = await refused("https://no-such-host.invalid/", rules=PUBLIC_HTTPS)
    assert inside == unknown_name == await refused(f"http://127.0.0.1:{unused_tcp_port}", rules=LOCAL)


@pytest.mark.parametrize("port", [80, 8443, 22])
async def test_only_port_443_is_read_unless_others_are_named(port):
    address = f"https://roster.example.org:{port}/x"
    assert "only read from port 443" in await refused(address, rules=PUBLIC_HTTPS)
    named = Rules(may_connect=lambda _: False, ports=frozenset({443, port}))
    assert "reach that address" in await refused(f"https://10.0.0.1:{port}/", rules=named)


async def test_a_redirect_to_another_port_is_refused_without_being_asked():
    async with (
        serving(always(lambda: web.Response(text="x"))) as (away, asked),
        serving(always(lambda: web.HTTPFound(away))) as (address, _),
    ):
        ports = frozenset({URL(address).port or 0})
        rules = Rules(may_connect=LOCAL.may_connect, schemes=LOCAL.schemes, ports=ports)
        assert "reach that address" in await refused(address, rules=rules)
    assert asked == []


async def test_without_leave_nothing_on_this_machine_is_reached():
    async with serving(always(lambda: web.Response(text="x"))) as (address, asked):
        assert "reach that address" in await refused(address, rules=Rules(schemes=LOCAL.schemes))
    assert asked == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://roster.example.org", "begin with https"),
        ("ftp://roster.example.org", "begin with https"),
        ("file:///etc", "isn't an address"),
        ("roster.example.org", "isn't an address"),
        ("https://", "isn't an address"),
        ("https://[::1", "isn't an address"),
        ("https://10.0.0.1", "reach that address"),
        ("webcal://10.0.0.1", "reach that address"),
        ("https://[::ffff:10.0.0.1]", "reach that address"),
        ("https://2130706433", "reach that address"),
    ],
)
async def test_only_public_https_is_read(address, words):
    assert words in await refused(address, rules=Rules())


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff0e::1",
        "::ffff:8.8.8.8",
        "::ffff:10.0.0.1",
        "2002:a00:1::",
        "2001:0:a00:1::",
        "64:ff9b::a00:1",
        "2001:db8::1",
    ],
)
def test_no_address_of_a_private_or_special_kind_is_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.6.139", "2a00:1450:4001:80b::200e"])
def test_ordinary_addresses_are_public(address):
    assert is_public(ip_address(address))


async def test_a_slow_answer_is_given_up():
    forever = asyncio.Event()

    async def answer(request):
        await forever.wait()

    async with serving(answer) as (address, _):
        assert "in time" in await refused(address, within=timedelta(milliseconds=50))


async def test_an_answer_that_drips_is_given_up():
    async def answer(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"a")
            await asyncio.sleep(0.01)

    async with serving(answer) as (address, _):
        assert "in time" in await refused(address, within=timedelta(milliseconds=100))


async def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not():
    async def chunked(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(20):
            await response.write(b"a" * 100)
        return response

    async with serving(always(lambda: web.Response(text="a" * 1001))) as (address, _):
        assert "larger than 0.001 MB" in await refused(address)
    async with serving(chunked) as (address, _):
        assert "larger than 0.001 MB" in await refused(address)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (lambda: web.Response(text="<p>Hello", content_type="text/html"), "web page"),
        (lambda: web.Response(body=b"\xef\xbb\xbf \n<!DOCTYPE html><p>Hello"), "web page"),
        (web.HTTPUnauthorized, "sign-in"),
        (web.HTTPForbidden, "sign-in"),
        (web.HTTPNotFound, "nothing at the address"),
        (web.HTTPGone, "nothing at the address"),
        (web.HTTPServiceUnavailable, "(503)"),
        (lambda: web.Response(body=b"\xff\xfe\x00"), "isn't text"),
        (lambda: web.Response(body=b"x", headers={"Content-Encoding": "gzip"}), "compressed"),
        (
            lambda: web.Response(status=302, headers={"Location": "http://[::1"}),
            "reach that address",
        ),
    ],
)
async def test_each_unexpected_answer_has_its_sentence(response, words):
    async with serving(always(response)) as (address, _):
        assert words in await refused(address)


async def test_nobody_there_is_said(unused_tcp_port):
    assert "reach that address" in await refused(f"http://127.0.0.1:{unused_tcp_port}")


async def test_a_certificate_nobody_vouches_for_is_refused():
    """A server that does not speak TLS at all."""
    rules = Rules(may_connect=LOCAL.may_connect)
    async with serving(always(lambda: web.Response(text="x"))) as (address, _):
        said = await refused(address.replace("http:", "https:"), rules=rules)
    assert "can't be trusted" in said
