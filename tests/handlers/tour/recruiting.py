"""Clicks what finds mentors: the cover, the recruiting post, announcements, suggestions, the directory."""

from datetime import timedelta

from bot.domain.directory import DirectoryEntry
from bot.views.ids import Action


async def recruiting(town, manager, program_id):
    await covering(town, manager, program_id)
    await announcing(town, manager, program_id)
    await suggesting(town, manager, program_id)
    await asking(town, manager, program_id)


async def page_of(town, manager, program_id):
    if manager.modal:
        await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))


async def covering(town, manager, program_id):
    """From the gaps to the words that ask for whom is missing."""
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.COVER))
    await town.do(manager.click(manager.modal, Action.RECRUIT))
    await manager.close(everything=True)


async def announcing(town, manager, program_id):
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE))
    await town.do(manager.choose(manager.modal, Action.ANNOUNCE_FOR, "mentors"))
    await manager.choose(manager.modal, "repeat_after", "3")
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    await manager.close(everything=True)
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE))
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_CANCEL))
    await manager.close(everything=True)


async def suggesting(town, manager, program_id):
    """One wants to know more, another has no time."""
    willing, busy = town.person("Will Willing"), town.person("Bea Busy")
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.NOMINATE))
    await manager.choose(manager.modal, "candidates", [willing.person.id, busy.person.id])
    await town.do(manager.submit())
    await manager.close(everything=True)
    await town.let_pass(timedelta(hours=1))
    await town.do(willing.click(willing.messages(willing.dm)[-1], Action.NOMINATION_MORE))
    await willing.close(everything=True)
    await town.do(busy.click(busy.messages(busy.dm)[-1], Action.NOMINATION_NO))


async def asking(town, manager, program_id):
    await in_the_directory(town, town.person("Dina Directory"), profession="nurse")
    await page_of(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.INVITE))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.INVITE_ASK))
    await manager.close(everything=True)


async def in_the_directory(town, *actors, **post):
    """The hospital's records know them, and who they are in Slack."""
    ids = [one.person.id for one in actors]
    entries = [DirectoryEntry(town.workspace_id, f"E-{one}", user_id=one, **post) for one in ids]
    async with town.deps.db.transaction() as repos:
        await repos.directory_imports.save_changed([(entry, 0) for entry in entries], number=1)
