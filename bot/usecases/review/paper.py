"""A review to take along: made of what its page shows when it is asked for, and kept nowhere."""

from bot.content import Content
from bot.domain.acts import Act
from bot.paper import Paper
from bot.storage.database import Database
from bot.usecases.review.pack import read_pack
from bot.views.refs import HeldRef
from bot.views.review.paper import review_paper


async def make_review_paper(
    db: Database, *, act: Act, ref: HeldRef, content: Content, is_admin: bool = False
) -> Paper:
    pack = await read_pack(db, act=act, ref=ref, content=content, is_admin=is_admin)
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
    return review_paper(pack, content=content, hospital=workspace.name)
