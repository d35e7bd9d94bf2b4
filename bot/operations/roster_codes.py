"""`lamplight roster codes`: what shift codes mean in this hospital, listed, confirmed and changed by hand."""

from datetime import datetime

from bot.app import database
from bot.config import Settings
from bot.content import load_content
from bot.content.codes import CODE
from bot.domain.acts import Act
from bot.domain.rosters import Meaning
from bot.errors import InvalidInput, NotFound, NotNow
from bot.operations.people_import import workspace_of
from bot.rosters.meanings import parse_meaning
from bot.storage.repositories import Repositories
from bot.usecases.rosters.code_table import rows_of, settle_code
from bot.usecases.rosters.codes import code_table
from bot.views.rosters.code_table import CodeRow, row_in_words

NOBODY = ""
NONE_YET = "No one has explained a code yet."
NO_CODE = "{code} isn't a code: a code has up to 8 letters, digits and signs, and no spaces."
NOT_SAID = (
    'No one has said what {code} means yet. Say it with `lamplight roster codes {code} "night 19:00-07:30"`.'
)
SEVERAL = 'People say different things about {row}. Decide with `lamplight roster codes {code} "..."`.'


async def list_codes(settings: Settings, *, workspace_id: str) -> list[str]:
    """A line for each code, with what it means and for whom; never who said so."""
    async with database(settings) as db:
        workspace_id = await workspace_of(db, workspace_id)
        async with db.transaction() as repos:
            rows = rows_of(await code_table(repos, workspace_id))
    return [_plain(row) for row in rows] or [NONE_YET]


async def settle(
    settings: Settings, *, code: str, means: str, workspace_id: str, is_sure: bool, now: datetime
) -> str | None:
    """Confirm what was said of a code, or with `means` something else: it counts for everybody then.

    None where it is called a day off although it is work to others, and nobody `is_sure`. Raises
    UserFacingError, and then nothing has changed.
    """
    content, code = load_content(), code.strip().upper()
    if not CODE.fullmatch(code):
        raise InvalidInput({"code": NO_CODE.format(code=code)})
    async with database(settings) as db:
        act = Act(await workspace_of(db, workspace_id), NOBODY, now)
        async with db.transaction() as repos:
            meaning = (
                parse_meaning(means, words=content.roster_words) if means else await _said(repos, act, code)
            )
            is_done = await settle_code(repos, act, code, meaning, content=content, is_sure=is_sure)
            rows = rows_of(await code_table(repos, act.workspace_id))
    return next(_plain(row) for row in rows if row.code == code) if is_done else None


async def _said(repos: Repositories, act: Act, code: str) -> Meaning:
    rows = rows_of(await code_table(repos, act.workspace_id))
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise NotFound(NOT_SAID.format(code=code))
    if found.likely is None:
        raise NotNow(SEVERAL.format(row=_plain(found), code=code))
    return found.likely


def _plain(row: CodeRow) -> str:
    return row_in_words(row).replace("*", "", 2)
