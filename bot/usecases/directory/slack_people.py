"""What Slack tells about people afterwards: a new time zone, a departure, a return."""

from dataclasses import replace
from datetime import datetime

from bot.domain.people import known_zone
from bot.storage.database import Database
from bot.usecases.joining.leaving import release_leaver


async def update_person(
    db: Database, *, workspace_id: str, user_id: str, tz: str, has_left: bool, now: datetime
) -> None:
    """Only of people who are known here; nobody is added because Slack mentions them.

    Who comes back to Slack is here again, and in no program: that is theirs to decide.
    """
    async with db.transaction() as repos:
        person = await repos.people.find(workspace_id, user_id, lock=True)
        if person is not None:
            left_at = person.left_at if has_left else None
            await repos.people.save(replace(person, tz=known_zone(tz, otherwise=person.tz), left_at=left_at))
        if has_left:
            await release_leaver(repos, workspace_id, user_id, now)
