"""Numbers of a program to take out, and lists with names that were asked for."""

from functools import partial
from typing import Final

from aiohttp import web

from bot.domain.signing_in.standing import READERS
from bot.usecases.exports.page import read_export_page
from bot.views.exports import page as words
from bot.views.exports.messages import DECLINED
from bot.views.exports.page import ExportPage
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.times import in_words
from bot.web.visit import Visit

TITLE: Final = "Take numbers and lists out"
NOTICES: Final = {
    "asked": "We ask those who can agree. Once one of them does, we write to you, and you can fetch it.",
    "agreed": "You agreed. They can fetch the list once, within 24 hours. We tell them.",
    "declined": DECLINED,
    "on_its_way": "It's on its way to your conversation with Lamplight, in Slack under Messages. With many "
    "names that takes a few minutes. Save it today: we delete it there. If you find it here again later, "
    "Slack didn't take it: try once more.",
}


async def on_export(visit: Visit) -> web.StreamResponse:
    return await show_export(visit, await read_shown(visit), notice=NOTICES.get(visit.asked("done"), ""))


async def read_shown(visit: Visit) -> ExportPage:
    return await read_export_page(
        visit.deps.db, act=visit.act, program_id=visit.program.id, is_admin=visit.is_admin
    )


async def show_export(visit: Visit, page: ExportPage, *, notice: str) -> web.StreamResponse:
    program = visit.program
    return await show(
        visit,
        "exports/export.html",
        title=TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), Crumb("Export")),
        whom={one.asked_by for one in page.to_answer},
        notice=notice,
        page=page,
        here=f"/programs/{program.id}",
        time=partial(in_words, visit),
        words=words,
    )


ROUTES = (Route("GET", "/programs/{program}/export", on_export, READERS, tab="Export", order=95),)
