"""How a program matches: who decides, who is asked, and what counts for how much, compared in words."""

from collections.abc import Collection, Mapping
from random import Random

from aiohttp import web

from bot.content import FormatKind
from bot.domain.matching.choices import ANSWER_DAYS
from bot.domain.programs.programs import Program
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.matching.settings import Settings, compare_weights, read_labels, save_settings, save_weights
from bot.usecases.programs.planning import read_managed_program
from bot.views.ids import Field
from bot.views.matching import settings as views
from bot.views.refs import read_number
from bot.web.matching.review import ROOM, ways
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

TITLE = "Match settings"
SAVED = {"saved": "Saved. It counts from the next time matching is run."}


async def on_settings(visit: Visit) -> web.StreamResponse:
    program = await _program(visit)
    plan = program.plan
    return await _show_settings(
        visit,
        {
            Field.MATCHED_BY: plan.matched_by,
            Field.CONFIRM: "yes" if plan.mentors_confirm else "no",
            Field.ANSWER_DAYS: str(plan.answer_days),
            Field.SILENCE: plan.silence,
        },
        {},
    )


async def _program(visit: Visit) -> Program:
    return await read_managed_program(
        visit.deps.db, workspace_id=visit.act.workspace_id, program_id=visit.program.id, by=visit.act.by
    )


async def _show_settings(
    visit: Visit, chosen: Mapping[str, str], wrong: Mapping[str, str]
) -> web.StreamResponse:
    template = visit.deps.content.programs[visit.program.template_id]
    return await show(
        visit,
        "matching/settings.html",
        title=TITLE,
        crumbs=ways(visit, Crumb(TITLE)),
        notice=SAVED.get(visit.asked("done"), ""),
        status=422 if wrong else 200,
        of_pairs=template.format.kind is FormatKind.PAIR,
        together=views.TOGETHER,
        fields=[
            (Field.MATCHED_BY, "Who decides?", views.MATCHED_BY, ""),
            (Field.CONFIRM, "Are mentors asked first?", views.CONFIRM, ""),
            (
                Field.ANSWER_DAYS,
                "How long do they have to answer?",
                {str(one): f"{one} days" for one in ANSWER_DAYS},
                "",
            ),
            (Field.SILENCE, views.IS_SILENCE_A_YES, views.SILENCE, views.NEVER_A_YES),
        ],
        chosen=chosen,
        wrong=wrong,
        room=f"/programs/{visit.program.id}/matching",
    )


async def on_settings_saved(visit: Visit) -> web.StreamResponse:
    sent = visit.sent
    typed: dict[str, str] = {
        one: sent.text(one) for one in (Field.MATCHED_BY, Field.CONFIRM, Field.ANSWER_DAYS, Field.SILENCE)
    }
    try:
        await save_settings(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            chosen=Settings(
                matched_by=typed[Field.MATCHED_BY],
                confirm=typed[Field.CONFIRM],
                answer_days=typed[Field.ANSWER_DAYS],
                silence=typed[Field.SILENCE],
            ),
            content=visit.deps.content,
        )
    except InvalidInput as wrong:
        return await _show_settings(visit, typed, wrong.fields)
    raise go(visit, f"/programs/{visit.program.id}/matching/settings", done="saved")


async def on_weights(visit: Visit) -> web.StreamResponse:
    program = await _program(visit)
    template = visit.deps.content.programs[program.template_id]
    usual = visit.asked("numbers") == "template"
    return await _show_weights(visit, template.weights if usual else program.plan.weights or template.weights)


async def _show_weights(
    visit: Visit,
    weights: Mapping[str, int],
    *,
    compared: Collection[str] = (),
    whom: Collection[str] = (),
    wrong: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    labels, template = await read_labels(), visit.deps.content.programs[visit.program.template_id]
    used, others = views.used_and_others(labels, weights, template)
    return await show(
        visit,
        "matching/weights.html",
        title=views.WEIGHTS_TITLE,
        crumbs=ways(visit, Crumb(views.WEIGHTS_TITLE)),
        whom=whom,
        notice=SAVED.get(visit.asked("done"), ""),
        status=422 if wrong else 200,
        counts_more=views.COUNTS_MORE,
        labels=labels,
        groups=[("Counts here", used), ("Not used here", others)],
        weights=weights,
        block=views.weight_block,
        steps=views.steps_with,
        compared=compared,
        wrong=wrong or {},
        room=f"/programs/{visit.program.id}/matching",
    )


async def on_weights_chosen(visit: Visit) -> web.StreamResponse:
    """Saved, or only compared with those there are now."""
    weights, deps, program_id = _weights(visit), visit.deps, visit.program.id
    try:
        if visit.sent.text("do") == "save":
            await save_weights(
                deps.db, act=visit.act, program_id=program_id, weights=weights, content=deps.content
            )
            raise go(visit, f"/programs/{program_id}/matching/weights", done="saved")
        found = await compare_weights(
            deps.db,
            act=visit.act,
            program_id=program_id,
            weights=weights,
            content=deps.content,
            rng=Random(deps.new_id()),
        )
    except InvalidInput as wrong:
        return await _show_weights(visit, weights, wrong=wrong.fields)
    return await _show_weights(visit, weights, compared=views.compared_in_words(found), whom=found.whom)


def _weights(visit: Visit) -> dict[str, int]:
    """By criterion, as chosen; -1 for what is no number."""
    prefix = views.PREFIX
    sent = {
        name.removeprefix(prefix): visit.sent.text(name)
        for name in visit.sent.fields
        if name.startswith(prefix)
    }
    return {key: -1 if (weight := read_number(value)) is None else weight for key, value in sent.items()}


ROUTES = (
    Route("GET", f"{ROOM}/settings", on_settings, MANAGERS),
    Route("POST", f"{ROOM}/settings", on_settings_saved, MANAGERS),
    Route("GET", f"{ROOM}/weights", on_weights, MANAGERS),
    Route("POST", f"{ROOM}/weights", on_weights_chosen, MANAGERS),
)
