"""The job of waves: asks once a day, counts what has closed, and one that fails keeps back no other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.disclosure.kinds import KINDS
from bot.domain.feedback.waves import WaveKind
from bot.jobs import KeepWaves
from tests.figures import NoNoise
from tests.town import town as a_town

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


@pytest.fixture
async def town():
    async with a_town(at=MONDAY) as started:
        await started.introduced_pair()
        yield started


async def waves(town):
    async with town.deps.db.reading() as repos:
        programs = [one.id for one in await repos.programs.list_all(town.workspace_id)]
        found = await repos.waves.list_for_programs(town.workspace_id, programs)
        cells = await repos.cells.list_for_programs(town.workspace_id, programs, since=date(2020, 1, 1))
    kinds = {cell.kind for kept in cells.values() for cell in kept if not KINDS[cell.kind].every}
    return {one.kind: one.frozen_on for one in found}, kinds


async def test_it_asks_a_day_after_the_introduction_and_counts_after_the_last_day(town):
    job = KeepWaves(town.deps, chance=NoNoise())
    await job()
    assert await waves(town) == ({}, set())
    town.sandbox.clock.advance(DAY)
    await job()
    assert await waves(town) == ({WaveKind.BASELINE: None}, set())
    town.sandbox.clock.advance(43 * DAY)
    await job()
    frozen, kinds = await waves(town)
    assert frozen[WaveKind.BASELINE] == MONDAY.date() + 44 * DAY
    assert kinds == {"answered", "agrees"}


async def test_what_fails_is_logged_and_tried_again(town, caplog):
    class Broken:
        def randbelow(self, exclusive_upper_bound, /):
            raise OSError("no randomness")

    job = KeepWaves(town.deps, chance=Broken())
    town.sandbox.clock.advance(DAY)
    await job()
    town.sandbox.clock.advance(43 * DAY)
    await job()
    assert "a wave could not be counted" in caplog.text
    assert (await waves(town))[0][WaveKind.BASELINE] is None
    job._chance = NoNoise()
    await job()
    assert (await waves(town))[0][WaveKind.BASELINE] is not None
