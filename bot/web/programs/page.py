"""A program at a glance: its state, its figures against what was aimed at, and what comes next."""

from aiohttp import web

from bot.domain.measures.results import Verdict
from bot.domain.programs.states import ProgramState
from bot.domain.signing_in.standing import READERS
from bot.usecases.programs.glance import read_glance
from bot.views.delivery.sends import this_week_in_words
from bot.views.managing.summary import ON_MONDAY, SMALL_NUMBERS
from bot.views.measures.results import ASK_FIRST, NOTHING, untold_in_words
from bot.views.parts import weekday_in_words
from bot.views.programs.glance import next_step
from bot.views.programs.words import in_words
from bot.views.recruiting.cover import cover_in_words
from bot.web.overview.leading import page_of
from bot.web.overview.states import tags_of
from bot.web.programs.drawings import meetings_drawn, trends_drawn
from bot.web.programs.measured import rows_of
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

# Of drawings on a page that is read at a glance; the page of results has all of them.
MOST_TRENDS = 2


async def on_program(visit: Visit) -> web.StreamResponse:
    deps, program = visit.deps, visit.program
    glance = await read_glance(
        deps.db, act=visit.act, program_id=program.id, content=deps.content, is_admin=visit.is_admin
    )
    summary = glance.summary
    aimed_at = [one for one in summary.results if one.verdict is not Verdict.NO_TARGET]
    return await show(
        visit,
        "programs/program.html",
        title=program.name,
        crumbs=(Crumb("Overview", "/"), Crumb(program.name)),
        whom=glance.looked_after_by,
        page=glance,
        summary=summary,
        step=next_step(glance),
        has_opened=program.state is not ProgramState.DRAFT,
        tags=tags_of(program, is_review_due=glance.is_review_due),
        plan=in_words(program),
        told=rows_of([one for one in summary.results if one.figure.is_shown], content=deps.content),
        untold=untold_in_words(
            [one for one in summary.results if not one.figure.is_shown], content=deps.content
        ),
        meetings=meetings_drawn(summary),
        trends=trends_drawn(aimed_at, content=deps.content)[:MOST_TRENDS],
        still=visit.asked("still") == "1",
        page_of=page_of,
        day=weekday_in_words,
        cover_in_words=cover_in_words,
        this_week=this_week_in_words,
        on_monday=ON_MONDAY,
        small_numbers=SMALL_NUMBERS,
        ask_first=ASK_FIRST,
        no_targets=NOTHING,
    )


ROUTES = (Route("GET", "/programs/{program}", on_program, READERS, tab="Program", order=10),)
