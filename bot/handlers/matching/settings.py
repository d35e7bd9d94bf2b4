"""How a program matches: opened from its page, weights tried and saved."""

from random import Random

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.programs.programs import Program
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.programs.planning import page_of
from bot.handlers.replies import Reply, last_page, next_page, open_modal, update_modal, update_when_ready
from bot.usecases.matching.settings import Settings, compare_weights, read_labels, save_settings, save_weights
from bot.usecases.programs.planning import read_managed_program
from bot.views.ids import Action, Callback, Field
from bot.views.matching.settings import PREFIX, compared_in_words, match_settings, weights_page
from bot.views.message import Modal
from bot.views.refs import read_number


def register(app: AsyncApp) -> None:
    app.action(Action.MATCH_SETTINGS)(listening(on_match_settings))
    app.view(Callback.MATCH_SETTINGS)(listening(on_settings_saved))
    app.action(Action.WEIGHTS)(listening(on_weights))
    app.action(Action.WEIGHT)(listening(on_weight))
    app.action(Action.WEIGHTS_USUAL)(listening(on_usual))
    app.view(Callback.WEIGHTS)(listening(on_weights_saved))


async def _program(click: Click, deps: Deps, program_id: str) -> Program:
    return await read_managed_program(
        deps.db, workspace_id=click.workspace_id, program_id=program_id, by=click.user_id
    )


async def on_match_settings(click: Click, deps: Deps) -> Reply:
    program = await _program(click, deps, click.value)
    return open_modal(match_settings(program, template=deps.content.programs[program.template_id]))


async def on_settings_saved(click: Click, deps: Deps) -> Reply:
    form = click.form
    program = await save_settings(
        deps.db,
        act=click.act,
        program_id=click.context,
        chosen=Settings(
            matched_by=form.choice(Field.MATCHED_BY) or "",
            confirm=form.choice(Field.CONFIRM) or "",
            answer_days=form.choice(Field.ANSWER_DAYS) or "",
            silence=form.choice(Field.SILENCE) or "",
        ),
        content=deps.content,
    )
    return last_page(await page_of(program, deps, click.now))


async def on_weights(click: Click, deps: Deps) -> Reply:
    program = await _program(click, deps, click.value)
    template, labels = deps.content.programs[program.template_id], await read_labels()
    weights = program.plan.weights or template.weights
    return update_modal(weights_page(program, weights, labels=labels, template=template))


async def on_weight(click: Click, deps: Deps) -> Reply:
    weights, turn = _weights(click), _turn(click)

    async def build() -> Modal:
        program = await _program(click, deps, click.context)
        template, labels = deps.content.programs[program.template_id], await read_labels()
        try:
            compared = await compare_weights(
                deps.db,
                act=click.act,
                program_id=program.id,
                weights=weights,
                content=deps.content,
                rng=Random(deps.new_id()),
            )
        except InvalidInput as problem:
            preview = list(problem.fields.values())
        else:
            preview = compared_in_words(compared)
        return weights_page(program, weights, labels=labels, template=template, preview=preview, turn=turn)

    return update_when_ready(build)


def _weights(click: Click) -> dict[str, int]:
    """By criterion, as chosen; -1 for what is no number."""
    found = {name.removeprefix(PREFIX): click.form.choice(name) or "0" for name in click.form.names(PREFIX)}
    return {key: -1 if (weight := read_number(value)) is None else weight for key, value in found.items()}


async def on_usual(click: Click, deps: Deps) -> Reply:
    program = await _program(click, deps, click.value)
    template, labels = deps.content.programs[program.template_id], await read_labels()
    page = weights_page(program, template.weights, labels=labels, template=template, turn=deps.new_id())
    return update_modal(page)


def _turn(click: Click) -> str:
    return next((key.partition("@")[2] for key in click.form.values if key.startswith(PREFIX)), "")


async def on_weights_saved(click: Click, deps: Deps) -> Reply:
    program = await save_weights(
        deps.db, act=click.act, program_id=click.context, weights=_weights(click), content=deps.content
    )
    return next_page(match_settings(program, template=deps.content.programs[program.template_id]))
