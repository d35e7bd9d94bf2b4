"""Mentees choose among mentors."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.matching.choices import Said
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, last_page, open_modal
from bot.usecases.matching.choosing import read_cards, save_choices
from bot.views.ids import Action, Callback
from bot.views.matching.choosing import chosen, mentor_cards, mentor_field


def register(app: AsyncApp) -> None:
    app.action(Action.CHOOSE)(listening(on_choose))
    app.view(Callback.CHOOSE_FORM)(listening(on_chosen))


async def on_choose(click: Click, deps: Deps) -> Reply:
    program, cards = await read_cards(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return open_modal(mentor_cards(program, cards, content=deps.content))


async def on_chosen(click: Click, deps: Deps) -> Reply:
    program, asked = await save_choices(
        deps.db,
        act=click.act,
        program_id=click.context,
        said=_said(click),
        content=deps.content,
        new_id=deps.new_id,
    )
    return last_page(chosen(program, asked=asked))


def _said(click: Click) -> dict[str, Said | None]:
    """Raises InvalidInput for what is not on the card."""
    found: dict[str, Said | None] = {}
    for name in click.form.names(mentor_field("")):
        value = click.form.choice(name)
        if value is not None and value not in list(Said):
            raise InvalidInput({name: "Choose one of the list."})
        found[name.removeprefix(mentor_field(""))] = Said(value) if value else None
    return found
