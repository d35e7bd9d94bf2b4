"""The job that freezes numbers: once a week in each workspace, and one that fails keeps back no other."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import FreezeNumbers
from tests.figures import NoNoise
from tests.town import town as a_town

WEEK = timedelta(weeks=1)
EARLY = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)


class Counting(NoNoise):
    drawn = 0

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        self.drawn += 1
        return super().randbelow(exclusive_upper_bound)


@pytest.fixture
async def town():
    async with a_town(at=EARLY) as started:
        yield started


async def weeks_of(town):
    async with town.deps.db.reading() as repos:
        programs = [one.id for one in await repos.programs.list_all(town.workspace_id)]
        found = await repos.cells.list_for_programs(
            town.workspace_id, programs, since=EARLY.date() - 9 * WEEK
        )
    return sorted({cell.week for cells in found.values() for cell in cells})


async def test_it_waits_for_four_on_monday_and_then_for_the_next(town):
    await town.introduced_pair()
    chance = Counting()
    job = FreezeNumbers(town.deps, chance=chance)
    await job()
    assert await weeks_of(town) == []
    town.sandbox.clock.advance(timedelta(minutes=45))
    await job()
    [week] = await weeks_of(town)
    assert week == EARLY.date() - WEEK
    drawn = chance.drawn
    for _ in range(6):
        town.sandbox.clock.advance(timedelta(days=1))
        await job()
    assert chance.drawn == drawn
    town.sandbox.clock.advance(timedelta(days=1))
    await job()
    assert await weeks_of(town) == [week, week + WEEK]


async def test_the_demos_clock_drives_it_too(town):
    manager, _, _ = await town.introduced_pair()
    await town.let_pass(timedelta(hours=2))
    await town.do(manager.open_home())
    assert "As of Monday 2 March: fewer than 5 people" in str(manager.home.blocks)


async def test_what_fails_is_logged_and_tried_again(town, caplog):
    await town.introduced_pair()

    class Broken:
        def randbelow(self, exclusive_upper_bound, /):
            raise OSError("no randomness")

    town.sandbox.clock.advance(timedelta(hours=1))
    job = FreezeNumbers(town.deps, chance=Broken())
    await job()
    assert "numbers could not be frozen" in caplog.text
    job._chance = NoNoise()
    await job()
    assert len(await weeks_of(town)) == 1
