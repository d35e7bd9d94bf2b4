"""Finds mentorships that have gone silent, and plans the question about it: it waits only while they are."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.mentorships.status import Signs, first_silent, is_silent, ripens_on
from bot.facts.status_rows import signs_by_mentorship
from bot.planning.cycles import plan_about_silence
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BATCH = 200


async def ask_the_silent(db: Database, *, now: datetime) -> int:
    """Plan what is to be asked about silences by today; returns how many cycles were looked at.

    Safe to run at any time and in any number of processes: a question is planned once.
    """
    looked = 0
    while True:
        async with db.statement() as repos:
            found = await repos.cycles.list_to_look_at(now.date(), BATCH)
        for workspace_id, some in groupby(sorted(found, key=_workspace), key=_workspace):
            watched = [cycle for _, cycle in some]
            await db.in_one_trip(partial(_look, workspace_id=workspace_id, watched=watched, today=now.date()))
        looked += len(found)
        if len(found) < BATCH:
            return looked


def _workspace(watched: tuple[str, Cycle]) -> str:
    return watched[0]


async def _look(repos: Repositories, *, workspace_id: str, watched: Sequence[Cycle], today: date) -> None:
    """Plan what is to be asked where these cycles began a silence, and when to look again."""
    ids = sorted({one.mentorship_id for one in watched})
    mentorships = {one.id: one for one in await repos.mentorships.list_by_ids(workspace_id, ids)}
    cycles = await repos.cycles.list_for_mentorships(workspace_id, ids)
    signs = await signs_by_mentorship(repos, workspace_id, list(mentorships.values()), today=today)
    asked: list[Planned] = []
    again: dict[Cycle, date | None] = {}
    for cycle in watched:
        first = first_silent(cycles.get(cycle.mentorship_id, ()))
        # An answer has come since; a silence that began after it is watched where it began.
        if first is None or first.number > cycle.number:
            again[cycle] = None
            continue
        mentorship = mentorships[cycle.mentorship_id]
        questions, again[cycle] = _asked(mentorship, first, signs[mentorship.id], today)
        asked += questions
    await repos.outbox.plan(asked)
    await repos.cycles.look_on(workspace_id, again)


def _asked(
    mentorship: Mentorship, first: Cycle, signs: Signs, today: date
) -> tuple[list[Planned], date | None]:
    """Work out who is asked about a silence by today, and the day on which to look again."""
    if not is_silent(mentorship, signs, today=today):
        return [], ripens_on(mentorship, signs, today=today)
    questions = plan_about_silence(mentorship, first, has_met=signs.last_met_on is not None)
    now = [one for one in questions if one.due_at.date() <= today]
    later = (one.due_at.date() for one in questions if one.due_at.date() > today)
    return now, min(later, default=None)
