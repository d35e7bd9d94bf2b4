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
from tests.web.visiting import ROLES, House

# Open without a session, each with why. Nothing else may be.
OPEN = {
    ("GET", "/in/{link}"): "the page of a link, which shows nothing and uses nothing up",
    ("HEAD", "/in/{link}"): "the same for previews",
    ("POST", "/in/{link}"): "the button of that page",
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
                is_right = whose == "mine" or (whose == "others" and role in (*IN_OTHERS, *EVERYWHERE))
                yield Asked(
                    route, role, whose, filled(route.path, ids), is_right and _may(route, role, whose)
                )


def filled(path: str, ids: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::[^}]*)?\}", lambda found: _part(found[1], ids), path)


def _part(name: str, ids: Mapping[str, str]) -> str:
    assert name in ids, f"Say in tests/web/visiting.py what {{{name}}} of a path is, for each of the houses."
    return ids[name]


def _ids(house: House, route: Route) -> list[tuple[str, Mapping[str, str]]]:
    """Every part of a path foreign at once, and each part alone."""
    parts = re.findall(r"\{(\w+)", route.path)
    if not parts:
        return [("mine", {})]
    foreign = {"others": house.others, "theirs": house.theirs}
    mixed = [
        (f"mine but for the {part} of {name}", house.ids | {part: ids.get(part, "")})
        for part in parts
        for name, ids in foreign.items()
        if len(parts) > 1 and ids.get(part) != house.ids.get(part)
    ]
    return [("mine", house.ids), *((name, house.ids | ids) for name, ids in foreign.items()), *mixed]


def _may(route: Route, role: str, whose: str) -> bool:
    everywhere = EVERYWHERE.get(role, NOTHING)
    mine, others = IN_MINE.get(role, NOTHING), IN_OTHERS.get(role, NOTHING)
    if not route.is_of_program:
        return bool(route.open_to & (everywhere | mine | others))
    return bool(route.open_to & (everywhere | (mine if whose == "mine" else others)))
