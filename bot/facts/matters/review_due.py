"""A program's plan wants a look at how it is going, every so many weeks."""

from datetime import timedelta

from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.facts.matters.matter import Found, Matter, Scope, everywhere
from bot.storage.repositories import Repositories
from bot.views.ids import Action

WEEK = timedelta(weeks=1)


async def _find(repos: Repositories, scope: Scope) -> Found:
    waits = [one.id for one in scope.programs if is_due(one, scope)]
    return everywhere("It's time to look at how it is going, as the plan says: {where}.", waits)


def is_due(program: Program, scope: Scope) -> bool:
    """Tell whether a span of the plan's weeks since the start has ended within the week."""
    every = program.plan.review_every_weeks
    weeks = (scope.today - program.starts_on) // WEEK
    return program.state is ProgramState.RUNNING and every > 0 and weeks >= every and weeks % every == 0


MATTER = Matter(
    key="review_due",
    place=120,
    find=_find,
    button="Look",
    opens=Action.PROGRAM_PAGE,
    settled="This is settled: there is nothing to look back at now.",
)
