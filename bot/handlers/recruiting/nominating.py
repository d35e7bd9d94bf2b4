"""Suggesting mentors, and the answer of whoever was suggested."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.members import who_may_be_asked
from bot.handlers.replies import Reply, next_page, open_modal, replace
from bot.slack.people.who import CHOOSE_OTHERS
from bot.usecases.recruiting.nominating import (
    MOST_AT_ONCE,
    decline_nomination,
    nominate,
    read_nomination,
    start_nominating,
)
from bot.views.ids import Action, Callback, Field
from bot.views.recruiting.nominating import nominate_form, nominated, nomination_declined, nomination_more


def register(app: AsyncApp) -> None:
    app.action(Action.NOMINATE)(listening(on_nominate))
    app.view(Callback.NOMINATE_FORM)(listening(on_nominated))
    app.action(Action.NOMINATION_MORE)(listening(on_more))
    app.action(Action.NOMINATION_NO)(listening(on_not_now))


async def on_nominate(click: Click, deps: Deps) -> Reply:
    """From a command, or from the page of a program."""
    programs, willing = await start_nominating(deps.db, act=click.act, content=deps.content)
    chosen = next((one.id for one in programs if one.id == click.value), None)
    return open_modal(nominate_form(programs, willing, chosen=chosen, at_most=MOST_AT_ONCE))


COMMANDS = (
    Command(Slash.MENTOR, "nominate", does="suggest someone as a mentor", order=100, listener=on_nominate),
    Command(
        Slash.MENTORING,
        "nominate",
        does="suggest mentors; each is asked once, privately",
        order=30,
        listener=on_nominate,
    ),
)


async def on_nominated(click: Click, deps: Deps) -> Reply:
    chosen = click.form.users(Field.CANDIDATES)
    if not 0 < len(chosen) <= MOST_AT_ONCE:
        raise InvalidInput({Field.CANDIDATES: f"Choose one to {MOST_AT_ONCE} people."})
    candidates, others = await who_may_be_asked(deps, click.workspace_id, chosen)
    if not candidates:
        raise InvalidInput({Field.CANDIDATES: CHOOSE_OTHERS.format(chosen=others)})
    await nominate(
        deps.db,
        act=click.act,
        program_id=click.form.choice(Field.PROGRAM) or "",
        candidates=candidates,
        content=deps.content,
    )
    return next_page(nominated(left_out=others))


async def on_more(click: Click, deps: Deps) -> Reply:
    program = await read_nomination(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return open_modal(nomination_more(program, template=deps.content.programs[program.template_id]))


async def on_not_now(click: Click, deps: Deps) -> Reply:
    await decline_nomination(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, user_id=click.user_id
    )
    return replace(nomination_declined())
