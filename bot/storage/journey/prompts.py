"""Reflection prompts: who wants none, and which ones somebody was given. What they think is kept nowhere."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, delete, select

from bot.domain.mentorships.journey import GivenPrompt
from bot.storage.journey.rows import given_prompt, no_prompts
from bot.storage.repository import Repository, add_new
from bot.storage.tables import IS_PROMPT, outbox

OF_PERSON = and_(no_prompts.c.workspace_id == bindparam("ws"), no_prompts.c.user_id == bindparam("user"))
STOP = add_new(no_prompts)
START = delete(no_prompts).where(OF_PERSON)
LIST_STOPPED = select(no_prompts.c.user_id).where(
    no_prompts.c.workspace_id == bindparam("ws"),
    no_prompts.c.user_id.in_(bindparam("users", expanding=True)),
)
LIST_GIVEN = (
    select(outbox.c.recipient, outbox.c.cycle, outbox.c.due_at, outbox.c.sent_at)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        IS_PROMPT,
        outbox.c.recipient.in_(bindparam("users", expanding=True)),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
)
LIST_EARLIER = (
    select(given_prompt.c.user_id, given_prompt.c.number)
    .where(
        given_prompt.c.workspace_id == bindparam("ws"),
        given_prompt.c.user_id.in_(bindparam("users", expanding=True)),
    )
    .order_by(given_prompt.c.user_id, given_prompt.c.number)
)
# When is not kept longer than the message.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Prompts(Repository):
    async def stop(self, workspace_id: str, user_id: str) -> bool:
        """False if they wanted none before."""
        values = {"workspace_id": workspace_id, "user_id": user_id}
        return (await self._run(STOP, values)).rowcount == 1

    async def start(self, workspace_id: str, user_id: str) -> bool:
        """False if they had not been stopped."""
        return (await self._run(START, {"ws": workspace_id, "user": user_id})).rowcount == 1

    async def stopped(self, workspace_id: str, user_ids: Sequence[str]) -> frozenset[str]:
        """Those of them who want none."""
        rows = await self._all(LIST_STOPPED, {"ws": workspace_id, "users": list(user_ids)})
        return frozenset(row.user_id for row in rows)

    async def given(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, list[GivenPrompt]]:
        """Over all programs, those on their way included; earliest first. Who got none is left out."""
        found: dict[str, list[GivenPrompt]] = defaultdict(list)
        values = {"ws": workspace_id, "users": list(user_ids)}
        for row in await self._all(LIST_EARLIER, values):
            found[row.user_id].append(GivenPrompt(row.number, LONG_AGO))
        for row in await self._all(LIST_GIVEN, values):
            found[row.recipient].append(GivenPrompt(row.cycle, row.due_at, row.sent_at))
        return dict(found)
