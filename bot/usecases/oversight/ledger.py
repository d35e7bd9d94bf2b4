"""The time ledger of a program: this quarter so far and the one before it."""

from bot.content import Content, FormatKind
from bot.domain.acts import Act
from bot.domain.disclosure.weeks import WEEK
from bot.domain.oversight.ledger import Quarter, ledger_of
from bot.domain.programs.programs import Program
from bot.storage.database import Database
from bot.usecases.oversight.reading import require_reader
from bot.views.oversight.ledger import LedgerPage

A_PAIR = 2


async def read_ledger(
    db: Database, *, act: Act, program_id: str, content: Content, is_admin: bool = False
) -> LedgerPage:
    """For those who may read the program's totals."""
    now = Quarter.of(act.now.date())
    # Growth is told from the last Monday before the earlier of the two.
    since = now.before.starts_on - 2 * WEEK
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        await require_reader(repos, program, act=act, is_admin=is_admin)
        cells = (await repos.cells.list_for_programs(act.workspace_id, [program_id], since=since)).get(
            program_id, []
        )
    known = [
        ledger_of(
            program,
            cells,
            quarter,
            people=people_in_a_talk(program, content),
            managers=content.ledger.managers.for_domain(),
            saved=content.ledger.saved.for_domain(),
        )
        for quarter in (now, now.before)
    ]
    return LedgerPage(program, [one for one in known if one])


def people_in_a_talk(program: Program, content: Content) -> int:
    """As planned: two, or a circle of the usual size."""
    form = content.programs[program.template_id].format
    return form.size_default if form.kind is FormatKind.GROUP else A_PAIR
