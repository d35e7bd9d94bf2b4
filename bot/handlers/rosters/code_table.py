"""The hospital's shift codes, for those who manage a program: looked through and settled for everybody."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, next_page, open_then_fill, update_modal
from bot.handlers.rosters.codes import meanings_in
from bot.usecases.rosters.code_table import decide_code, read_codes
from bot.views.ids import Action, Callback
from bot.views.message import Modal
from bot.views.refs import CodesRef
from bot.views.rosters.code_table import TITLE, code_form, code_table
from bot.views.rosters.codes import codes_sure


def register(app: AsyncApp) -> None:
    app.action(Action.CODES)(listening(on_code))
    app.action(Action.CODES_PAGE)(listening(on_page))
    app.view(Callback.CODE_FORM)(listening(on_settled))
    app.view(Callback.CODE_SURE)(listening(on_sure))


async def on_codes(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return code_table(await read_codes(deps.db, act=click.act))

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING, "codes", does="what shift codes in rosters mean here", order=65, listener=on_codes
    ),
)


async def on_page(click: Click, deps: Deps) -> Reply:
    rows = await read_codes(deps.db, act=click.act)
    return update_modal(code_table(rows, page=CodesRef.parse(click.value).page))


async def on_code(click: Click, deps: Deps) -> Reply:
    """The form of one code; where it is gone meanwhile, the table as it is now."""
    rows = await read_codes(deps.db, act=click.act)
    found = next((row for row in rows if row.code == click.value), None)
    return update_modal(code_form(found) if found else code_table(rows))


async def on_settled(click: Click, deps: Deps) -> Reply:
    return await _settle(click, deps, is_sure=False)


async def on_sure(click: Click, deps: Deps) -> Reply:
    return await _settle(click, deps, is_sure=True)


async def _settle(click: Click, deps: Deps, *, is_sure: bool) -> Reply:
    for code, meaning in meanings_in(click.form).items():
        is_settled = await decide_code(
            deps.db, act=click.act, code=code, meaning=meaning, content=deps.content, is_sure=is_sure
        )
        if not is_settled:
            return next_page(codes_sure([code], callback=Callback.CODE_SURE))
    return next_page(code_table(await read_codes(deps.db, act=click.act)))
