"""What a program's champion sees: its totals, whenever they look and once a month.

No name is read, so that none can be shown.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.local_time import local_date
from bot.domain.managing.champions import is_told, month_of
from bot.domain.programs.programs import Program
from bot.errors import NotNow
from bot.facts.summaries import read_summaries
from bot.planning.summaries import is_early, plan_month
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reading import require_reader
from bot.views.managing.summary import Summary


async def totals_of_championed(
    repos: Repositories, *, act: Act, programs: Iterable[Program], content: Content
) -> list[Summary]:
    """Of those of these programs whose champion this person is."""
    live = [program for program in programs if program.champion == act.by and program.is_live]
    found = await read_summaries(repos, live, content=content, today=act.now.date())
    return [found[program.id] for program in live]


async def read_for_post(db: Database, *, act: Act, program_id: str, content: Content) -> Summary:
    """The totals for words that a champion forwards. Raises NotNow where there is nothing to show."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        await require_reader(repos, program, act=act)
        found = await read_summaries(repos, [program], content=content, today=act.now.date())
    if not found[program_id].says_something:
        raise NotNow(f"The numbers of {program.name} are too small to show right now.")
    return found[program_id]


async def plan_months(db: Database, *, now: datetime) -> None:
    """Plan what champions hear of the month before, in all workspaces. Idempotent."""
    async with db.statement() as repos:
        workspaces = [one.workspace_id for one in await repos.installations.list_all()]
    for workspace_id in workspaces:
        async with db.transaction() as repos:
            zone = ZoneInfo(await repos.counting.usual_zone(workspace_id))
            today = local_date(zone, now)
            if not is_early(today):
                continue
            programs, month = await repos.programs.list_all(workspace_id), month_of(today)
            champions = {one.champion for one in programs if one.champion}
            told = [
                who for who in champions if any(is_told(program, who, month=month) for program in programs)
            ]
            await repos.outbox.plan([plan_month(workspace_id, who, today, zone) for who in sorted(told)])
