"""The message that a form was opened from."""

from bot.domain.acts import Act
from bot.domain.delivery.outbox import OutboxMessage
from bot.storage.database import Database


async def find_opened_from(db: Database, *, act: Act, message_ts: str) -> OutboxMessage | None:
    """Find a message to this person that asks one thing. None for one of several parts, or for none of ours.

    Of several parts nobody knows what the others show by now: only a tap in the message says so.
    """
    if not message_ts:
        return None
    async with db.statement() as repos:
        parts = await repos.outbox.list_in_message(act.workspace_id, act.by, message_ts)
    return parts[0] if len(parts) == 1 else None
