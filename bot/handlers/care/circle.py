"""The mentors' circle: the page, the invitation, and a circle that is started for it."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.programs.planning import shown
from bot.handlers.programs.typed_form import plan_form
from bot.handlers.replies import Reply, update_modal
from bot.usecases.care.circle import fresh_circle, invite_mentors, read_circles
from bot.usecases.programs.workspaces import read_workspace
from bot.views.care.circle import circle_invited, circles_page
from bot.views.ids import Action
from bot.views.programs.form import purpose_page
from bot.views.refs import CircleRef


def register(app: AsyncApp) -> None:
    app.action(Action.CIRCLES)(listening(on_circles))
    app.action(Action.CIRCLE_INVITE)(listening(on_invite))
    app.action(Action.CIRCLE_START)(listening(on_start))


async def on_circles(click: Click, deps: Deps) -> Reply:
    found = await read_circles(deps.db, act=click.act, program_id=click.value, content=deps.content)
    return shown(click, circles_page(found.program, found.open))


async def on_invite(click: Click, deps: Deps) -> Reply:
    ref = CircleRef.parse(click.value)
    found = await invite_mentors(
        deps.db,
        act=click.act,
        program_id=ref.program_id,
        circle_id=ref.circle_id,
        content=deps.content,
    )
    return update_modal(circle_invited(found.open[0]))


async def on_start(click: Click, deps: Deps) -> Reply:
    found = await read_circles(deps.db, act=click.act, program_id=click.value, content=deps.content)
    draft = fresh_circle(found.program, new_id=deps.new_id(), act=click.act, content=deps.content)
    sites = (await read_workspace(deps.db, workspace_id=click.workspace_id)).sites
    return shown(click, purpose_page(plan_form(draft, sites, deps, version=0), content=deps.content))
