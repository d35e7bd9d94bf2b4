"""Whether somebody wants reflection prompts. What they think of one is kept nowhere."""

from bot.planning.cycle_messages import REFLECTION
from bot.storage.database import Database


async def stop_prompts(db: Database, *, workspace_id: str, user_id: str) -> None:
    """None from here on, in any program. Twice changes nothing."""
    async with db.transaction() as repos:
        if await repos.people.find(workspace_id, user_id) is None:
            return
        await repos.prompts.stop(workspace_id, user_id)
        await repos.outbox.drop_kind_to(workspace_id, user_id, REFLECTION)


async def start_prompts(db: Database, *, workspace_id: str, user_id: str) -> None:
    """The next one comes with the next turn of a mentorship."""
    async with db.transaction() as repos:
        await repos.prompts.start(workspace_id, user_id)
