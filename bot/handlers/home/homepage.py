"""Shows somebody's Home tab as it is now."""

from bot.deps import Deps
from bot.handlers.click import Click
from bot.usecases.home.home import read_home
from bot.views.home.home import home_tab


async def show_home(click: Click, deps: Deps) -> None:
    member = await deps.slack.member(click.workspace_id, click.user_id)
    page = await read_home(deps.db, act=click.act, is_admin=member.is_admin, content=deps.content)
    view = home_tab(page, signposts=deps.content.signposts, lines=deps.content.lines)
    await deps.slack.publish_home(click.workspace_id, click.user_id, view.to_dict())
