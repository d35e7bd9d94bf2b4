"""A hold ends within the week, and messages begin again."""

from bot.domain.managing.holds import Hold
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    live = [one.id for one in scope.live()]
    holds = await repos.holds.list_for_programs(scope.workspace_id, live)
    first = {
        key: min((one.until for one in some if _ends_soon(one, scope)), default=None)
        for key, some in holds.items()
    }
    line = "Messages on hold in {{where}} start again {}."
    return {key: Waits(line.format(scope.in_words(day))) for key, day in first.items() if day}


def _ends_soon(one: Hold, scope: Scope) -> bool:
    return one.runs_on(scope.today) and scope.is_near(one.until)


MATTER = Matter(
    key="hold_ends",
    place=130,
    find=_find,
    button="See the hold",
    opens=Action.HOLDS,
    settled="This is settled: no hold there ends in the next few days.",
)
