"""The pages of a roster that several listeners lead to."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.deps import Deps
from bot.domain.shifts.codes import list_at
from bot.errors import UserFacingError
from bot.handlers.click import Click
from bot.handlers.replies import Reply, next_page, update_when_ready
from bot.usecases.rosters.page import read_roster
from bot.usecases.rosters.rosters import read_again
from bot.views.message import Modal
from bot.views.rosters.codes import codes_form, usual_codes
from bot.views.rosters.rosters import RosterPage, roster_form, roster_page


async def roster_read_again(click: Click, deps: Deps, *, asks: bool = False) -> Modal:
    """What was told just now counts; a roster that can't be read is shown as it was known.

    With `asks`, codes that are still not explained are asked about first.
    """
    try:
        page: RosterPage | None = await read_again(
            deps.db, act=click.act, feeds=deps.feeds, content=deps.content
        )
    except UserFacingError:
        page = await known_page(click, deps)
    if page is None:
        return roster_form()
    return each_code(page, deps) if asks else roster_page(page, lines=deps.content.lines)


async def known_page(click: Click, deps: Deps) -> RosterPage | None:
    return await read_roster(deps.db, act=click.act, content=deps.content)


def codes_first(page: RosterPage, deps: Deps) -> Modal:
    """What is not explained yet is asked about first: the usual codes of their country as a whole."""
    lists = deps.content.code_lists
    usual = list_at(page.zone, lists)
    if usual and usual.among(page.unknown):
        return usual_codes(page.unknown, usual, lists)
    return each_code(page, deps)


def each_code(page: RosterPage, deps: Deps) -> Modal:
    if page.unknown:
        return codes_form(page.unknown, usual_hours=page.usual_hours, lists=deps.content.code_lists)
    return roster_page(page, lines=deps.content.lines)


def meanwhile(light: Modal, build: Callable[[], Awaitable[Modal]]) -> Reply:
    """A form's answer that takes longer than Slack waits: this page at once, the other when it is ready."""
    return replace(update_when_ready(build), ack=next_page(light).ack, changes_home=True)
