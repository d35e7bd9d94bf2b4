"""The dashboard as a surface: everything in numbers that somebody reads there, through its own pages.

Readers of totals, a champion and an owner follow every link from every page that they may open, so that a
new page, filter, sort or file is read without being listed. A manager reads the same, and what is open to
managers alone, but for pages that name people: those are their work, and live.
"""

import io
import re
import zipfile
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from html import unescape

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.background import Background
from bot.clock import Clock
from bot.content import Content
from bot.delivery.sender import Sender
from bot.deps import Deps
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.people import Person
from bot.domain.signing_in.sessions import Session, key_of
from bot.domain.signing_in.standing import MANAGERS, ReadsAs
from bot.fetching import PUBLIC_HTTPS
from bot.nudges import all_kinds
from bot.rosters.links import Feeds
from bot.site import DASHBOARD, Site
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.pacing import NO_LIMITS, Pace
from bot.slack.people.names import Names
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.web.dashboard import add_dashboard
from bot.web.routes import Route, all_routes
from tests.people import MIA, WS

CHAMPION, READER, OWNER = "UCHAMP", "UREADS", "UOWNER"
WHO: Mapping[ReadsAs, str] = {
    ReadsAs.MANAGER: MIA,
    ReadsAs.CHAMPION: CHAMPION,
    ReadsAs.READER: READER,
    ReadsAs.OWNER: OWNER,
}
# Pages that name people to those who manage them, by how their paths begin, and why nothing is lost.
NAMES_PEOPLE: Mapping[str, str] = {
    "/programs/{program}/mentorships": "a word for how each is doing, to their own managers",
    "/programs/{program}/people": "who takes part, to their own managers",
    "/programs/{program}/matching": "who would suit whom, to their own managers",
    "/programs/{program}/settings": "the plan, which holds no number about anybody",
    "/programs/{program}/sends": "what waits to be sent, to their own managers",
    "/programs/{program}/history": "what managers did",
    "/programs/{program}/log": "who looked, and when",
    "/log": "who looked, and when",
    "/search": "people by name, to their own managers",
}
# Pages for all who read totals, with the live work of managers on them where it is a manager who reads.
WORK_ON_IT: Mapping[str, str] = {
    "/": "what waits for this manager, first",
    "/programs/{program}": "what waits for this manager, first",
}
# Papers set from the very values of a page that is read: a law would wait for the typesetter each day.
PAPERS: Mapping[str, str] = {"/programs/{program}/review/{number}/paper": "the page of the same review"}
AT_NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
LINK = re.compile(r'href="([^"#]+)')
SECRETS: Mapping[ReadsAs, str] = {one: f"secret-of-{one}" for one in WHO}
MOST_PAGES, SHORT, FOURTH = 150, 6, 3


def is_read_by(route: Route, who: ReadsAs) -> bool:
    """Whether a page is one of numbers to them. What only managers may open is, unless it names people."""
    if route.method != "GET" or who not in route.open_to or route.path in PAPERS:
        return False
    if who is not ReadsAs.MANAGER:
        return True
    if route.path in WORK_ON_IT:
        return False
    names_people = any(route.path == one or route.path.startswith(f"{one}/") for one in NAMES_PEOPLE)
    return not (names_people and route.open_to <= MANAGERS | {ReadsAs.PRIVACY_OFFICER})


@dataclass
class Browser:
    """Somebody of each role is signed in; `day` is the one that the bot is in."""

    client: "TestClient[web.Request, web.Application]"
    day: date = field(default=AT_NOON.date())

    async def read_all(self, day: date, *, weeks: int) -> list[str]:
        """What they read on a day: on Mondays alone, since nothing is counted in between.

        In a short life on the fourth Monday, when all is counted, and no workbook: its rows are the CSV's.
        """
        is_short = weeks <= SHORT
        if day.weekday() or (is_short and day.toordinal() // 7 % 4 != FOURTH):
            return []
        return [str(await self.read(who, day, workbooks=not is_short)) for who in WHO]

    async def read(self, who: ReadsAs, day: date, *, workbooks: bool = True) -> dict[str, str]:
        """All they can read in numbers, by address."""
        self.day = day
        routes = [one for one in all_routes() if is_read_by(one, who)]
        patterns = [re.compile(re.sub(r"\{\w+\}", "[^/?]+", one.path)) for one in routes]
        waiting = [path for one in routes if "{" not in (path := one.path.replace("{program}", "P1"))]
        found: dict[str, str] = {}
        while waiting:
            page = waiting.pop(0)
            if page in found or (not workbooks and _is_workbook(page)):
                continue
            found[page] = await self._text(who, page)
            waiting += [one for one in links_in(found[page]) if _is_one_of(one, patterns)]
            assert len(found) <= MOST_PAGES, f"pages lead to ever more pages: {waiting[-3:]}"
        return found

    async def _text(self, who: ReadsAs, page: str) -> str:
        headers = {"Cookie": f"lamplight={SECRETS[who]}"}
        async with self.client.get(f"{DASHBOARD}{page}", headers=headers, allow_redirects=False) as answer:
            content = await answer.read()
            # A page may say that nothing can be done there now, or that its address has to say more.
            assert answer.status in (200, 404, 409), (who, page, answer.status, content)
        return _unpacked(content) if _is_workbook(page) and answer.status == 200 else content.decode()


def _is_workbook(page: str) -> bool:
    return page.partition("?")[0].endswith(".xlsx")


def links_in(page: str) -> list[str]:
    found = (unescape(one) for one in LINK.findall(page))
    return [one.removeprefix(DASHBOARD) for one in found if one.startswith(f"{DASHBOARD}/")]


def _is_one_of(page: str, patterns: Collection[re.Pattern[str]]) -> bool:
    path = page.partition("?")[0]
    return any(one.fullmatch(path) for one in patterns)


def _unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode() for name in sorted(book.namelist()))


@asynccontextmanager
async def browsing(db: Database, content: Content) -> AsyncIterator[Browser]:
    """Serve the dashboard over this database, with somebody of each role signed in."""
    async with db.transaction() as repos:
        await _let_in(repos)
    slack, pages = web.Application(), web.Application()
    slack.router.add_post("/api/{method}", _member)
    async with TestServer(slack) as at, slack_session(address := str(at.make_url("/api/"))) as session:
        client = TestClient(TestServer(pages))
        browser = Browser(client)

        def clock() -> datetime:
            return datetime.combine(browser.day, time(12), UTC)

        gateway = SlackGateway(session, base_url=address, token_for=_token, clock=lambda: AT_NOON)
        add_dashboard(pages, _deps(db, content, gateway, clock))
        async with client:
            yield browser


def _deps(db: Database, content: Content, slack: SlackGateway, clock: Clock) -> Deps:
    return Deps(
        db=db,
        clock=clock,
        content=content,
        slack=slack,
        sender=Sender(db=db, slack=slack, content=content, kinds=all_kinds(), pace=Pace(NO_LIMITS)),
        background=Background(),
        new_id=lambda: "0" * 32,
        feeds=Feeds(PUBLIC_HTTPS),
        names=Names(slack, clock=lambda: AT_NOON),
        site=Site("http://127.0.0.1"),
        wall=lambda: AT_NOON,
    )


async def _let_in(repos: Repositories) -> None:
    for who, user_id in WHO.items():
        await repos.people.add_first(Person(WS, user_id))
        session = Session(key_of(SECRETS[who]), WS, user_id, AT_NOON, AT_NOON)
        await repos.dashboard_sessions.add(session)
    held = RoleHeld(WS, OversightRole.READER, READER, MIA, AT_NOON.date(), "P1")
    await repos.roles.add_first(held)


async def _member(request: web.Request) -> web.Response:
    """What Slack says of anybody: as long as no owner is named, its admins are owners."""
    user_id = str((await request.post())["user"])
    user = {
        "id": user_id,
        "tz": "UTC",
        "is_admin": user_id == OWNER,
        "profile": {"display_name": user_id},
    }
    return web.json_response({"ok": True, "user": user})


async def _token(workspace_id: str) -> str:
    return "xoxb-1"
