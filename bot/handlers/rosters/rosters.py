"""My roster: told, looked through, corrected, forgotten."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.rosters import RosterKind
from bot.errors import UserFacingError
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_then_fill, update_modal
from bot.handlers.rosters.pages import codes_first, known_page, meanwhile, roster_read_again
from bot.usecases.rosters.correcting import correct_roster
from bot.usecases.rosters.rosters import (
    agree_to_roster,
    forget_roster,
    keep_feed,
    keep_typed,
    require_one,
)
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.notices import loading
from bot.views.rosters.rosters import (
    TITLE,
    corrections_form,
    roster_forgotten,
    roster_form,
    roster_page,
    roster_right,
)


def register(app: AsyncApp) -> None:
    app.action(Action.ROSTER)(listening(on_roster))
    app.action(Action.ROSTER_NEW)(listening(on_new_roster))
    app.action(Action.ROSTER_CORRECT)(listening(on_correct))
    app.action(Action.ROSTER_FORGET)(listening(on_forget))
    app.view(Callback.ROSTER_FORM)(listening(on_roster_told))
    app.view(Callback.ROSTER_CORRECTED)(listening(on_corrected))
    app.view(Callback.ROSTER_RIGHT)(listening(on_right))


async def on_roster(click: Click, deps: Deps) -> Reply:
    """What was understood, or the form where nothing was told yet."""

    async def build() -> Modal:
        page = await known_page(click, deps)
        return roster_page(page, lines=deps.content.lines) if page else roster_form()

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTOR,
        "roster",
        does="your shifts, so that we never message you at work or asleep",
        order=80,
        listener=on_roster,
        hides_text=True,
    ),
)


async def on_new_roster(click: Click, deps: Deps) -> Reply:
    return update_modal(roster_form())


async def on_roster_told(click: Click, deps: Deps) -> Reply:
    link, typed, repeats = (
        click.form.text(name) for name in (Field.ROSTER_LINK, Field.ROSTER_LINES, Field.ROSTER_PATTERN)
    )
    kind = require_one(link, typed, repeats, rules=deps.feeds.rules)
    if kind is RosterKind.FEED:
        return meanwhile(roster_form(is_reading=True), lambda: _from_link(click, deps, link))
    page = await keep_typed(
        deps.db, act=click.act, kind=kind, text=typed or repeats, content=deps.content, feeds=deps.feeds
    )
    return last_page(codes_first(page, deps))


async def _from_link(click: Click, deps: Deps, link: str) -> Modal:
    """What is wrong is said in the form, in which the link still stands where it was pasted."""
    try:
        page = await keep_feed(deps.db, act=click.act, link=link, feeds=deps.feeds, content=deps.content)
    except UserFacingError as error:
        return roster_form(problem=str(error))
    return codes_first(page, deps)


async def on_correct(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await known_page(click, deps)
        return corrections_form(page) if page else roster_form()

    return open_then_fill(TITLE, build)


async def on_corrected(click: Click, deps: Deps) -> Reply:
    await correct_roster(
        deps.db, act=click.act, text=click.form.text(Field.ROSTER_CORRECTIONS), content=deps.content
    )
    return meanwhile(loading(TITLE), lambda: roster_read_again(click, deps))


async def on_right(click: Click, deps: Deps) -> Reply:
    await agree_to_roster(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return last_page(roster_right())


async def on_forget(click: Click, deps: Deps) -> Reply:
    await forget_roster(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return replace(update_modal(roster_forgotten()), changes_home=True)
