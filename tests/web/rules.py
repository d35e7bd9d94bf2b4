"""What the router of the dashboard has, and what each role is to each program, said here a second time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.deps import Deps
from bot.domain.signing_in.standing import ReadsAs
from bot.site import DASHBOARD
from bot.web.dashboard import add_dashboard
from bot.web.routes import Route, all_routes
from tests.web.visiting import ROLES, House, Visitor

# Open without a session, each with why. Nothing else may be.
OPEN = {
    ("GET", "/in/{link}"): "the page of a link, which shows nothing and uses nothing up",
    ("HEAD", "/in/{link}"): "the same for previews",
    ("POST", "/in/{link}"): "the button of that page",
    ("GET", ""): "leads to the overview",
    ("HEAD", ""): "the same",
    ("GET", "/bye"): "says that one is signed out",
    ("HEAD", "/bye"): "the same",
    ("GET", "/static/{mark}/{name}"): "files that are the same for everybody",
    ("HEAD", "/static/{mark}/{name}"): "the same",
}
# In the program of the house, in the other program of the workspace, and what counts anywhere.
IN_MINE: Mapping[str, frozenset[ReadsAs]] = {
    "manager": frozenset({ReadsAs.MANAGER}),
    "champion": frozenset({ReadsAs.CHAMPION}),
    "reader": frozenset({ReadsAs.READER}),
}
IN_OTHERS: Mapping[str, frozenset[ReadsAs]] = {"other_manager": frozenset({ReadsAs.MANAGER})}
EVERYWHERE: Mapping[str, frozenset[ReadsAs]] = {
    "owner": frozenset({ReadsAs.OWNER}),
    "officer": frozenset({ReadsAs.PRIVACY_OFFICER}),
}
# Pages that say why they can't be shown, in this house or without what the address says behind its mark.
NOT_HERE: Mapping[str, tuple[int, str]] = {
    "/programs/{program}/lists/{list}/fetch": (404, "the list isn't theirs to fetch"),
    "/programs/{program}/waves/change": (409, "no finding is named"),
    "/programs/{program}/matching/swap": (409, "no pair is named"),
}
IN_OUR_WORKSPACE = ("mine", "others")
NOTHING: frozenset[ReadsAs] = frozenset()


@dataclass(frozen=True)
class Asked:
    """A way to ask for a route: as whom, with whose ids, and whether it is theirs to ask."""

    route: Route
    role: str
    whose: str
    path: str
    may: bool

    def __str__(self) -> str:
        return f"{self.route.method} {self.route.path} by the {self.role}, with the ids of {self.whose}"


def router_of(deps: Deps) -> list[tuple[str, str]]:
    """Methods and paths as the router has them, below /dashboard."""
    pages = web.Application()
    add_dashboard(pages, deps)
    found = ((one.method, one.resource.canonical) for one in pages.router.routes() if one.resource)
    return [(method, path.partition(DASHBOARD)[2]) for method, path in found]


def ways(house: House) -> Iterator[Asked]:
    """Every route by every role with the ids of one's own, of another program and of another workspace."""
    for route in all_routes():
        for role in ROLES:
            for whose, ids in _ids(house, route):
                if whose.endswith(" of others") and _is_in_both(route, role):
                    continue
                may = whose in IN_OUR_WORKSPACE and _may(route, role, whose)
                yield Asked(route, role, whose, filled(route.path, ids), may)


async def pages_of(house: House) -> dict[str, Visitor]:
    """Every page that is shown in this house, by its path, with somebody who may see it."""
    visitors = {role: await house.sign_in(role) for role in ROLES}
    mine = (way for way in ways(house) if way.may and way.route.method == "GET")
    return {way.path: visitors[way.role] for way in mine if way.route.path not in NOT_HERE}


def filled(path: str, ids: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::[^}]*)?\}", lambda found: _part(found[1], ids), path)


def _part(name: str, ids: Mapping[str, str]) -> str:
    assert name in ids, f"Say in tests/web/furnished.py what {{{name}}} of a path is, for each of the houses."
    return ids[name]


def _ids(house: House, route: Route) -> list[tuple[str, Mapping[str, str]]]:
    """Every part of a path foreign at once, and below a program of one's own each part alone."""
    parts = re.findall(r"\{(\w+)", route.path)
    if not parts:
        return [("mine", house.ids)]
    foreign = {"others": house.others, "theirs": house.theirs}
    mixed = [
        (f"mine but for the {part} of {name}", house.ids | {part: ids[part]})
        for part in parts
        for name, ids in foreign.items()
        if part != "program" and ids.get(part, "") not in ("", house.ids.get(part))
    ]
    return [("mine", house.ids), *((name, house.ids | ids) for name, ids in foreign.items()), *mixed]


def _is_in_both(route: Route, role: str) -> bool:
    """Of which of the two programs it is makes no difference to them."""
    return role == "other_manager" or bool(EVERYWHERE.get(role, NOTHING) & route.open_to)


def _may(route: Route, role: str, whose: str) -> bool:
    everywhere = EVERYWHERE.get(role, NOTHING)
    mine, others = IN_MINE.get(role, NOTHING), IN_OTHERS.get(role, NOTHING)
    if not route.is_of_program:
        return bool(route.open_to & (everywhere | mine | others))
    return bool(route.open_to & (everywhere | (mine if whose == "mine" else others)))
