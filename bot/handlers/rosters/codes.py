"""What the codes of one's own roster mean: the usual ones for one tap, each by itself, changed later."""

from dataclasses import replace
from datetime import time

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.rosters import LONGEST_CODE, Meaning, Work
from bot.errors import InvalidInput
from bot.handlers.click import Click, Form
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, next_page, open_then_fill, update_modal
from bot.handlers.rosters.pages import codes_first, each_code, known_page, meanwhile, roster_read_again
from bot.usecases.rosters.codes import explain_codes, take_usual_codes
from bot.views.ids import Action, Callback
from bot.views.message import Modal
from bot.views.notices import loading
from bot.views.rosters.codes import (
    CODE,
    CODE_FROM,
    CODE_UNTIL,
    TITLE,
    codes_of_mine,
    codes_sure,
    usual_codes,
)
from bot.views.rosters.rosters import roster_form

BOTH_TIMES = "Choose both times, or leave both empty."
WHAT_KIND = "Choose what the code means, too."


def register(app: AsyncApp) -> None:
    app.action(Action.ROSTER_CODES)(listening(on_codes))
    app.action(Action.ROSTER_COUNTRY)(listening(on_country))
    app.action(Action.ROSTER_EACH_CODE)(listening(on_each_code))
    app.action(Action.ROSTER_CODES_OF_MINE)(listening(on_codes_of_mine))
    app.view(Callback.ROSTER_CODES)(listening(on_codes_explained))
    app.view(Callback.ROSTER_CODES_SURE)(listening(on_sure))
    app.view(Callback.ROSTER_USUAL_CODES)(listening(on_usual_codes))


async def on_codes(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await known_page(click, deps)
        return codes_first(page, deps) if page else roster_form()

    return open_then_fill(TITLE, build)


async def on_country(click: Click, deps: Deps) -> Reply:
    """The usual codes of another country."""
    page = await known_page(click, deps)
    country = deps.content.code_lists.get(click.value)
    if page is None:
        return update_modal(roster_form())
    if country is None or not country.among(page.unknown):
        return update_modal(each_code(page, deps))
    return update_modal(usual_codes(page.unknown, country, deps.content.code_lists))


async def on_each_code(click: Click, deps: Deps) -> Reply:
    page = await known_page(click, deps)
    return update_modal(each_code(page, deps) if page else roster_form())


async def on_codes_of_mine(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        page = await known_page(click, deps)
        return codes_of_mine(page.codes, usual_hours=page.usual_hours) if page else roster_form()

    return open_then_fill(TITLE, build)


async def on_usual_codes(click: Click, deps: Deps) -> Reply:
    waiting = await take_usual_codes(deps.db, act=click.act, country=click.context, content=deps.content)
    return _then(click, deps, waiting, asks=True)


async def on_codes_explained(click: Click, deps: Deps) -> Reply:
    said = meanings_in(click.form)
    return _then(
        click, deps, await explain_codes(deps.db, act=click.act, meanings=said, content=deps.content)
    )


async def on_sure(click: Click, deps: Deps) -> Reply:
    said = meanings_in(click.form)
    await explain_codes(deps.db, act=click.act, meanings=said, content=deps.content, is_sure=True)
    return _then(click, deps, frozenset())


def _then(click: Click, deps: Deps, waiting: frozenset[str], *, asks: bool = False) -> Reply:
    """What waits for a second word is asked about before the roster is shown; with `asks` the rest is too."""
    if waiting:
        return replace(next_page(codes_sure(sorted(waiting))), changes_home=True)
    return meanwhile(loading(TITLE), lambda: roster_read_again(click, deps, asks=asks))


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
