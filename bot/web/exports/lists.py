"""A list with names: asked for, agreed to or declined, and fetched. It is handed over in Slack alone.

There the file stays a day and is deleted then; what a browser had once loaded, or half of it, would be beyond
that, and used up where the line broke.
"""

import re
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from bot.domain.exports.named import ListKind
from bot.domain.signing_in.standing import MANAGERS, OWNERS
from bot.errors import InvalidInput, NotFound
from bot.usecases.exports.asking import agree, ask_for_list, decline, require_second
from bot.usecases.exports.fetching import fetch_list
from bot.usecases.exports.handing_over import hand_over
from bot.usecases.exports.page import read_export_page
from bot.views.exports import page as words
from bot.views.exports.messages import AGREE_ASKS
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

LISTS: Final = "/programs/{program}/lists"
ONE: Final = f"{LISTS}/{{list}}"
LIST_ID: Final = re.compile(r"[0-9a-f]{32}")
NOT_HERE: Final = "This list was answered or fetched already, or its time is over. Nothing was changed."
NOTHING_WRONG: Mapping[str, str] = {}


async def on_form(visit: Visit) -> web.StreamResponse:
    """Nobody types a reason that nobody could agree to. Raises NotNow."""
    await require_second(visit.deps.db, act=visit.act, program_id=visit.program.id)
    return await _form(visit, list_id=visit.deps.new_id())


async def on_ask(visit: Visit) -> web.StreamResponse:
    """The same form sent twice asks once."""
    sent = visit.sent
    list_id = sent.text("list_id")
    if not LIST_ID.fullmatch(list_id):
        list_id = visit.deps.new_id()
    try:
        await ask_for_list(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            list_id=list_id,
            what=sent.text("list_kind"),
            reason=sent.text("reason"),
            content=visit.deps.content,
        )
    except InvalidInput as wrong:
        return await _form(visit, list_id=list_id, wrong=wrong.fields)
    raise go(visit, _export(visit), done="asked")


async def _form(
    visit: Visit, *, list_id: str, wrong: Mapping[str, str] = NOTHING_WRONG
) -> web.StreamResponse:
    return await show(
        visit,
        "exports/list_form.html",
        title=words.LIST_TITLE,
        crumbs=_crumbs(visit, words.LIST_TITLE),
        status=422 if wrong else 200,
        list_id=list_id,
        typed={name: visit.sent.text(name) for name in ("list_kind", "reason")},
        wrong=wrong,
        kinds=list(ListKind),
        no_phi=visit.deps.content.lines.no_phi,
        words=words,
    )


async def on_agree_first(visit: Visit) -> web.StreamResponse:
    return await _sure(visit, "agree", AGREE_ASKS, yes="Agree")


async def on_fetch_first(visit: Visit) -> web.StreamResponse:
    return await _sure(visit, "fetch", words.FETCH_ASKS, yes="Fetch it")


async def _sure(visit: Visit, deed: str, question: str, *, yes: str) -> web.StreamResponse:
    """Ask before what can't be taken back. Raises NotFound for a list with which nothing is left to do."""
    page = await read_export_page(
        visit.deps.db, act=visit.act, program_id=visit.program.id, is_admin=visit.is_admin
    )
    known = page.to_answer if deed == "agree" else page.asked
    one = next((one for one in known if one.id == visit.part("list")), None)
    if one is None:
        raise NotFound(NOT_HERE)
    return await show(
        visit,
        "exports/sure.html",
        title="Are you sure?",
        crumbs=_crumbs(visit, "Are you sure?"),
        whom={one.asked_by},
        one=one,
        question=question,
        yes=yes,
        deed=f"/programs/{visit.program.id}/lists/{one.id}/{deed}",
        back=_export(visit),
        words=words,
    )


async def on_agree(visit: Visit) -> web.StreamResponse:
    await agree(visit.deps.db, act=visit.act, list_id=visit.part("list"))
    raise go(visit, _export(visit), done="agreed")


async def on_decline(visit: Visit) -> web.StreamResponse:
    await decline(visit.deps.db, act=visit.act, list_id=visit.part("list"))
    raise go(visit, _export(visit), done="declined")


async def on_fetch(visit: Visit) -> web.StreamResponse:
    """It is marked and logged at once; the names take as long as Slack takes to give them."""
    deps = visit.deps
    page = await fetch_list(deps.db, act=visit.act, list_id=visit.part("list"))
    work = hand_over(deps.db, deps.slack, page, act=visit.act, people=deps.content.people)
    deps.background.start(work)
    raise go(visit, _export(visit), done="on_its_way")


def _export(visit: Visit) -> str:
    return f"/programs/{visit.program.id}/export"


def _crumbs(visit: Visit, here: str) -> tuple[Crumb, ...]:
    program = visit.program
    at = Crumb(program.name, f"/programs/{program.id}")
    return (Crumb("Overview", "/"), at, Crumb("Export", _export(visit)), Crumb(here))


SECONDS: Final = MANAGERS | OWNERS
ROUTES = (
    Route("GET", LISTS, on_form, MANAGERS),
    Route("POST", LISTS, on_ask, MANAGERS),
    Route("GET", f"{ONE}/agree", on_agree_first, SECONDS),
    Route("POST", f"{ONE}/agree", on_agree, SECONDS),
    Route("POST", f"{ONE}/decline", on_decline, SECONDS),
    Route("GET", f"{ONE}/fetch", on_fetch_first, MANAGERS),
    Route("POST", f"{ONE}/fetch", on_fetch, MANAGERS),
)
