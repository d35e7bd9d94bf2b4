"""Who has a role beside a program's plan, and how one is taken or given back. Slack is where one is given."""

from typing import Final

from aiohttp import web

from bot.domain.oversight.roles import EVERYWHERE, IN_WORDS, OversightRole
from bot.domain.signing_in.standing import MANAGERS, OWNERS, ReadsAs
from bot.errors import NotFound
from bot.usecases.oversight.roles import Named, read_readers, read_roles, take_role
from bot.views.oversight import roles as words
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

ROLES: Final = "/roles"
READERS_OF: Final = "/programs/{program}/readers"
# Whoever holds one may give it back, and managers name readers of their programs.
HOLDERS: Final = OWNERS | MANAGERS | {ReadsAs.PRIVACY_OFFICER, ReadsAs.READER}
TAKEN: Final = "Done. They don't have this role any more."
GIVEN_BACK: Final = "Done. You don't have this role any more."
NOBODY: Final = "Nobody has this role any more, so there's nothing left to take. Nothing was changed."
NOTICES: Final = {"taken": TAKEN, "given_back": GIVEN_BACK}


async def on_roles(visit: Visit) -> web.StreamResponse:
    return await _show_roles(visit, NOTICES.get(visit.asked("done"), ""))


async def _show_roles(visit: Visit, notice: str) -> web.StreamResponse:
    page = await read_roles(visit.deps.db, act=visit.act, is_admin=visit.is_admin)
    return await show(
        visit,
        "oversight/roles.html",
        title=words.TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(words.TITLE)),
        whom={*page.owners, *page.officers},
        notice=notice,
        page=page,
        roles=((OversightRole.OWNER, page.owners), (OversightRole.PRIVACY_OFFICER, page.officers)),
        words=words,
    )


async def on_readers(visit: Visit) -> web.StreamResponse:
    return await _show_readers(visit, NOTICES.get(visit.asked("done"), ""))


async def _show_readers(visit: Visit, notice: str) -> web.StreamResponse:
    program = visit.program
    page = await read_readers(visit.deps.db, act=visit.act, program_id=program.id)
    return await show(
        visit,
        "oversight/readers.html",
        title="Readers",
        crumbs=(Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), Crumb("Readers")),
        whom=page.readers,
        notice=notice,
        page=page,
        words=words,
    )


async def on_ask(visit: Visit) -> web.StreamResponse:
    """Before one is taken: whose, and what it means. Of one that nobody has, the page says so."""
    named = _named(visit, visit.asked("role"), visit.asked("person"))
    if named is None:
        is_manager = visit.of_program and ReadsAs.MANAGER in visit.seen_as
        return await (_show_readers if is_manager else _show_roles)(visit, NOBODY)
    mine = named.user_id == visit.act.by
    return await show(
        visit,
        "oversight/take.html",
        title="Give a role back" if mine else "Take a role away",
        crumbs=(Crumb("Overview", "/"), Crumb(words.TITLE, _page_of(visit)), Crumb("Are you sure?")),
        whom={named.user_id},
        named=named,
        mine=mine,
        role=IN_WORDS[named.role],
        here=_page_of(visit),
    )


async def on_take(visit: Visit) -> web.StreamResponse:
    named = _named(visit, visit.sent.text("role"), visit.sent.text("person"))
    if named is None:
        raise NotFound(NOBODY)
    mine = named.user_id == visit.act.by
    await take_role(visit.deps.db, act=visit.act, named=named, is_admin=visit.is_admin)
    # Who gave back their last one has no page of roles any more.
    raise go(visit, "/" if mine else _page_of(visit), done="given_back" if mine else "taken")


def _named(visit: Visit, role: str, user_id: str) -> Named | None:
    """None for a role that nobody of this name has."""
    program_id = visit.of_program.id if visit.of_program else EVERYWHERE
    roles = visit.standing.roles
    if role not in frozenset(OversightRole) or user_id not in roles.who(OversightRole(role), program_id):
        return None
    return Named(OversightRole(role), user_id, program_id)


def _page_of(visit: Visit) -> str:
    """The page on which the role stands: for a reader who gives theirs back, that of all of theirs."""
    is_manager = ReadsAs.MANAGER in visit.seen_as
    return f"/programs/{visit.of_program.id}/readers" if visit.of_program and is_manager else ROLES


GIVES_OR_TAKES: Final = MANAGERS | {ReadsAs.READER}
ROUTES = (
    Route("GET", ROLES, on_roles, HOLDERS, tab="Roles", order=60),
    Route("GET", f"{ROLES}/take", on_ask, HOLDERS),
    Route("POST", f"{ROLES}/take", on_take, HOLDERS),
    Route("GET", READERS_OF, on_readers, MANAGERS),
    Route("GET", f"{READERS_OF}/take", on_ask, GIVES_OR_TAKES),
    Route("POST", f"{READERS_OF}/take", on_take, GIVES_OR_TAKES),
)
