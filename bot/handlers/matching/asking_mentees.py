"""A manager has the mentees asked whom they would like, after reading how many that writes to."""

from random import Random

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.disclosure.figures import named
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.matching.proposals import review_of
from bot.handlers.replies import Reply, next_page, update_modal
from bot.usecases.matching.offering import offer_choices
from bot.views.ids import Action, Callback
from bot.views.matching.asking_mentees import ask_mentees, mentees_asked


def register(app: AsyncApp) -> None:
    app.action(Action.ASK_MENTEES)(listening(on_ask_mentees))
    app.view(Callback.ASK_MENTEES)(listening(on_mentees_asked))


async def on_ask_mentees(click: Click, deps: Deps) -> Reply:
    return update_modal(ask_mentees(await review_of(click, deps, click.value)))


async def on_mentees_asked(click: Click, deps: Deps) -> Reply:
    program, count = await offer_choices(
        deps.db, act=click.act, program_id=click.context, content=deps.content, rng=Random(deps.new_id())
    )
    return next_page(mentees_asked(program, count=named(count)))
