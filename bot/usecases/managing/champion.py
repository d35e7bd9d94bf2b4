"""What a program's champion sees: its totals. No name is read, so that none can be shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.mentorships.mentorships import iso_week
from bot.domain.mentorships.status import StatusBasis
from bot.domain.programs.programs import Program
from bot.facts.status_rows import read_status_bases
from bot.storage.repositories import Repositories
from bot.usecases.managing.summary import WEEKS, disclosed, last_mondays
from bot.views.managing.summary import Summary


async def totals_of_championed(
    repos: Repositories, workspace_id: str, user_id: str, now: datetime, *, programs: Iterable[Program]
) -> list[Summary]:
    """Of those of these programs whose champion this person is."""
    live = [program for program in programs if program.champion == user_id and program.is_live]
    if not live:
        return []
    found = await read_status_bases(repos, workspace_id, [program.id for program in live], today=now.date())
    return [await _totals(repos, program, found[program.id], now) for program in live]


async def _totals(
    repos: Repositories, program: Program, among: Sequence[StatusBasis], now: datetime
) -> Summary:
    mondays = last_mondays(now.date(), WEEKS)
    weeks = [iso_week(monday) for monday in mondays]
    return disclosed(
        program,
        enrolled=await repos.totals.enrolled(program.workspace_id, program.id),
        statuses=[one.status(today=now.date()) for one in among],
        met=await repos.cycles.met_per_week(program.workspace_id, program.id, weeks),
        mondays=mondays,
    )
