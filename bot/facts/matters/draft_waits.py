"""A draft whose first day is near, or has just passed."""

from datetime import timedelta

from bot.domain.programs.states import ProgramState
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action

BEFORE, AFTER = timedelta(weeks=4), timedelta(weeks=4)


NEAR = "Still a draft, and its first day is near: {where}."
PASSED = "Still a draft, and its first day has passed: {where}."


async def _find(repos: Repositories, scope: Scope) -> Found:
    """A draft that was left lying is not spoken of for ever."""
    drafts = [one for one in scope.programs if one.state is ProgramState.DRAFT]
    return {
        one.id: Waits(NEAR if scope.today <= one.starts_on else PASSED)
        for one in drafts
        if one.starts_on - BEFORE <= scope.today <= one.starts_on + AFTER
    }


MATTER = Matter(
    key="draft_waits",
    place=140,
    find=_find,
    button="Go on",
    opens=Action.PROGRAM_PAGE,
    settled="This is settled: it's no draft any more.",
)
