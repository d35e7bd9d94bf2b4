"""The review of a program: all there is to look at, as a PDF too, and the three questions."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiohttp import web

from bot.content import Content
from bot.domain.measures.results import Result, Verdict
from bot.domain.review.reviews import LONGEST_NOTE, Decision
from bot.domain.signing_in.standing import MANAGERS, READERS
from bot.errors import InvalidInput, NotFound, NotNow
from bot.usecases.review.holding import Answers, hold_review
from bot.usecases.review.pack import read_pack
from bot.usecases.review.paper import make_review_paper
from bot.views.feedback.words import WAVES, turnout_in_words, untold_in_words
from bot.views.ids import Field
from bot.views.measures.targets import aimed_at
from bot.views.programs.words import day_in_words, in_words
from bot.views.refs import HeldRef, read_number
from bot.views.review.drawings import BY_SITE, meetings_drawn, sites_drawn, trends_drawn
from bot.views.review.form import BY_ANOTHER, KEPT, NO_NAMES, WHO_READS
from bot.views.review.pack import IF_YOU_WANT, IS_DUE, TITLE, Pack, coming_in_words
from bot.views.review.paper import FILENAME
from bot.views.review.words import (
    BLURRED,
    DECISIONS,
    LENGTHS,
    NOTHING_SHOWN,
    RHYTHMS,
    VERDICTS,
    WHY_UNTOLD,
    answers_in_words,
    change_in_words,
    hours_in_words,
    measure_name,
    since_in_words,
)
from bot.web.feedback.findings import rows_of
from bot.web.rendering import Crumb, go, show
from bot.web.review.drawing import as_drawing
from bot.web.routes import Route
from bot.web.visit import Visit

NO_SUCH = "There's no review of this number. The page of the review lists all that were held."
DONE = {"kept": KEPT, "by_another": BY_ANOTHER}
TONES: Mapping[Verdict, str] = {
    Verdict.REACHED: "good",
    Verdict.NOT_REACHED: "look",
    Verdict.CLOSE: "wait",
    Verdict.TOO_EARLY: "",
    Verdict.NO_TARGET: "",
}
# What a manager may do next; nothing of it happens by itself.
NEXT: Mapping[Decision, tuple[str, str]] = {
    Decision.CHANGE: (
        "Change the plan under Settings, or look at what people said and turn it into a change.",
        "/waves/next",
    ),
    Decision.STOP: (
        "Nothing ends automatically. End early, under Settings, begins four weeks to say goodbye. It tells "
        "you first what happens then.",
        "/settings",
    ),
}


async def on_review(visit: Visit) -> web.StreamResponse:
    """Show the review that comes next, to managers; to other readers the last that was held."""
    try:
        pack = await _read(visit, 0)
    except NotNow as none:
        return await show(
            visit, "review/none.html", title=TITLE, crumbs=_crumbs(visit), sentence=str(none), page=None
        )
    return await _show(visit, pack)


async def on_held_review(visit: Visit) -> web.StreamResponse:
    number = _number(visit)
    pack = await _read(visit, number)
    if pack.held is None or pack.held.number != number:
        raise NotFound(NO_SUCH)
    return await _show(visit, pack, notice=DONE.get(visit.asked("done"), ""))


async def on_paper(visit: Visit) -> web.StreamResponse:
    """Number 0 is the review that comes next. It is made when it is asked for, and kept nowhere."""
    paper = await make_review_paper(
        visit.deps.db,
        act=visit.act,
        ref=HeldRef(visit.program.id, _number(visit)),
        content=visit.deps.content,
        is_admin=visit.is_admin,
    )
    headers = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
    pdf = await visit.deps.press.set_for_nobody(paper)
    return web.Response(body=pdf, content_type="application/pdf", headers=headers)


async def on_held(visit: Visit) -> web.StreamResponse:
    sent = visit.sent
    answers = Answers(
        sent.text(Field.REVIEW_LENGTH),
        sent.text(Field.REVIEW_RHYTHM),
        sent.text(Field.REVIEW_DECISION),
        sent.text(Field.REVIEW_NOTE),
    )
    number = read_number(sent.text("number")) or 0
    ref = HeldRef(visit.program.id, number)
    try:
        kept = await hold_review(
            visit.deps.db, act=visit.act, ref=ref, answers=answers, content=visit.deps.content
        )
    except InvalidInput as problem:
        pack = await _read(visit, 0)
        return await _show(visit, pack, number=number, typed=answers, wrong=problem.fields, status=422)
    done = "by_another" if kept.by_another else "kept"
    raise go(visit, f"/programs/{visit.program.id}/review/{kept.review.number}", done=done)


async def _read(visit: Visit, number: int) -> Pack:
    return await read_pack(
        visit.deps.db,
        act=visit.act,
        ref=HeldRef(visit.program.id, number),
        content=visit.deps.content,
        is_admin=visit.is_admin,
    )


async def _show(
    visit: Visit,
    pack: Pack,
    *,
    number: int = 0,
    typed: Answers | None = None,
    wrong: Mapping[str, str] | None = None,
    notice: str = "",
    status: int = 200,
) -> web.StreamResponse:
    content = visit.deps.content
    return await show(
        visit,
        "review/review.html",
        title=TITLE if pack.held is None else f"Review of {day_in_words(pack.held.held_on)}",
        crumbs=_crumbs(visit, pack),
        notice=notice,
        status=status,
        pack=pack,
        home=f"/programs/{visit.program.id}",
        number=number or pack.next_number,
        typed=typed,
        wrong=wrong or {},
        in_words=in_words,
        day=day_in_words,
        **_decided(pack),
        **_numbers(pack, content),
        **_since(pack),
        **FORM,
    )


def _decided(pack: Pack) -> dict[str, Any]:
    """What was decided and what may follow; or when the next review is due."""
    if pack.held is None:
        return {"decided": "", "leads": IS_DUE if pack.due else f"{coming_in_words(pack)} {IF_YOU_WANT}"}
    may_act = pack.is_latest and pack.may_change
    says, page = NEXT.get(pack.held.decision, (coming_in_words(pack), "")) if may_act else ("", "")
    return {"decided": answers_in_words(pack.held), "leads": says, "leads_to": page}


def _numbers(pack: Pack, content: Content) -> dict[str, Any]:
    untold = [*(measure_name(one, content) for one in pack.untold), *_untold_of_wave(pack)]
    return {
        "has_before": any(one.earlier and one.earlier.is_shown for one in pack.shown),
        "measures": [_measure(one, content) for one in pack.shown],
        "trends": [
            (measure_name(one, content), as_drawing(chart), one.trend)
            for one, chart in trends_drawn(pack, content)
        ],
        "turnout": [turnout_in_words(one) for one in pack.found.turnout] if pack.found else [],
        "findings": rows_of(pack.found.findings) if pack.found else [],
        "wave": WAVES[pack.found.wave.kind] if pack.found else "",
        "hours": hours_in_words(pack.hours) if pack.hours.is_shown else "",
        "meetings": as_drawing(meetings_drawn(pack)),
        "sites": as_drawing(sites_drawn(pack)),
        "by_site": BY_SITE,
        "untold": untold,
        "why_untold": WHY_UNTOLD,
        "nothing_shown": NOTHING_SHOWN,
        "blurred": BLURRED,
    }


def _measure(one: Result, content: Content) -> tuple[str, Result, str, str, str]:
    name, aim = measure_name(one, content), aimed_at(one.target)
    return name, one, aim, VERDICTS[one.verdict], TONES[one.verdict]


def _untold_of_wave(pack: Pack) -> Iterator[str]:
    if pack.found:
        yield from (untold_in_words(one) for one in pack.found.untold)


def _since(pack: Pack) -> dict[str, Any]:
    return {
        "changes": [change_in_words(one) for one in reversed(pack.changes)],
        "since": since_in_words(pack.last, pack.changes) if pack.last else "",
    }


FORM: Mapping[str, Any] = {
    "lengths": [*LENGTHS.items()],
    "rhythms": [*RHYTHMS.items()],
    "decisions": [*DECISIONS.items()],
    "longest": LONGEST_NOTE,
    "no_names": NO_NAMES,
    "who_reads": WHO_READS,
}


def _number(visit: Visit) -> int:
    number = read_number(visit.part("number"))
    if number is None:
        raise NotFound(NO_SUCH)
    return number


def _crumbs(visit: Visit, pack: Pack | None = None) -> tuple[Crumb, ...]:
    page = f"/programs/{visit.program.id}"
    way = Crumb("Overview", "/"), Crumb(visit.program.name, page)
    if pack is None or pack.held is None:
        return *way, Crumb(TITLE)
    return *way, Crumb(TITLE, f"{page}/review"), Crumb(day_in_words(pack.held.held_on))


ROUTES = (
    Route("GET", "/programs/{program}/review", on_review, READERS, tab=TITLE, order=80),
    Route("POST", "/programs/{program}/review", on_held, MANAGERS),
    Route("GET", "/programs/{program}/review/{number}", on_held_review, READERS),
    Route("GET", "/programs/{program}/review/{number}/paper", on_paper, READERS),
)
