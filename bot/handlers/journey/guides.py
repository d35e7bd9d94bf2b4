"""Guides and cards: chosen, read."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import NotFound
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_modal, update_modal
from bot.usecases.care.turning import read_turning
from bot.views.ids import Action
from bot.views.journey.guides import (
    AMONG_CARDS,
    card_list,
    card_page,
    escalation_page,
    guide_list,
    guide_page,
)
from bot.views.message import Modal


def register(app: AsyncApp) -> None:
    app.action(Action.GUIDE)(listening(on_guide))
    app.action(Action.CARD)(listening(on_card))
    app.action(Action.ESCALATION)(listening(on_escalation))


async def on_guide(click: Click, deps: Deps) -> Reply:
    """The guide a button names, or the list of them."""
    guides = deps.content.guides
    if not click.value:
        return open_modal(guide_list(guides))
    if click.value not in guides:
        raise NotFound("This guide is no longer here. Open the list with `/mentor guide`.")
    return open_modal(guide_page(guides[click.value], lines=deps.content.lines))


async def on_card(click: Click, deps: Deps) -> Reply:
    """The card a button names, or the list of them. Nobody can tell who opened which.

    From a card to the next it stays one modal: Slack stacks no more than three.
    """
    cards = deps.content.cards
    if click.value and click.value not in cards:
        raise NotFound("This card is no longer here. Open the list with `/mentor cards`.")
    content, card = deps.content, cards.get(click.value)
    known = await read_turning(deps.db, act=click.act)
    page = (
        card_page(card, content=content, filled=known.filled, mentors=known.mentors)
        if card
        else card_list(content, filled=known.filled, mentors=known.mentors)
    )
    return _among_cards(click, page)


async def on_escalation(click: Click, deps: Deps) -> Reply:
    known = await read_turning(deps.db, act=click.act)
    return _among_cards(
        click,
        escalation_page(deps.content, filled=known.filled, leads=known.leads, mentors=known.mentors),
    )


def _among_cards(click: Click, page: Modal) -> Reply:
    return update_modal(page) if click.context == AMONG_CARDS else open_modal(page)


COMMANDS = (
    Command(Slash.MENTOR, "guide", does="conversation guides", order=110, listener=on_guide),
    Command(Slash.MENTOR, "cards", does="help with hard conversations", order=120, listener=on_card),
)
