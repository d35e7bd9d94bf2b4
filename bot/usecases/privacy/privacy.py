"""What somebody may know about themself: what managers see, who looked, and a copy of all that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Database
from bot.usecases.privacy.visible_to_managers import looks_at, visible_of_person
from bot.views.privacy.privacy import Look, VisibleInProgram


@dataclass(frozen=True, slots=True)
class Privacy:
    seen: Sequence[VisibleInProgram]
    looks: Sequence[Look]
    wants_prompts: bool = True


async def read_privacy(db: Database, *, workspace_id: str, user_id: str, now: datetime) -> Privacy:
    async with db.transaction() as repos:
        programs = {program.id: program for program in await repos.programs.list_all(workspace_id)}
        return Privacy(
            seen=await visible_of_person(
                repos, programs, workspace_id=workspace_id, user_id=user_id, today=now.date()
            ),
            looks=await looks_at(repos, programs, workspace_id=workspace_id, user_id=user_id, now=now),
            wants_prompts=user_id not in await repos.prompts.stopped(workspace_id, [user_id]),
        )
