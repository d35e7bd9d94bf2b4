"""Numbers as a file, sent into the conversation of whoever asked with the app."""

import asyncio
from collections.abc import Callable, Mapping

from slack_bolt.async_app import AsyncApp

from bot.content import Content
from bot.deps import Deps
from bot.domain.exports.files import FileKind
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.replies import Reply, open_then_fill
from bot.usecases.exports.numbers import read_numbers
from bot.usecases.exports.page import list_readable, read_export_page
from bot.views.exports.messages import numbers_note
from bot.views.exports.numbers import Numbers, one_table, rows_of, tables
from bot.views.exports.page import EVERY, TITLE, choose_program, export_page, file_sent
from bot.views.exports.tables import csv_file, xlsx_file
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.refs import ExportRef


def register(app: AsyncApp) -> None:
    app.action(Action.EXPORTS)(listening(on_exports))
    app.action(Action.EXPORT_FILE)(listening(on_export_file))


async def on_exports(click: Click, deps: Deps) -> Reply:
    """From a button with a program's id, or from the command, where one program needs no choosing."""

    async def build() -> Modal:
        program_id = click.value
        if not program_id:
            readable = await list_readable(deps.db, act=click.act)
            if len(readable) > 1:
                return choose_program(readable)
            program_id = readable[0].id
        wanted = "" if program_id == EVERY else program_id
        return export_page(await read_export_page(deps.db, act=click.act, program_id=wanted))

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "export",
        does="take numbers out as a file, or ask for a list with names",
        order=75,
        listener=on_exports,
    ),
)


async def on_export_file(click: Click, deps: Deps) -> Reply:
    ref = ExportRef.parse(click.value)

    async def build() -> Modal:
        ws, who = click.workspace_id, click.user_id
        numbers = await read_numbers(deps.db, act=click.act, program_id=ref.program_id, content=deps.content)
        # Of many programs it takes as long as many taps.
        made = await asyncio.to_thread(MAKE[ref.file], numbers, deps.content, click)
        posted = await deps.slack.post(ws, who, numbers_note().to_dict())
        filename = f"lamplight-numbers-{numbers.made_on.isoformat()}.{ref.file}"
        await deps.slack.upload_files(ws, posted.channel, {filename: made})
        return file_sent()

    return open_then_fill(TITLE, build)


def _xlsx(numbers: Numbers, content: Content, click: Click) -> bytes:
    return xlsx_file(tables(rows_of(numbers, content), numbers), made_at=click.now)


def _csv(numbers: Numbers, content: Content, click: Click) -> bytes:
    return csv_file(one_table(rows_of(numbers, content)))


MAKE: Mapping[FileKind, Callable[[Numbers, Content, Click], bytes]] = {
    FileKind.XLSX: _xlsx,
    FileKind.CSV: _csv,
}
