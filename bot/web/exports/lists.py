"""A list with names: asked for, agreed to or declined, and fetched. It is handed over in Slack alone.

There the file stays a day and is deleted then; what a browser had once loaded, or half of it, would be beyond
that, and used up where the line broke.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from aiohttp import web

from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.signing_in.standing import MANAGERS, OWNERS, READERS
from bot.errors import InvalidInput
from bot.usecases.exports.asking import agree, ask_for_list, decline, require_second
from bot.usecases.exports.fetching import fetch_list
from bot.usecases.exports.handing_over import hand_over
from bot.views.exports import page as words
from bot.views.exports.messages import AGREE_ASKS
from bot.web.exports.page import read_shown, show_export
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

LISTS: Final = "/programs/{program}/lists"
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
    page = await read_shown(visit)
    return await _sure(visit, page, page.to_answer, deed="agree", question=AGREE_ASKS, yes="Agree")


async def on_fetch_first(visit: Visit) -> web.StreamResponse:
    page = await read_shown(visit)
    ready = [one for one in page.asked if one.is_ready(visit.now)]
    return await _sure(visit, page, ready, deed="fetch", question=words.FETCH_ASKS, yes="Fetch it")


async def _sure(
    visit: Visit, page: words.ExportPage, known: Sequence[NamedExport], *, deed: str, question: str, yes: str
) -> web.StreamResponse:
    """Ask before what can't be taken back; of a list with which nothing is left to do, say so."""
    one = next((one for one in known if one.id == visit.asked("list")), None)
    if one is None:
        return await show_export(visit, page, notice=NOT_HERE)
    return await show(
        visit,
        "exports/sure.html",
        title="Are you sure?",
        crumbs=_crumbs(visit, "Are you sure?"),
        whom={one.asked_by},
        one=one,
        question=question,
        yes=yes,
        deed=f"/programs/{visit.program.id}/lists/{deed}",
        back=_export(visit),
        words=words,
    )


async def on_agree(visit: Visit) -> web.StreamResponse:
    await agree(visit.deps.db, act=visit.act, list_id=_list_of(visit))
    raise go(visit, _export(visit), done="agreed")


async def on_decline(visit: Visit) -> web.StreamResponse:
    await decline(visit.deps.db, act=visit.act, list_id=_list_of(visit))
    raise go(visit, _export(visit), done="declined")


async def on_fetch(visit: Visit) -> web.StreamResponse:
    """It is marked and logged at once; the names take as long as Slack takes to give them."""
    deps = visit.deps
    page = await fetch_list(deps.db, act=visit.act, list_id=_list_of(visit))
    work = hand_over(deps.db, deps.slack, page, act=visit.act, people=deps.content.people)
    deps.background.start(work)
    raise go(visit, _export(visit), done="on_its_way")


def _list_of(visit: Visit) -> str:
    """The list that a form is about; empty, which is none, for what is no id."""
    sent = visit.sent.text("list")
    return sent if LIST_ID.fullmatch(sent) else ""


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
    Route("GET", f"{LISTS}/agree", on_agree_first, READERS),
    Route("POST", f"{LISTS}/agree", on_agree, SECONDS),
    Route("POST", f"{LISTS}/decline", on_decline, SECONDS),
    Route("GET", f"{LISTS}/fetch", on_fetch_first, READERS),
    Route("POST", f"{LISTS}/fetch", on_fetch, MANAGERS),
)
