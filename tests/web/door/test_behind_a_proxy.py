"""Over https behind a reverse proxy, below a path of its own that it passes on or leaves out."""

import re

import pytest
from aiohttp import ClientSession

from tests.web.door.proxying import proxying
from tests.web.visiting import open_house

COOKIE = "__Host-lamplight"


@pytest.fixture(params=[("", False), ("/lamplight", False), ("/lamplight", True)], ids=str)
async def behind(request, tmp_path):
    prefix, strips = request.param
    async with (
        proxying(tmp_path, prefix=prefix, strips=strips) as proxy,
        open_house(public_url=proxy.address) as house,
    ):
        proxy.upstream = house.town.bot.address
        yield house, proxy


async def signed_in(house, proxy, browser, *, to=""):
    """Follow the link and tap its button, as a browser does it."""
    address = house.deps.site.address(f"/in/{await house.link_for('manager')}")
    assert address.startswith(proxy.address)
    async with browser.get(f"{address}?to={to}") as answer:
        shown = await answer.text()
    [action] = re.findall('<form method="post" action="([^"]+)"', shown)
    fields = dict(re.findall('name="([^"]+)" value="([^"]*)"', shown))
    origin = f"https://localhost:{proxy.port}"
    return await browser.post(
        f"{origin}{action}", data=fields, headers={"Origin": origin}, allow_redirects=False
    )


async def test_one_signs_in_looks_around_and_signs_out(behind):
    house, proxy = behind
    origin = f"https://localhost:{proxy.port}"
    async with proxy.browser() as browser:
        answer = await signed_in(house, proxy, browser)
        assert (answer.status, answer.headers["Location"]) == (303, f"{proxy.prefix}/dashboard/")
        async with browser.get(f"{origin}{answer.headers['Location']}") as overview:
            page = await overview.text()
            assert overview.status == 200
            assert overview.headers["Strict-Transport-Security"] == "max-age=31536000"
        addresses = {one for one in re.findall('(?:href|src|action)="(/[^"]*)"', page)}
        assert addresses
        assert all(one.startswith(f"{proxy.prefix}/dashboard/") for one in addresses)
        for file in (one for one in addresses if "/static/" in one):
            async with browser.get(f"{origin}{file}") as found:
                assert (found.status, "immutable" in found.headers["Cache-Control"]) == (200, True)
        [key] = re.findall('name="form_key" value="([^"]+)"', page)
        out = f"{proxy.address}/dashboard/out"
        async with browser.post(out, data={"form_key": key}, headers={"Origin": origin}) as bye:
            assert (bye.status, bye.url.path) == (200, f"{proxy.prefix}/dashboard/bye")
        async with browser.get(f"{proxy.address}/dashboard/") as over:
            assert over.status == 401


async def test_the_cookie_is_kept_to_https_to_this_host_and_away_from_scripts(behind):
    house, proxy = behind
    async with proxy.browser() as browser:
        answer = await signed_in(house, proxy, browser)
        [said] = answer.headers.getall("Set-Cookie")
        name, _, flags = said.partition("=")
        assert name == COOKIE
        assert {one.strip() for one in flags.split(";")[1:]} == {
            "HttpOnly",
            "Path=/",
            "SameSite=Lax",
            "Secure",
        }


async def test_a_link_leads_to_the_page_it_was_made_for(behind):
    house, proxy = behind
    async with proxy.browser() as browser:
        answer = await signed_in(house, proxy, browser, to="/programs/p1/review")
        assert answer.headers["Location"] == f"{proxy.prefix}/dashboard/programs/p1/review"


async def test_a_form_from_another_address_is_refused_though_it_has_the_key(behind):
    house, proxy = behind
    ours, out = f"https://localhost:{proxy.port}", f"{proxy.address}/dashboard/out"
    elsewhere = ["https://localhost", "https://evil.example", "null", f"http://localhost:{proxy.port}"]
    sent = [{"Origin": one} for one in elsewhere]
    sent += [{"Origin": ours, "Sec-Fetch-Site": one} for one in ("cross-site", "same-site", "none")]
    async with proxy.browser() as browser:
        await signed_in(house, proxy, browser)
        async with browser.get(f"{proxy.address}/dashboard/") as overview:
            [key] = re.findall('name="form_key" value="([^"]+)"', await overview.text())
        for headers in sent:
            async with browser.post(out, data={"form_key": key}, headers=headers) as answer:
                assert answer.status == 403, headers
        async with browser.post(out, data={"form_key": key}, headers={"Origin": ours}) as answer:
            assert (answer.status, answer.url.path) == (200, f"{proxy.prefix}/dashboard/bye")


async def test_without_the_slash_one_is_led_on(behind):
    house, proxy = behind
    async with proxy.browser() as browser:
        asked = browser.get(f"{proxy.address}/dashboard", allow_redirects=False)
        async with asked as answer:
            assert (answer.status, answer.headers["Location"]) == (303, f"{proxy.prefix}/dashboard/")


async def test_over_http_a_cookie_of_https_is_no_session(behind):
    """Whoever stands between a browser and the bot can lay no plain cookie beside the real one."""
    house, proxy = behind
    async with ClientSession() as browser:
        cookies = {"Cookie": "lamplight=anything"}
        async with browser.get(f"{house.town.bot.address}/dashboard/", headers=cookies) as answer:
            assert answer.status == 401
