"""Whatever happens in between: what matters arrives, nothing nags twice, and nothing comes at a bad time."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.availability import Shift, ShiftKind
from bot.domain.mentorships import Member, MentorshipState
from bot.domain.outbox import DeliveryState
from bot.domain.people import Person
from bot.messenger import LEASE, TRY_AGAIN, Messenger
from bot.nudges import all_kinds
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.usecases.mentorships import end_mentorship
from tests import people
from tests.people import CYCLE, DAY, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
QUESTION = people.question()
INTRODUCTION = people.question("introduction", "M1", cycle=0, budgeted=False)


@dataclass
class House:
    """A database, a workspace, and what stands between them. Nia and Omar may be written to from 11 to 18."""

    db: object
    sandbox: Sandbox
    gateway: SlackGateway
    content: object

    def messenger(self, **kinds):
        return Messenger(
            db=self.db, slack=self.gateway, content=self.content, kinds={**all_kinds(), **kinds}
        )

    async def deliver(self, now=MONDAY):
        return await self.messenger().deliver_due(now)

    async def tick(self, now):
        await self.messenger().recover(now)
        return await self.deliver(now)

    async def start(self, *nouns):
        await people.move_in(self.db, *nouns)

    def arrived(self, user_id=NIA):
        """What this person got from the bot in their own conversation."""
        return self.sandbox.actor(user_id).inbox()

    def introductions(self):
        groups = [one.id for one in self.sandbox.channels if {NIA, OMAR} <= set(one.members)]
        return [message for group in groups for message in self.sandbox.messages(group)]

    async def left_behind(self, *, sending):
        """What a process that was killed leaves: one claimed message, perhaps already on its way."""
        async with self.db.transaction() as repos:
            [message] = await repos.outbox.claim(MONDAY, 10, LEASE)
            if sending:
                await repos.outbox.start_sending(message, MONDAY)

    async def states(self):
        async with self.db.transaction() as repos:
            return {state: count for state, count in (await repos.outbox.counts(WS)).items() if count}

    async def next_due(self):
        async with self.db.transaction() as repos:
            return await repos.outbox.next_due_at()


@pytest.fixture
async def house(db, content):
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: datetime.now(UTC))
    for user_id in (NIA, OMAR):
        person = sandbox.add_person(user_id, tz="UTC")
        sandbox.workspace.people[user_id] = replace(person, id=user_id)

    async def token_for(workspace_id):
        return sandbox.bot_token

    async with sandbox.serve(), slack_session() as session:
        yield House(db, sandbox, SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for), content)
