"""What a button of a Monday list asks again when it is tapped: is it true still, and where."""

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.programs.programs import require_manager
from bot.errors import NotFound
from bot.facts.matters import find_matter
from bot.facts.matters.matter import Matter
from bot.facts.matters.reading import read_waiting
from bot.storage.database import Database
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.views.digest.monday_list import WaitingLine
from bot.views.refs import OLDER_MESSAGE, MatterRef


async def still_waiting(
    db: Database, *, act: Act, ref: MatterRef, content: Content
) -> tuple[Matter, list[WaitingLine]]:
    """The matter, and a line for each program of theirs in which it is true now; none once it is settled.

    Raises NotYours for who manages the program no more.
    """
    matter = find_matter(ref.matter)
    if matter is None:
        raise NotFound(OLDER_MESSAGE)
    async with db.reading() as repos:
        if ref.program_id:
            require_manager(await repos.programs.get(act.workspace_id, ref.program_id), user_id=act.by)
        waiting = await read_waiting(
            repos,
            act.workspace_id,
            {act.by},
            content=content,
            now=act.now,
            must_arrive=set(kinds_that_matter()),
            matters=[matter],
        )
    lines = waiting.each_for(act.by)
    return matter, [one for one in lines if ref.program_id in ("", one.programs[0].id)]
