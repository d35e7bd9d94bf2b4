"""My roster: told, looked through, its codes explained, corrected, forgotten."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.rosters import LONGEST_CODE, Meaning, RosterKind, Work
from bot.errors import InvalidInput, UserFacingError
from bot.handlers.click import Click, Form
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import (
    Reply,
    last_page,
    next_page,
    open_then_fill,
    update_modal,
    update_when_ready,
)
from bot.usecases.rosters.rosters import (
    correct_roster,
    explain_codes,
    forget_roster,
    keep_feed,
    keep_typed,
    read_again,
    read_roster,
    require_one,
)
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.notices import loading
from bot.views.rosters.rosters import (
    CODE,
    CODE_FROM,
    CODE_UNTIL,
    TITLE,
    RosterPage,
    codes_form,
    corrections_form,
    roster_forgotten,
    roster_form,
    roster_page,
    roster_right,
)

BOTH_TIMES = "Choose both times, or leave both empty."
WHAT_KIND = "Choose what the code means, too."


def register(app: AsyncApp) -> None:
    app.action(Action.ROSTER)(listening(on_roster))
    app.action(Action.ROSTER_NEW)(listening(on_new_roster))
    app.action(Action.ROSTER_CODES)(listening(on_codes))
    app.action(Action.ROSTER_CORRECT)(listening(on_correct))
    app.action(Action.ROSTER_FORGET)(listening(on_forget))
    app.view(Callback.ROSTER_FORM)(listening(on_roster_told))
    app.view(Callback.ROSTER_CODES)(listening(on_codes_explained))
    app.view(Callback.ROSTER_CORRECTED)(listening(on_corrected))
    app.view(Callback.ROSTER_RIGHT)(listening(on_right))


async def on_roster(click: Click, deps: Deps) -> Reply:
    """What was understood, or the form where nothing was told yet."""

    async def build() -> Modal:
        page = await _known(click, deps)
        return roster_page(page, lines=deps.content.lines) if page else roster_form()

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTOR,
        "roster",
        does="your shifts, so that I never write when you work or sleep",
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
        return _meanwhile(roster_form(is_reading=True), lambda: _from_link(click, deps, link))
    page = await keep_typed(
        deps.db, act=click.act, kind=kind, text=typed or repeats, content=deps.content, feeds=deps.feeds
    )
    return last_page(_codes_first(page, deps))


async def _from_link(click: Click, deps: Deps, link: str) -> Modal:
    """What is wrong is said in the form, in which the link still stands where it was pasted."""
    try:
        page = await keep_feed(deps.db, act=click.act, link=link, feeds=deps.feeds, content=deps.content)
    except UserFacingError as error:
        return roster_form(problem=str(error))
    return _codes_first(page, deps)


async def on_codes(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await _known(click, deps)
        return _codes_first(page, deps) if page else roster_form()

    return open_then_fill(TITLE, build)


async def on_codes_explained(click: Click, deps: Deps) -> Reply:
    await explain_codes(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        meanings=meanings_in(click.form),
    )
    return _meanwhile(loading(TITLE), lambda: _read_again(click, deps))


async def on_correct(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await _known(click, deps)
        return corrections_form(page) if page else roster_form()

    return open_then_fill(TITLE, build)


async def on_corrected(click: Click, deps: Deps) -> Reply:
    await correct_roster(
        deps.db, act=click.act, text=click.form.text(Field.ROSTER_CORRECTIONS), content=deps.content
    )
    return _meanwhile(loading(TITLE), lambda: _read_again(click, deps))


async def on_right(click: Click, deps: Deps) -> Reply:
    return last_page(roster_right())


async def on_forget(click: Click, deps: Deps) -> Reply:
    await forget_roster(deps.db, workspace_id=click.workspace_id, user_id=click.user_id)
    return replace(update_modal(roster_forgotten()), changes_home=True)


async def _read_again(click: Click, deps: Deps) -> Modal:
    """What was told just now counts; a roster that can't be read is shown as it was known."""
    try:
        page: RosterPage | None = await read_again(
            deps.db, act=click.act, feeds=deps.feeds, content=deps.content
        )
    except UserFacingError:
        page = await _known(click, deps)
    return roster_page(page, lines=deps.content.lines) if page else roster_form()


async def _known(click: Click, deps: Deps) -> RosterPage | None:
    return await read_roster(deps.db, act=click.act, content=deps.content)


def _codes_first(page: RosterPage, deps: Deps) -> Modal:
    if page.unknown:
        return codes_form(page.unknown, usual_hours=page.usual_hours)
    return roster_page(page, lines=deps.content.lines)


def _meanwhile(light: Modal, build: Callable[[], Awaitable[Modal]]) -> Reply:
    """A form's answer that takes longer than Slack waits: this page at once, the other when it is ready."""
    return replace(update_when_ready(build), ack=next_page(light).ack, changes_home=True)


def meanings_in(form: Form) -> dict[str, Meaning]:
    """Of the codes that were explained; the others are asked about again. Raises InvalidInput."""
    found, wrong = {}, {}
    for name in form.names(CODE):
        code = name.removeprefix(CODE)
        start, end = form.time(f"{CODE_FROM}{code}"), form.time(f"{CODE_UNTIL}{code}")
        work = form.choice(name)
        if bool(start) != bool(end):
            wrong[f"{CODE_UNTIL}{code}" if start else f"{CODE_FROM}{code}"] = BOTH_TIMES
        elif start and not work:
            wrong[name] = WHAT_KIND
        elif work in set(Work) and len(code) <= LONGEST_CODE:
            found[code] = _meaning(Work(work), start, end)
    if wrong:
        raise InvalidInput(wrong)
    return found


def _meaning(work: Work, start: str | None, end: str | None) -> Meaning:
    if not (work.has_times and start and end):
        return Meaning(work)
    return Meaning(work, (time.fromisoformat(start), time.fromisoformat(end)))
