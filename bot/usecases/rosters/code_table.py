"""The hospital's shift codes, for those who may decide what they mean; whose they are is never shown."""

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.rosters import Meaning
from bot.domain.shifts.codes import CodeTable, to_ask_again
from bot.errors import NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.rosters.codes import code_table, tell_changes
from bot.views.rosters.code_table import CodeRow

NO_MANAGER = (
    "Shift codes are for those who manage a program. What a code means to you, `/mentor roster` asks you."
)


async def read_codes(db: Database, *, act: Act) -> list[CodeRow]:
    """Every code somebody has explained, for managers. Raises NotYours."""
    async with db.reading() as repos:
        await _require_manager(repos, act)
        return rows_of(await code_table(repos, act.workspace_id))


def rows_of(table: CodeTable) -> list[CodeRow]:
    codes = sorted({*table.common, *(one.code for one in table.said)})
    return [
        CodeRow(
            code,
            common=table.common.get(code),
            said=tuple(dict.fromkeys(one.meaning for one in table.said_of(code))),
        )
        for code in codes
    ]


async def decide_code(
    db: Database, *, act: Act, code: str, meaning: Meaning, content: Content, is_sure: bool = False
) -> bool:
    """From now on it counts for everybody, whatever people said before; they are told. Raises NotYours.

    Returns False where it is called a day off although it is work to others: unless `is_sure`, it waits.
    """
    async with db.transaction() as repos:
        await _require_manager(repos, act)
        return await settle_code(repos, act, code, meaning, content=content, is_sure=is_sure)


async def settle_code(
    repos: Repositories, act: Act, code: str, meaning: Meaning, *, content: Content, is_sure: bool
) -> bool:
    """The same, for whoever has been let in already."""
    before = await code_table(repos, act.workspace_id)
    if not is_sure and to_ask_again({code: meaning}, table=before, lists=content.code_lists):
        return False
    await repos.roster_codes.settle(act.workspace_id, code, meaning)
    await repos.roster_codes.take_back(act.workspace_id, code)
    await tell_changes(repos, before, [code], act=act, words=content.roster_words)
    return True


async def _require_manager(repos: Repositories, act: Act) -> None:
    if not await repos.programs.manages_any(act.workspace_id, act.by):
        raise NotYours(NO_MANAGER)
