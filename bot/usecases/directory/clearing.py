"""What is left when an import is over, taken away in short transactions."""

from datetime import date, timedelta

from bot.storage.database import Database

# No transaction of an import writes more: a click waits for it.
MOST_ROWS = 250
# What is only read may be more, as long as the bot answers in between.
MOST_READ = 1000
REMEMBER_LEAVERS = timedelta(days=90)


async def clear_away(db: Database, workspace_id: str, *, number: int | None = None) -> None:
    """Delete what imports left behind that are over, and what the one with this number staged."""
    after = ""
    while True:
        async with db.reading() as repos:
            until = await repos.directory_imports.end_of_useless(
                workspace_id, after=after, limit=MOST_ROWS, number=number
            )
        if until is None:
            return
        async with db.transaction() as repos:
            await repos.directory_imports.clear_away(workspace_id, after=after, until=until, number=number)
        after = until


async def forget_leavers(db: Database, workspace_id: str, *, today: date) -> None:
    """Those who left more than ninety days ago."""
    before = today - REMEMBER_LEAVERS
    while True:
        async with db.reading() as repos:
            gone = await repos.directory.list_long_gone(workspace_id, before, limit=MOST_ROWS)
        if not gone:
            return
        async with db.transaction() as repos:
            await repos.directory.forget_left(workspace_id, before, gone)
