"""Who looked at lists of names: everyone's looks for a privacy officer, a manager's own for them."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS, ReadsAs
from bot.usecases.oversight.access_log import read_access_log, read_log_of_program
from bot.views.oversight import access_log as words
from bot.views.oversight.access_log import LogPage
from bot.views.refs import ROW_DIGITS, LogRef, read_number
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.times import in_words
from bot.web.visit import Visit

LOG: Final = "/log"
READS_THE_LOG: Final = MANAGERS | {ReadsAs.PRIVACY_OFFICER}
USER_ID: Final = re.compile(r"[A-Z0-9]{2,20}")


async def on_log(visit: Visit) -> web.StreamResponse:
    """Of every program, or of the one that the address names, if it is one of theirs."""
    sees_all = ReadsAs.PRIVACY_OFFICER in visit.seen_as
    theirs = visit.standing.programs if sees_all else [one.id for one in visit.standing.managed]
    asked = visit.asked("program")
    program_id = asked if asked in theirs else ""
    return await _show(visit, LOG, program_id, crumbs=(Crumb("Overview", "/"), Crumb(words.TITLE)))


async def on_log_of_program(visit: Visit) -> web.StreamResponse:
    program = visit.program
    crumbs = (Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), Crumb(words.TITLE))
    return await _show(visit, f"/programs/{program.id}{LOG}", program.id, crumbs=crumbs)


async def _show(visit: Visit, here: str, program_id: str, *, crumbs: tuple[Crumb, ...]) -> web.StreamResponse:
    read = read_log_of_program if visit.of_program else read_access_log
    page = await read(visit.deps.db, act=visit.act, wanted=_wanted(visit, program_id))
    people = list(dict.fromkeys(one for one in (*page.people, page.shown.user_id) if one))
    return await show(
        visit,
        "oversight/access_log.html",
        title=words.TITLE,
        crumbs=crumbs,
        whom={*page.whom, *people},
        page=page,
        programs=[("", words.ALL_PROGRAMS), *page.programs.items()],
        people=people,
        here=here,
        addresses=_addresses(page, here),
        time=partial(in_words, visit),
        words=words,
    )


def _wanted(visit: Visit, program_id: str) -> LogRef:
    """What makes no sense in the address counts as not said."""
    person = visit.asked("person")
    before = read_number(visit.asked("before"), digits=ROW_DIGITS) or 0
    return LogRef(program_id, person if USER_ID.fullmatch(person) else "", before)


def _addresses(page: LogPage, here: str) -> Mapping[str, str]:
    """Where the newest lines are and where older ones, with the same filter; empty where there are none."""
    newest = LogRef(page.shown.program_id, page.shown.user_id)
    return {
        "newest": _address(here, newest) if page.shown.before else "",
        "older": _address(here, page.older) if page.older else "",
    }


def _address(here: str, ref: LogRef) -> str:
    kept = {"person": ref.user_id, "before": ref.before}
    if here == LOG:
        kept |= {"program": ref.program_id}
    said = urlencode({name: value for name, value in kept.items() if value})
    return f"{here}?{said}" if said else here


ROUTES = (
    Route("GET", LOG, on_log, READS_THE_LOG, tab="Who looked", order=50),
    Route("GET", "/programs/{program}/log", on_log_of_program, READS_THE_LOG, tab="Looks", order=90),
)
