"""A program's plan wants a review every so many weeks, and none was held since."""

from datetime import date, timedelta

from bot.domain.review.reviews import review_due
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action

LINE = "It's time to look at how it is going, as the plan says: {where}."
WEEK = timedelta(weeks=1)
# Nobody waits for it: it is said when it becomes due, and again each time so many weeks went by.
AGAIN_AFTER = 4


async def _find(repos: Repositories, scope: Scope) -> Found:
    held = await repos.reviews.last_held(scope.workspace_id, scope.ids)
    last = {key: at.date() for key, at in held.items()}
    due = {one.id: review_due(one, last.get(one.id), today=scope.today) for one in scope.programs}
    return {key: Waits(LINE, is_said=_is_said(day, scope.today)) for key, day in due.items() if day}


def _is_said(due: date, today: date) -> bool:
    return (today - due) // WEEK % AGAIN_AFTER == 0


MATTER = Matter(
    key="review_due",
    place=120,
    find=_find,
    button="Review",
    opens=Action.REVIEW,
    settled="This is settled: the review was held.",
)
