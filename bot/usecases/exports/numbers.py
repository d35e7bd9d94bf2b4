"""The numbers of programs, for whoever may read their totals."""

from bot.content import Content
from bot.domain.acts import Act
from bot.facts.boards import read_boards
from bot.facts.results import read_results
from bot.storage.database import Database
from bot.usecases.exports.page import readable
from bot.usecases.feedback.findings import closed_waves, find_in
from bot.views.exports.numbers import Numbers, ProgramNumbers


async def read_numbers(
    db: Database, *, act: Act, program_id: str, content: Content, is_admin: bool = False
) -> Numbers:
    """Of one program, or without one of all that they may read. Raises NotYours."""
    today, found = act.now.date(), []
    async with db.reading() as repos:
        programs = await readable(repos, act, program_id, is_admin=is_admin)
        boards = await read_boards(repos, act.workspace_id, [one.id for one in programs], today=today)
        results = await read_results(repos, programs, content=content, today=today)
        for one in programs:
            waves = await closed_waves(repos, one)
            findings = [await find_in(repos, wave, waves) for wave in waves]
            found.append(ProgramNumbers(one, boards[one.id], results.get(one.id, ()), findings))
    return Numbers(found, today)
