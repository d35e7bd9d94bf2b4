"""Private calendar links, read by real child processes: who waits for whom."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest

from bot.confined.pool import Limits
from bot.demo.rosters import LOOPBACK
from bot.errors import NotNow
from bot.rosters import RosterRefused
from bot.rosters.links import Feeds, Lane, Patience, Reader
from bot.rosters.problems import TOO_LONG, UNREADABLE, TakesTooLong
from tests.confined.hostile_calendars import HOSTILE
from tests.rosters.calendars import LONDON, SATURDAY, calendar, event, told, words
from tests.rosters.serving import calendar_link

NIGHT = event("20260317T190000", "20260318T073000", "Night")
ENDLESS = HOSTILE["fifty series since the year 1"]
MOMENT = Limits(cpu_seconds=1, within=timedelta(seconds=1))
NIA, OMAR = ("T1", "U1"), ("T1", "U2")


@pytest.fixture
async def link():
    async with calendar_link() as made:
        made.text = calendar(NIGHT)
        yield made


@pytest.fixture
async def feeds():
    made = Feeds(LOOPBACK, patience=Patience(quick=MOMENT, slow=MOMENT))
    yield made
    made.close()


def read(feeds, link, whose=NIA, lane=None):
    """Everybody has a link of their own."""
    address = urljoin(link.address, whose[1])
    return feeds.read(address, whose=whose, reader=Reader(LONDON, {}, words(), SATURDAY), lane=lane)


@pytest.mark.parametrize("lane", [None, *Lane])
async def test_a_calendar_is_read_the_same_in_every_lane(feeds, link, lane):
    assert told(await read(feeds, link, lane=lane)) == ["17 Mar 19:00-07:30 night"]


@pytest.mark.parametrize("lane", [None, *Lane])
async def test_one_that_takes_too_long_is_refused_with_a_sentence(feeds, link, lane):
    link.text = ENDLESS
    with pytest.raises(TakesTooLong) as refused:
        await read(feeds, link, lane=lane)
    assert str(refused.value) == TOO_LONG
    link.text = calendar(NIGHT)
    assert (await read(feeds, link)).shifts


async def test_whatever_a_reading_trips_over_is_a_sentence(feeds, link):
    nothing: Any = None
    with pytest.raises(RosterRefused) as refused:
        await feeds.read(link.address, whose=NIA, reader=Reader(LONDON, nothing, words(), SATURDAY))
    assert str(refused.value) == UNREADABLE


async def test_of_one_persons_readings_one_runs_one_waits_and_a_third_is_told_so(feeds, link):
    here, go_on = asyncio.Event(), asyncio.Event()

    async def hold():
        here.set()
        await go_on.wait()

    link.before = hold
    first, second = asyncio.create_task(read(feeds, link)), asyncio.create_task(read(feeds, link))
    await here.wait()
    with pytest.raises(NotNow, match="still reading"):
        await read(feeds, link)
    assert link.asked == 1
    other = asyncio.create_task(read(feeds, link, OMAR))
    go_on.set()
    assert await first == await second == await other
    assert await read(feeds, link)


async def test_a_click_does_not_wait_for_what_is_slow(feeds, link):
    patient = Limits(cpu_seconds=60, within=timedelta(seconds=60))
    feeds = Feeds(LOOPBACK, patience=Patience(quick=patient, slow=patient))
    link.texts = {f"/B{number}": ENDLESS for number in range(5)}
    slow = [asyncio.create_task(read(feeds, link, ("T1", path[1:]), Lane.SLOW)) for path in link.texts]
    while link.asked < len(slow):
        await read(feeds, link, OMAR)
    assert (await read(feeds, link, OMAR)).shifts
    assert not any(one.done() for one in slow)
    for one in slow:
        one.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    feeds.close()


async def test_a_queue_that_is_too_long_ends_in_a_sentence_too(link):
    hasty = Patience(quick=MOMENT, slow=MOMENT, in_slow_lane=timedelta(0))
    feeds = Feeds(LOOPBACK, patience=hasty)
    with pytest.raises(TakesTooLong):
        await read(feeds, link, lane=Lane.SLOW)
    feeds.close()
