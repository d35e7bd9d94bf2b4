"""What is long and in no hurry lets clicks go first where both share an event loop."""

import time

import pytest

from bot.storage.giving_way import PAUSE_SECONDS
from tests.databases import POSTGRESQL, SQLITE
from tests.people import PROGRAM, WS, move_in

STATEMENTS = 20


async def _reads(repos):
    return [await repos.programs.get(WS, PROGRAM.id) for _ in range(STATEMENTS)]


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
async def test_it_gives_what_the_work_gives(db):
    await move_in(db)
    assert len(await db.read_giving_way(_reads)) == STATEMENTS


@pytest.mark.parametrize("kind", [POSTGRESQL])
async def test_it_rests_between_its_statements(db):
    await move_in(db)
    began = time.monotonic()
    await db.read_giving_way(_reads)
    assert time.monotonic() - began >= STATEMENTS * PAUSE_SECONDS
