"""Several proposed pairs at once: ticked in a form, then kept, dropped, or approved after a question."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.errors import InvalidInput
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.matching.proposals import review_of, review_page
from bot.handlers.replies import Reply, next_page, update_modal
from bot.usecases.matching.approving import approve_some
from bot.usecases.matching.several import drop_matches, keep_matches
from bot.views.ids import Action, Callback, Field
from bot.views.matching.proposals import matches_approved
from bot.views.matching.several import PREFIX, Do, choose_several
from bot.views.matching.several import approve_some as approve_some_form
from bot.views.refs import MatchesRef, ReviewRef


def register(app: AsyncApp) -> None:
    app.action(Action.SEVERAL)(listening(on_several))
    app.view(Callback.SEVERAL)(listening(on_ticked))
    app.view(Callback.APPROVE_SOME)(listening(on_some_approved))


async def on_several(click: Click, deps: Deps) -> Reply:
    return update_modal(choose_several(await review_of(click, deps, click.value)))


async def on_ticked(click: Click, deps: Deps) -> Reply:
    ids = [one for name in click.form.names(PREFIX) for one in click.form.choices(name)]
    do = click.form.choice(Field.DO)
    if not ids or do not in [*Do]:
        raise InvalidInput({Field.DO: "Tick at least one pair, and choose what to do."})
    if do == Do.APPROVE:
        return next_page(approve_some_form(await review_of(click, deps, click.context), ids))
    change = keep_matches if do == Do.KEEP else drop_matches
    await change(
        deps.db, workspace_id=click.workspace_id, program_id=click.context, ids=ids, by=click.user_id
    )
    dropped = ids if do == Do.DROP else ()
    return next_page(await review_page(click, deps, ReviewRef(click.context), dropped=dropped))


async def on_some_approved(click: Click, deps: Deps) -> Reply:
    ref = MatchesRef.parse(click.context)
    approved = await approve_some(
        deps.db, act=click.act, program_id=ref.program_id, ids=ref.each, content=deps.content
    )
    return replace(next_page(matches_approved(approved)), changes_home=True)
