"""A review, from the page of its program: opened, held, and taken along as a PDF."""

from bot.views.ids import Action


async def reviewing(town, manager):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    await town.do(manager.click(manager.modal, Action.REVIEW))
    await town.do(manager.click(manager.modal, Action.REVIEW_HOLD))
    for field, answer in (("length", "right"), ("rhythm", "right"), ("decision", "change")):
        await manager.choose(manager.modal, f"review_{field}", answer)
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.REVIEW_PDF))
    await manager.close(everything=True)
