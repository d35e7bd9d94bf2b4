"""A copy of everything kept about one person."""

from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.errors import NotNow
from bot.storage.database import Database
from bot.views.privacy.downloading import Copy, file_names, json_copy, readable_copy, with_answers

USED = "This copy is on its way already. Type `/mentor privacy` for another one."


async def make_copy(
    db: Database,
    *,
    act: Act,
    content: Content,
) -> dict[str, bytes]:
    """By file name: all of it as JSON, and the same to read."""
    async with db.reading() as repos:
        rows = await repos.personal_data.of_person(act.workspace_id, act.by)
        answers = await repos.wave_answers.of_person(act.workspace_id, act.by)
        programs = {one.id: one.name for one in await repos.programs.list_all(act.workspace_id)}
    copy = Copy(user_id=act.by, made_on=act.now.date(), rows=with_answers(rows, answers), programs=programs)
    data, page = file_names(copy)
    return {page: readable_copy(copy, content).encode(), data: json_copy(copy).encode()}


async def require_first_use(db: Database, *, workspace_id: str, view_id: str, now: datetime) -> None:
    """One copy from one page, however often it is tapped; raises NotNow from the second time on."""
    async with db.statement() as repos:
        if not await repos.events.first_time(f"download:{workspace_id}:{view_id}", now):
            raise NotNow(USED)
