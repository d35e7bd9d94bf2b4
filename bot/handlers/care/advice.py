"""I need advice: the form, and what comes of it."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal, update_modal
from bot.usecases.care.advice import ask_for_advice, whom_to_ask
from bot.usecases.programs.workspaces import read_signposts
from bot.views.care.advice import advice_asked, advice_form
from bot.views.ids import Action, Callback, Field
from bot.views.journey.guides import AMONG_CARDS


def register(app: AsyncApp) -> None:
    app.action(Action.ADVICE)(listening(on_advice))
    app.view(Callback.ADVICE)(listening(on_asked))


async def on_advice(click: Click, deps: Deps) -> Reply:
    choices = await whom_to_ask(deps.db, act=click.act)
    filled = await read_signposts(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    form = advice_form(choices, content=deps.content, filled=filled)
    return update_modal(form) if click.context == AMONG_CARDS else open_modal(form)


async def on_asked(click: Click, deps: Deps) -> Reply:
    asked = await ask_for_advice(
        deps.db,
        act=click.act,
        program_id=click.context or click.form.choice(Field.PROGRAM) or "",
        topic=click.form.choice(Field.ADVICE_TOPIC) or "",
    )
    filled = await read_signposts(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return last_page(
        advice_asked(asked.program, asked.lead, asked.topic, content=deps.content, filled=filled)
    )
