"""The program's totals, as they were frozen: nothing in them names or singles out anybody."""

from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.programs.programs import require_manager
from bot.facts.summaries import read_summaries
from bot.storage.database import Database
from bot.views.managing.summary import Summary


async def summarise(db: Database, *, act: Act, program_id: str, content: Content) -> Summary:
    """As of the last Monday, with meetings in the twelve weeks before it."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        found = await read_summaries(repos, [program], content=content, today=act.now.date())
    return found[program_id]


async def is_first_use(db: Database, *, what: str, now: datetime) -> bool:
    """False when this preview was posted before: a double tap posts one summary."""
    async with db.statement() as repos:
        return await repos.events.first_time(what, now)


async def give_back_use(db: Database, *, what: str) -> None:
    """As if it had not been used: nothing has been posted."""
    async with db.statement() as repos:
        await repos.events.take_back(what)
