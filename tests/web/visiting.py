"""Visitors of the dashboard: a whole bot on loopback, people of every role, and what they are shown.

    async def test_people_are_named_to_their_manager(house):          # the fixture of tests/web/conftest.py
        mona = await house.sign_in("manager")                          # one of ROLES, or any user id
        page = await mona.get(house.path("/programs/{program}/people"))
        assert page.status == 200 and "Nia Nurse" in page.words
        done = await mona.post(house.path("/programs/{program}/offer"), mentee=house.id_of("mentee"))
        assert (done.status, done.leads_to) == (303, house.path("/programs/{program}/people?done=offered"))

`house.ids` has the ids for the parts of a path, `house.others` those of another program of the workspace, and
`house.theirs` those of another workspace, where the same manager manages a program too. `house.town` is the
town of tests/town.py (`house.town.let_pass`, `house.town.count_on_monday`, `house.deps`).
"""

import html
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Any

from aiohttp import ClientSession, DummyCookieJar
from yarl import URL

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.oversight.roles import EVERYWHERE, OversightRole, RoleHeld
from bot.domain.people import Person
from bot.storage.repositories import Repositories
from bot.usecases.signing_in.links import make_link
from bot.web.guard import FORM_KEY, form_key
from tests.situations import already_here
from tests.town import small_town

THEIRS = "T0000002"
# Each with the name of its person in Slack.
ROLES: Mapping[str, str] = {
    "manager": "Mona Manager",
    "champion": "Chidi Champion",
    "reader": "Rita Reader",
    "owner": "Ola Owner",
    "officer": "Petra Privacy",
    "lead": "Lea Lead",
    "mentee": "Nia Nurse",
    "mentor": "Omar Mentor",
    "other_manager": "Otto Other",
    "nobody": "Nell Newcomer",
}


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def words(self) -> str:
        """What is read on it, without tags."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def leads_to(self) -> str:
        """The page that a redirection leads to, from /dashboard on."""
        return self.headers.get("Location", "").partition("/dashboard")[2]


@dataclass
class Visitor:
    """Somebody at a browser: with a session, or without one."""

    house: "House"
    user_id: str = ""
    secret: str = ""

    async def get(self, path: str, **headers: str) -> Page:
        return await self.ask("GET", path, headers=headers)

    async def post(self, path: str, **fields: Any) -> Page:
        """As from the dashboard's own page, with the key of its forms; follows nothing."""
        return await self.ask("POST", path, fields={FORM_KEY: form_key(self.secret), **fields})

    async def ask(
        self, method: str, path: str, *, fields: Any = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """With whatever is given; an Origin of ours unless another is."""
        site = self.house.deps.site
        sent = {"Origin": site.origin} if method == "POST" else {}
        sent |= {"Cookie": f"lamplight={self.secret}"} if self.secret else {}
        if isinstance(fields, Mapping):
            fields = [(k, one) for k, v in fields.items() for one in (v if isinstance(v, list) else [v])]
        # As it stands, where it is written as browsers send it: nothing is mended on the way.
        address = URL(site.address(path), encoded="%" in path or ".." in path)
        asked = self.house.browser.request(
            method, address, data=fields, headers=sent | dict(headers or {}), allow_redirects=False
        )
        async with asked as answer:
            return Page(answer.status, await answer.text(errors="replace"), answer.headers)


@dataclass
class House:
    town: Any
    browser: ClientSession
    ids: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)

    @property
    def deps(self) -> Any:
        return self.town.deps

    def id_of(self, role: str) -> str:
        return str(self.town.person(ROLES[role]).person.id)

    def path(self, path: str) -> str:
        """With the ids of the house in it."""
        return re.sub(r"\{(\w+)\}", lambda found: self.ids[found[1]], path)

    async def link_for(self, who: str, *, workspace_id: str = "") -> str:
        """The secret of a link that signs in once, as the button in Slack makes one."""
        user_id = self.id_of(who) if who in ROLES else who
        act = Act(workspace_id or self.town.workspace_id, user_id, self.deps.clock())
        secret = secrets.token_urlsafe(32)
        await make_link(self.deps.db, act=act, secret=secret, wall=self.deps.wall())
        return secret

    async def sign_in(self, who: str, *, workspace_id: str = "") -> Visitor:
        """By a link and its button. `who` is a role, or a user id."""
        link = await self.link_for(who, workspace_id=workspace_id)
        page = await Visitor(self).ask("POST", f"/in/{link}")
        assert page.status == 303, page.words
        cookie = SimpleCookie(page.headers["Set-Cookie"])
        return Visitor(self, self.id_of(who) if who in ROLES else who, cookie["lamplight"].value)


@asynccontextmanager
async def open_house(**settings: Any) -> AsyncIterator[House]:
    """With one pair that was introduced; numbers are there once `town.count_on_monday()` ran."""
    async with small_town(**settings) as town, ClientSession(cookie_jar=DummyCookieJar()) as browser:
        house = House(town, browser)
        await _programs(house)
        await _roles(house)
        yield house


async def _programs(house: House) -> None:
    town = house.town
    mine = await _open_program(house, "manager")
    nia, omar = town.person(ROLES["mentee"]), town.person(ROLES["mentor"])
    await town.join(nia)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.match(town.person(ROLES["manager"]))
    await town.tick()
    pair = await town.mentorship(nia)
    another = await _open_program(house, "other_manager")
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, mine)
        program = replace(program, champion=house.id_of("champion"), lead=house.id_of("lead"))
        await repos.programs.save(program)
        await repos.workspaces.ensure(THEIRS, "Another hospital")
        await repos.programs.add(replace(program, id="PTHEIRS", workspace_id=THEIRS, name="Their program"))
        await _pair(repos, replace(pair, id="MOTHERS", program_id=another))
        await _pair(repos, replace(pair, id="MTHEIRS", program_id="PTHEIRS", workspace_id=THEIRS))
    house.ids |= {"program": mine, "mentorship": pair.id}
    house.others |= {"program": another, "mentorship": "MOTHERS"}
    house.theirs |= {"program": "PTHEIRS", "mentorship": "MTHEIRS"}


async def _open_program(house: House, manager: str) -> str:
    town, who = house.town, house.town.person(ROLES[manager])
    program_id = await already_here.open_program(town, who, template="nurse_leadership", signposts=True)
    await town.ask_mentors(program_id, first=False)
    return str(program_id)


async def _pair(repos: Repositories, pair: Mentorship) -> None:
    """Of two others, whom Slack doesn't know."""
    members = tuple(replace(one, user_id=f"U{pair.id}{one.role.upper()}") for one in pair.members)
    for one in members:
        await repos.people.add_first(Person(pair.workspace_id, one.user_id))
    await repos.mentorships.add_many([replace(pair, members=members, channel_id=f"G{pair.id}")])


async def _roles(house: House) -> None:
    program_id, today = house.ids["program"], house.deps.clock().date()
    async with house.deps.db.transaction() as repos:
        for who, role, where in (
            ("owner", OversightRole.OWNER, EVERYWHERE),
            ("officer", OversightRole.PRIVACY_OFFICER, EVERYWHERE),
            ("reader", OversightRole.READER, program_id),
        ):
            ids = house.town.workspace_id, role, house.id_of(who), house.id_of("manager")
            await repos.roles.add_first(RoleHeld(*ids, today, where))
