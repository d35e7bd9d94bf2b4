"""The part of the tour around messages that couldn't be delivered."""

from datetime import timedelta

from bot.domain.delivery.outbox import LEASE, DeliveryState, Planned
from bot.sandbox.elements import walk
from bot.views.delivery.undelivered import PAGE_SIZE
from bot.views.ids import Action


async def not_delivered(town, manager, program_id):
    await fail(town, program_id, count=PAGE_SIZE + 1)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.UNDELIVERED, value=f"{program_id}:0"))
    await town.do(manager.click(manager.modal, Action.UNDELIVERED_PAGE))
    refs = [one.element["value"] for one in walk(manager.modal.blocks) if one.action_id == Action.SEND_AGAIN]
    await town.do(manager.click(manager.modal, Action.SEND_AGAIN, value=refs[0]))
    await manager.close(everything=True)


async def fail(town, program_id, *, count):
    """So many messages to people whom Slack doesn't find, long past."""
    now = town.sandbox.clock.now()
    due = now - timedelta(days=365)
    planned = [
        Planned(town.workspace_id, "nomination", program_id, 0, f"UGONE{number}", due, now)
        for number in range(count)
    ]
    async with town.deps.db.transaction() as repos:
        await repos.outbox.plan(planned)
        for message in await repos.outbox.claim(due, count, LEASE):
            await repos.outbox.finish(message, DeliveryState.FAILED, outcome="channel_not_found", now=now)
