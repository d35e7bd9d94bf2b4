"""Before a proposal is published: a dry run, and a time at which it goes out by itself."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.matching.proposals import review_of, review_page
from bot.handlers.members import zone_of
from bot.handlers.replies import Reply, next_page, update_modal
from bot.usecases.matching.publishing import next_monday, publish_later, read_dry_run, stop_publishing
from bot.views.ids import Action, Callback, Field
from bot.views.matching.publishing import dry_run, publish_later_form
from bot.views.refs import PageRef, ReviewRef


def register(app: AsyncApp) -> None:
    app.action(Action.DRY_RUN)(listening(on_dry_run))
    app.action(Action.PUBLISH_LATER)(listening(on_publish_later))
    app.view(Callback.PUBLISH_LATER)(listening(on_time_chosen))
    app.action(Action.PUBLISH_STOP)(listening(on_stop))


async def on_dry_run(click: Click, deps: Deps) -> Reply:
    ref = PageRef.parse(click.value)
    found = await read_dry_run(deps.db, act=click.act, program_id=ref.program_id, page=ref.page)
    return update_modal(dry_run(found))


async def on_publish_later(click: Click, deps: Deps) -> Reply:
    review = await review_of(click, deps, click.value)
    tz = await zone_of(click, deps)
    return update_modal(publish_later_form(review, at=next_monday(click.now, tz=tz)))


async def on_time_chosen(click: Click, deps: Deps) -> Reply:
    program = await publish_later(
        deps.db, act=click.act, program_id=click.context, at=click.form.moment(Field.PUBLISH_AT)
    )
    return next_page(await review_page(click, deps, ReviewRef(program.id)))


async def on_stop(click: Click, deps: Deps) -> Reply:
    program = await stop_publishing(
        deps.db, workspace_id=click.workspace_id, program_id=click.value, by=click.user_id
    )
    return update_modal(await review_page(click, deps, ReviewRef(program.id)))
