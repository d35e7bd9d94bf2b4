"""Somebody waits for a match, in the week before the start or later."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.programs.states import MATCHABLE
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action

SOON = timedelta(weeks=1)
# From the most weeks down; a shorter wait is said without its length.
FOR: Sequence[tuple[int, str]] = (
    (8, " for more than eight weeks"),
    (6, " for more than six weeks"),
    (4, " for more than four weeks"),
    (3, " for more than three weeks"),
    (2, " for more than two weeks"),
    (1, " for more than a week"),
)


async def _find(repos: Repositories, scope: Scope) -> Found:
    """Before matches are made nobody counts as waiting."""
    asked = {one.id: one.starts_on - SOON for one in scope.programs if one.state in MATCHABLE}
    begun = {key: begins for key, begins in asked.items() if begins <= scope.today}
    since = await repos.status_bases.waiting_since(scope.workspace_id, sorted(begun)) if begun else {}
    return {key: Waits(LINE.format(_for(one, begun[key], scope.today))) for key, one in since.items()}


def _for(since: date | None, begun: date, today: date) -> str:
    if since is None:
        return ""
    weeks = (today - max(since, begun)).days / 7
    return next((words for least, words in FOR if weeks > least), "")


LINE = "Someone in {{where}} has been waiting for a match{}."
MATTER = Matter(
    key="waiting_for_match",
    place=70,
    find=_find,
    button="Match",
    opens=Action.MATCH,
    settled="This is settled: no one there is waiting for a match.",
)
