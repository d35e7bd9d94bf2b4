"""What somebody may know about themself: what managers see, who looked, and a copy of all that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.acts import Act
from bot.storage.database import Database
from bot.usecases.ending.next_time import willing_of
from bot.usecases.oversight.home import who_reads_of
from bot.usecases.privacy.visible_to_managers import looks_at, visible_of_person
from bot.views.oversight.home import WhoReads
from bot.views.privacy.privacy import Look, VisibleInProgram


@dataclass(frozen=True, slots=True)
class Privacy:
    """`willing`: the programs in which they said they would mentor the next time, by id with their names."""

    seen: Sequence[VisibleInProgram]
    looks: Sequence[Look]
    wants_prompts: bool = True
    willing: Mapping[str, str] = field(default_factory=dict)
    who_reads: WhoReads = WhoReads()


async def read_privacy(
    db: Database,
    *,
    act: Act,
) -> Privacy:
    async with db.reading() as repos:
        programs = {program.id: program for program in await repos.programs.list_all(act.workspace_id)}
        return Privacy(
            seen=await visible_of_person(
                repos, programs, workspace_id=act.workspace_id, user_id=act.by, today=act.now.date()
            ),
            looks=await looks_at(repos, programs, workspace_id=act.workspace_id, user_id=act.by, now=act.now),
            willing=await willing_of(repos, programs, workspace_id=act.workspace_id, user_id=act.by),
            who_reads=await who_reads_of(repos, programs, act),
            wants_prompts=act.by not in await repos.prompts.stopped(act.workspace_id, [act.by]),
        )
