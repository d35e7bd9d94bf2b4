"""Targets and results: what each measure counts, its figures over time, and what HR worked out, typed."""

from collections.abc import Mapping
from dataclasses import asdict

from aiohttp import web

from bot.content.numbers.measures import measure_of, name_of
from bot.domain.signing_in.standing import MANAGERS, READERS
from bot.errors import InvalidInput
from bot.usecases.measures.external import keep_external_result, read_external_form
from bot.usecases.measures.page import read_counts
from bot.views.feedback.findings import HOW_SURE
from bot.views.ids import Field
from bot.views.measures.counts import RULE, CountsPage, version_in_words
from bot.views.measures.external import HINTS, LABELS, WHO_READS, ExternalTyped
from bot.views.measures.results import ASK_FIRST, NOTHING, NOTHING_YET
from bot.views.refs import ResultRef
from bot.web.programs.drawings import trends_drawn
from bot.web.programs.measured import row_of, rows_of
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

RESULTS = "/programs/{program}/results"
ONE = f"{RESULTS}/{{measure}}"
DONE = {"typed": "HR's result is kept. It's shown rounded to five."}
NOTHING_WRONG: Mapping[str, str] = {}


async def on_results(visit: Visit) -> web.StreamResponse:
    """Everything that is measured, with what it counts and how it went over time."""
    page = await _read(visit, "")
    content = visit.deps.content
    return await show(
        visit,
        "programs/results.html",
        title="Targets and results",
        crumbs=_crumbs(visit, Crumb("Targets and results")),
        page=page,
        rows=rows_of(page.results, content=content),
        drawings=trends_drawn(page.results, content=content),
        is_told=any(one.figure.is_shown for one in page.results),
        sentences={
            "rule": RULE,
            "ask_first": ASK_FIRST,
            "how_sure": HOW_SURE,
            "no_targets": NOTHING,
            "nothing_yet": NOTHING_YET,
        },
    )


async def on_result(visit: Visit) -> web.StreamResponse:
    return await _show_one(visit)


async def on_typed(visit: Visit) -> web.StreamResponse:
    """A form that can't be kept comes back with all that was typed."""
    deps, sent = visit.deps, visit.sent
    typed = ExternalTyped(*(sent.text(one) for one in _FIELDS))
    try:
        await keep_external_result(deps.db, act=visit.act, ref=_ref(visit), typed=typed, content=deps.content)
    except InvalidInput as wrong:
        return await _show_one(visit, typed=typed, wrong=wrong.fields)
    raise go(visit, f"/programs/{visit.program.id}/results/{visit.part('measure')}", done="typed")


# As ExternalTyped takes them, and as people fill them in.
_FIELDS = (Field.HR_PERCENT, Field.HR_STAFF, Field.HR_PEOPLE, Field.HR_AS_OF)
_IN_ORDER = (Field.HR_PERCENT, Field.HR_PEOPLE, Field.HR_STAFF, Field.HR_AS_OF)


async def _show_one(
    visit: Visit, *, typed: ExternalTyped | None = None, wrong: Mapping[str, str] = NOTHING_WRONG
) -> web.StreamResponse:
    page = await _read(visit, visit.part("measure"))
    content = visit.deps.content
    result = page.results[0]
    measure, name = measure_of(content.measures, result.key), name_of(content.measures, result.key)
    asks_hr = page.may_type and measure is not None and measure.is_external
    return await show(
        visit,
        "programs/result.html",
        status=422 if wrong else 200,
        title=name,
        crumbs=_crumbs(
            visit, Crumb("Targets and results", f"/programs/{visit.program.id}/results"), Crumb(name)
        ),
        notice=DONE.get(visit.asked("done"), ""),
        page=page,
        row=row_of(result, content=content),
        drawings=trends_drawn([result], content=content),
        versions=[version_in_words(one) for one in page.versions],
        typed=asdict(typed or await _last_typed(visit)) if asks_hr else None,
        fields=[(str(one), LABELS[one], HINTS.get(one, "")) for one in _IN_ORDER],
        who_reads=WHO_READS,
        wrong=wrong,
        rule=RULE,
    )


async def _last_typed(visit: Visit) -> ExternalTyped:
    form = await read_external_form(visit.deps.db, act=visit.act, ref=_ref(visit), content=visit.deps.content)
    last = form.last
    if last is None:
        return ExternalTyped("", "", "", "")
    beside = "" if last.comparable is None else str(last.comparable)
    return ExternalTyped(str(last.percent), beside, str(last.people), last.as_of.isoformat())


async def _read(visit: Visit, key: str) -> CountsPage:
    deps, ref = visit.deps, ResultRef(visit.program.id, key=key)
    return await read_counts(deps.db, act=visit.act, ref=ref, content=deps.content, is_admin=visit.is_admin)


def _ref(visit: Visit) -> ResultRef:
    return ResultRef(visit.program.id, key=visit.part("measure"))


def _crumbs(visit: Visit, *more: Crumb) -> tuple[Crumb, ...]:
    program = visit.program
    return (Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"), *more)


ROUTES = (
    Route("GET", RESULTS, on_results, READERS),
    Route("GET", ONE, on_result, READERS),
    Route("POST", ONE, on_typed, MANAGERS),
)
