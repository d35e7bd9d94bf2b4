"""Reads the totals that messages about programs as a whole show, as they are when one is about to leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.content import Content
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.managing.champions import is_told
from bot.domain.managing.schedules import Schedule
from bot.domain.programs.programs import Program
from bot.facts.summaries import read_summaries
from bot.storage.repositories import Repositories
from bot.views.managing.summary import Summary


@dataclass(frozen=True, slots=True)
class Totals:
    """Summaries and their schedules, by the program's id."""

    summaries: Mapping[str, Summary]
    schedules: Mapping[str, Schedule]

    def of_champion(self, message: OutboxMessage) -> list[Summary]:
        """List what a champion hears of in a message about a month, which its cycle tells."""
        month = date.fromordinal(message.cycle)
        return [
            one
            for one in self.summaries.values()
            if one.says_something and is_told(one.program, message.recipient, month=month)
        ]


async def read_totals(
    repos: Repositories,
    workspace_id: str,
    *,
    posts: Sequence[Program],
    months: Sequence[OutboxMessage],
    content: Content,
    now: datetime,
) -> Totals:
    """Read those of programs that are posted, and of all that have one of these readers as their champion."""
    programs = {one.id: one for one in posts}
    if months:
        champions = {one.recipient for one in months}
        found = await repos.programs.list_all(workspace_id)
        programs |= {one.id: one for one in found if one.champion in champions}
    if not programs:
        return Totals({}, {})
    return Totals(
        await read_summaries(repos, [*programs.values()], content=content, today=now.date()),
        await repos.schedules.list_for_programs(workspace_id, [one.id for one in posts]),
    )
