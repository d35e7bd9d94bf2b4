"""Shows somebody's Home tab as it is now."""

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.members import find_member
from bot.slack.members import Member
from bot.usecases.home.home import read_home
from bot.views.home.elsewhere import elsewhere
from bot.views.home.home import home_tab
from bot.views.message import Home


async def show_home(click: Click, deps: Deps) -> None:
    member = await find_member(deps, click.workspace_id, click.user_id)
    view = (
        await _home(click, deps, member) if member and member.belongs_to(click.workspace_id) else elsewhere()
    )
    await deps.slack.publish_home(click.workspace_id, click.user_id, view.to_dict())


async def _home(click: Click, deps: Deps, member: Member) -> Home:
    page = await read_home(deps.db, act=click.act, is_admin=member.is_admin, content=deps.content)
    return home_tab(page, signposts=deps.content.signposts, lines=deps.content.lines)
