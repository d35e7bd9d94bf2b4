"""What the dashboard looks like: its parts, its style, and what it took from others."""

import hashlib
import re
from dataclasses import replace

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.domain.oversight.roles import RolesHeld
from bot.domain.signing_in.sessions import Session
from bot.domain.signing_in.standing import Standing
from bot.errors import NotFound
from bot.slack.gateway import SlackGateway, slack_session
from bot.views.charts.chart import HERE
from bot.web.face.gallery import CAME_BACK, PAGE, on_face, on_form
from bot.web.static_files import STATIC
from bot.web.visit import Visit

SLACK = "https://slack.com/api/"
HTMX = "vendor/htmx-2.0.11.min.js"
CHECKSUM = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
STYLE = (STATIC / "lamplight.css").read_text("utf-8")
MOST_STYLE = 30_000
# The frame, and what is drawn in it on the dashboard.
DRAWN = ("frame", "columns", "activity", "reach", "trend")


def colours_of(scheme):
    """The custom properties that are colours, by day or by night."""
    day, _, rest = STYLE.partition("@media (prefers-color-scheme: dark)")
    text = day if scheme == "light" else day + rest.partition("\n}\n")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2, 1.4.3."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


async def no_token(workspace_id):
    return ""


async def test_in_the_demo_every_part_is_shown_and_no_menu_leads_there(house):
    mona = await house.sign_in("manager")
    assert [(await mona.get(page)).status for page in (PAGE, CAME_BACK)] == [200, 200]
    assert PAGE not in (await mona.get("/")).text


@pytest.mark.parametrize("answer", [on_face, on_form])
async def test_in_a_hospital_there_is_no_such_page(house, answer):
    session = Session("K", "T1", "UMONA", house.deps.wall(), house.deps.wall())
    standing = Standing("UMONA", {}, RolesHeld())
    async with slack_session(SLACK) as calls:
        slack = SlackGateway(calls, base_url=SLACK, token_for=no_token)
        deps = replace(house.deps, slack=slack)
        request = make_mocked_request("GET", PAGE)
        visit = Visit(request, deps, session, standing, deps.clock(), frozenset(), "key")
        with pytest.raises(NotFound):
            await answer(visit)


def test_htmx_is_the_one_that_was_looked_at_and_its_licence_stands_beside_it():
    assert hashlib.sha256((STATIC / HTMX).read_bytes()).hexdigest() == CHECKSUM
    assert {one.name for one in (STATIC / "vendor").iterdir()} == {"LICENSES.txt", "htmx-2.0.11.min.js"}
    assert (STATIC / "vendor" / "LICENSES.txt").read_text("utf-8").startswith("htmx-2.0.11.min.js is")


def test_the_style_is_small_and_loads_nothing():
    assert len(STYLE.encode()) < MOST_STYLE
    assert re.findall(r"url\(|@import|@font-face", STYLE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_read_on_every_ground_and_edges_of_controls_are_seen(scheme):
    colours = colours_of(scheme)
    grounds = ("paper", "surface", "sunk")
    pairs = [(ink, ground, 4.5) for ink in ("ink", "soft", "link", "danger") for ground in grounds]
    pairs += [(edge, ground, 3) for edge in ("edge", "focus", "danger", "lamp") for ground in grounds]
    pairs += [(ink, "glow", 4.5) for ink in ("ink", "wait", "link")]
    pairs += [("good", "good-glow", 4.5), ("danger", "danger-glow", 4.5)]
    pairs += [("on-lamp", lamp, 4.5) for lamp in ("lamp", "lamp-deep")]
    pairs += [("on-danger", danger, 4.5) for danger in ("danger", "danger-deep")]
    weak = [(one, other) for one, other, least in pairs if contrast(colours[one], colours[other]) < least]
    assert weak == []


def test_each_colour_of_a_drawing_has_one_for_the_night():
    text = "".join((HERE / f"{name}.svg.j2").read_text("utf-8") for name in DRAWN)
    text = re.sub(r"<(pattern|linearGradient).*?</\1>", "", text, flags=re.DOTALL)
    drawn = {*re.findall(r'(?:fill|stroke)="#[0-9a-f]{6}"', text)}
    assert drawn - {*re.findall(r"\.chart \[([^\]]*)\]", STYLE)} == set()
