"""What to do next: what worked, what is unclear, what to change, and from there to the plan."""

from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.domain.feedback.retrospective import Lesson, Lever, Verdict
from bot.domain.programs.states import OVER
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.feedback.looking_back import ChangeSuggested, change_plan, look_back, suggest_change
from bot.views.feedback.change import TOLD, WHICH_WAY
from bot.views.feedback.retrospective import (
    ASK_FIRST,
    LESSONS_SHOWN,
    NOTHING_YET,
    TITLE,
    activity_in_words,
    lesson_in_words,
)
from bot.views.matching.settings import MATCHED_BY
from bot.views.programs.form import capacities, rhythms, talks
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

CHANGE = "Turn into a change"
PARTS: Mapping[Verdict, str] = {
    Verdict.TO_CHANGE: "What to change first",
    Verdict.UNCLEAR: "What is unclear",
    Verdict.WORKED: "What worked",
}
DONE = {
    "changed": "The plan has changed. Its history says what, and what people said. We tell everyone in the "
    "program that something has changed.",
    "unchanged": "The plan is as it was.",
}
LABELS: Mapping[Lever, str] = {
    Lever.RHYTHM: "Rhythm",
    Lever.LENGTH: "Length in weeks",
    Lever.TALK: "A talk takes about",
    Lever.TIME: "Minutes a month for each person",
    Lever.PLACES: "Most mentees for one mentor",
    Lever.MATCHING: "Who decides on matches?",
    Lever.OBJECTIVE: "Objectives, one on each line",
}


async def on_next(visit: Visit) -> web.StreamResponse:
    page = await look_back(visit.deps.db, act=visit.act, program_id=visit.program.id)
    return await show(
        visit,
        "feedback/next.html",
        title=TITLE,
        crumbs=_crumbs(visit, Crumb(TITLE)),
        notice=DONE.get(visit.asked("done"), ""),
        page=page,
        home=_home(visit),
        parts_of=[(title, verdict, _lessons(page.lessons, verdict)) for verdict, title in PARTS.items()],
        activity=activity_in_words(page),
        may_change=page.program.state not in OVER,
        ask_first=ASK_FIRST,
        nothing_yet=NOTHING_YET,
    )


async def on_change(visit: Visit) -> web.StreamResponse:
    """Show the one field of the plan that a finding is about, filled in with what it suggests."""
    return await _show(visit, visit.asked("finding"))


async def on_changed(visit: Visit) -> web.StreamResponse:
    key = visit.sent.text("finding")
    typed = visit.sent.text("typed")
    try:
        changed = await change_plan(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            key=key,
            typed=typed,
            content=visit.deps.content,
        )
    except InvalidInput as problem:
        return await _show(visit, key, typed=typed, wrong=str(problem), status=422)
    raise go(visit, f"{_home(visit)}/waves/next", done="changed" if changed.lines else "unchanged")


async def _show(
    visit: Visit, key: str, *, typed: str | None = None, wrong: str = "", status: int = 200
) -> web.StreamResponse:
    content = visit.deps.content
    suggested = await suggest_change(
        visit.deps.db, act=visit.act, program_id=visit.program.id, key=key, content=content
    )
    lever = suggested.lesson.lever
    template = content.programs[suggested.after.template_id]
    options: Mapping[Lever, Mapping[str, str]] = {
        Lever.RHYTHM: rhythms(suggested.after),
        Lever.TALK: talks(suggested.after),
        Lever.PLACES: capacities(suggested.after.plan, template),
        Lever.MATCHING: MATCHED_BY,
    }
    return await show(
        visit,
        "feedback/change.html",
        title=CHANGE,
        crumbs=_crumbs(visit, Crumb(TITLE, f"{_home(visit)}/waves/next"), Crumb(CHANGE)),
        status=status,
        home=_home(visit),
        key=key,
        lesson=lesson_in_words(suggested.lesson),
        line=suggested.line,
        label=LABELS[lever],
        options=[*options.get(lever, {}).items()],
        is_long=lever is Lever.OBJECTIVE,
        value=_filled_in(suggested) if typed is None else typed,
        wrong={"typed": wrong} if wrong else {},
        which_way=WHICH_WAY,
        told=TOLD,
    )


def _filled_in(suggested: ChangeSuggested) -> str:
    after = suggested.after
    values: Mapping[Lever, object] = {
        Lever.RHYTHM: after.every_weeks,
        Lever.LENGTH: suggested.length_weeks,
        Lever.TALK: after.minutes,
        Lever.TIME: suggested.budget,
        Lever.PLACES: after.plan.capacity,
        Lever.MATCHING: after.plan.matched_by,
        Lever.OBJECTIVE: "\n".join(after.plan.objectives),
    }
    return str(values[suggested.lesson.lever])


def _lessons(lessons: Sequence[Lesson], verdict: Verdict) -> list[tuple[str, str]]:
    """The key and the words of those with this verdict."""
    found = [one for one in lessons if one.verdict is verdict]
    return [(one.key, lesson_in_words(one)) for one in found[:LESSONS_SHOWN]]


def _home(visit: Visit) -> str:
    return f"/programs/{visit.program.id}"


def _crumbs(visit: Visit, *last: Crumb) -> tuple[Crumb, ...]:
    home = _home(visit)
    return Crumb("Overview", "/"), Crumb(visit.program.name, home), Crumb("Waves", f"{home}/waves"), *last


ROUTES = (
    Route("GET", "/programs/{program}/waves/next", on_next, MANAGERS),
    Route("GET", "/programs/{program}/waves/change", on_change, MANAGERS),
    Route("POST", "/programs/{program}/waves/change", on_changed, MANAGERS),
)
