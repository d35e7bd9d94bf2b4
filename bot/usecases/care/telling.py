"""Tells whoever acts as a program's lead that a mentor would like a call; again where another acts since."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.care.advice import KEPT_FOR, Advice
from bot.domain.care.leads import Leads
from bot.domain.delivery.outbox import Planned
from bot.facts.leads import read_leads
from bot.storage.database import Database
from bot.storage.repositories import Repositories


async def tell_who_acts(repos: Repositories, leads: Leads, now: datetime) -> None:
    """Plan the message about each request of this program that nobody has seen; once for each reader."""
    program = leads.program
    asked = await repos.advice.list_for_programs(program.workspace_id, [program.id])
    await repos.outbox.plan(list(_messages(leads, asked, now)))


async def pass_on_advice(db: Database, *, now: datetime) -> None:
    """A lead may be on leave since, or gone: whoever acts now is told, over all workspaces."""
    async with db.reading() as repos:
        unseen = await repos.advice.list_unseen()
    for workspace_id in sorted({one.workspace_id for one in unseen}):
        ids = sorted({one.program_id for one in unseen if one.workspace_id == workspace_id})
        async with db.transaction() as repos:
            programs = await repos.programs.list_by_ids(workspace_id, ids)
            for leads in (await read_leads(repos, programs.values())).values():
                await tell_who_acts(repos, leads, now)


def _messages(leads: Leads, asked: Iterable[Advice], now: datetime) -> Iterable[Planned]:
    for one in asked:
        reader = leads.acting(now, asker=one.user_id)
        if reader and one.seen_by is None:
            yield Planned(
                workspace_id=one.workspace_id,
                kind="advice_urgent" if one.topic.is_urgent else "advice_asked",
                subject=one.program_id,
                cycle=one.number,
                recipient=reader,
                due_at=now,
                expires_at=now + KEPT_FOR,
                budgeted=False,
            )
