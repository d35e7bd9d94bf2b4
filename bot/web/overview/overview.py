"""The first page: what waits, and every program somebody has to do with."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.signing_in.standing import ANYONE, ReadsAs
from bot.usecases.managing.overview import read_overview
from bot.views.managing.overview import (
    LOOKS_AFTER,
    ORDERS,
    STATES,
    InOrder,
    InState,
    ProgramCard,
    Shown,
    choose,
)
from bot.views.managing.summary import ON_MONDAY, SMALL_NUMBERS
from bot.views.measures.targets import targets_in_words
from bot.views.parts import weekday_in_words
from bot.views.programs.words import in_words
from bot.web.overview.leading import page_of
from bot.web.overview.states import tags_of
from bot.web.rendering import show
from bot.web.routes import Route
from bot.web.visit import Visit

Choice = TypeVar("Choice", InState, InOrder)


async def on_overview(visit: Visit) -> web.StreamResponse:
    page = await read_overview(
        visit.deps.db, act=visit.act, content=visit.deps.content, is_admin=visit.is_admin
    )
    state = _chosen(InState, visit.asked("state"))
    order = _chosen(InOrder, visit.asked("sort"))
    chosen = {"state": state.value, "sort": order.value}
    shown = choose(page.cards, state, order, begins_after=visit.asked("after"))
    return await show(
        visit,
        "overview/overview.html",
        title="Overview",
        page=page,
        shown=shown,
        state=state.value,
        order=order.value,
        states=[(one.value, words) for one, (words, _) in STATES.items()],
        orders=[(one.value, words) for one, words in ORDERS.items()],
        turns=_turns(visit, shown, chosen),
        again=_address(visit, {**chosen, "after": visit.asked("after")}),
        is_officer=ReadsAs.PRIVACY_OFFICER in visit.seen_as,
        still=visit.asked("still") == "1",
        page_of=page_of,
        tags=_tags,
        targets=targets_in_words,
        plan=in_words,
        day=weekday_in_words,
        reads_as=LOOKS_AFTER,
        on_monday=ON_MONDAY,
        small_numbers=SMALL_NUMBERS,
    )


def _tags(card: ProgramCard) -> list[tuple[str, str]]:
    return tags_of(card.program, waits=card.waits, is_review_due=card.is_review_due)


def _chosen(kind: type[Choice], asked: str) -> Choice:
    """What an address asks for that isn't there is as if it asked for nothing."""
    return kind(asked) if asked in {one.value for one in kind} else kind("")


def _turns(visit: Visit, shown: Shown, chosen: Mapping[str, str]) -> tuple[str, str]:
    """Give the addresses of the pages before and after this one; empty where there is none."""
    before, after = (
        _address(visit, {**chosen, "after": begins}) if begins is not None else ""
        for begins in (shown.before, shown.after)
    )
    return before, after


def _address(visit: Visit, asked: Mapping[str, str]) -> str:
    said = {key: value for key, value in asked.items() if value}
    return visit.url("/") + (f"?{urlencode(said)}" if said else "")


ROUTES = (Route("GET", "/", on_overview, ANYONE, tab="Overview", order=10),)
