"""Papers a person takes along, made of what is kept of their own mentorships. Nothing of them is kept."""

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.ending.endings import certificate_of, require_open
from bot.errors import NotNow
from bot.paper import Paper
from bot.storage.database import Database
from bot.usecases.care.hours import read_hours
from bot.usecases.ending.endings import endings_of
from bot.views.care.hours import NOTHING_YET
from bot.views.ending.papers import certificate_paper, hours_paper


async def make_certificate(db: Database, *, act: Act, program_id: str, content: Content) -> Paper:
    """Make it of all their mentorships in a program that have come to their planned end.

    Raises NotNow before that, and when it is long past.
    """
    today = act.now.date()
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
        program = await repos.programs.get(act.workspace_id, program_id)
        mine = [
            one
            for one in await repos.mentorships.list_for_person(act.workspace_id, act.by)
            if one.program_id == program_id
        ]
        endings = endings_of(mine, {program_id: program}, content=content, today=today)
        require_open(endings, today=today)
        ids = [one.mentorship.id for one in endings]
        cycles = await repos.cycles.list_for_mentorships(act.workspace_id, ids)
    certificate = certificate_of(act.by, program, endings, cycles)
    return certificate_paper(certificate, hospital=workspace.name, made_on=today)


async def make_hours(db: Database, *, act: Act) -> Paper:
    """Raises NotNow for somebody who has been no mentor or host."""
    statement = await read_hours(db, act=act)
    if not statement.programs:
        raise NotNow(NOTHING_YET)
    async with db.reading() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
    return hours_paper(statement, hospital=workspace.name)
