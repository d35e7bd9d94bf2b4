"""What a page of numbers shows, as a file: at the page's own address, with the ending of the file."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Final

from aiohttp import web

from bot.domain.exports.files import FileKind
from bot.domain.signing_in.standing import OWNERS, READERS, ReadsAs
from bot.usecases.exports.numbers import read_numbers
from bot.views.exports.extracts import (
    Extract,
    extract_of_ledger,
    extract_of_numbers,
    extract_of_organisation,
    extract_of_reach,
    file_of,
)
from bot.views.exports.numbers import About, Numbers
from bot.web.oversight import ledger, organisation, reach
from bot.web.routes import Route
from bot.web.visit import Visit

Read = Callable[[Visit], Awaitable[Extract]]
TYPES: Final = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}


async def on_file(visit: Visit, *, read: Read, kind: FileKind) -> web.StreamResponse:
    """Of many programs it takes a while to lay out, beside all else."""
    extract = await read(visit)
    made = await asyncio.to_thread(file_of, extract, kind, made_at=visit.now)
    named = f'attachment; filename="{extract.filename(kind)}"'
    return web.Response(body=made, headers={"Content-Type": TYPES[kind], "Content-Disposition": named})


async def _numbers(visit: Visit, *, what: str = "numbers", only: About | None = None) -> Extract:
    """Of the program that the path names, or of all whose totals its reader may read."""
    return extract_of_numbers(await _read(visit), visit.deps.content, what=what, only=only)


async def _read(visit: Visit) -> Numbers:
    return await read_numbers(
        visit.deps.db,
        act=visit.act,
        program_id=visit.of_program.id if visit.of_program else "",
        content=visit.deps.content,
        is_admin=visit.is_admin,
    )


async def _waves(visit: Visit) -> Extract:
    """Of the wave that the address asks for, else of the last that closed, as on the page."""
    numbers = await _read(visit)
    [one] = numbers.programs
    kind, _, intake = visit.asked("wave").partition(":")
    wanted = [found for found in one.findings if (found.wave.kind, found.wave.intake) == (kind, intake)]
    shown = replace(one, findings=wanted or one.findings[:1])
    numbers = replace(numbers, programs=[shown])
    return extract_of_numbers(numbers, visit.deps.content, what="waves", only=About.SAID)


async def _reach(visit: Visit) -> Extract:
    page = await reach.read_shown(visit)
    return extract_of_reach(page, visit.deps.content, made_on=visit.now.date())


async def _ledger(visit: Visit) -> Extract:
    page = await ledger.read_shown(visit)
    return extract_of_ledger(page, taken=visit.deps.content.ledger, made_on=visit.now.date())


async def _organisation(visit: Visit) -> Extract:
    page = await organisation.read_shown(visit)
    return extract_of_organisation(page, visit.deps.content, made_on=visit.now.date())


OF_PROGRAM: Final = "/programs/{program}"
FILES: Final[tuple[tuple[str, Read, frozenset[ReadsAs]], ...]] = (
    (f"{OF_PROGRAM}/export", _numbers, READERS),
    (f"{OF_PROGRAM}/results", partial(_numbers, what="results", only=About.MEASURE), READERS),
    (f"{OF_PROGRAM}/waves", _waves, READERS),
    (f"{OF_PROGRAM}/reach", _reach, READERS),
    (f"{OF_PROGRAM}/ledger", _ledger, READERS),
    ("/organisation", _organisation, OWNERS),
    ("/export", _numbers, READERS),
)
ROUTES = tuple(
    Route("GET", f"{page}.{kind}", partial(on_file, read=read, kind=kind), open_to)
    for page, read, open_to in FILES
    for kind in FileKind
)
