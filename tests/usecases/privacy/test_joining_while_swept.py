"""Somebody comes back, or deletes themselves, between the look of a sweep and its taking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.availability import Shift, ShiftKind
from bot.domain.care.load import NoNewMentee
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind
from bot.domain.people import Preferences
from bot.domain.rosters import RosterKind, RosterSource
from bot.storage.privacy.retention import RULES
from bot.usecases.privacy.forgetting import forget
from bot.usecases.privacy.retention import forget_in_time
from tests.people import DAY, MONDAY, NIA, OMAR, WS, enrolment, move_in

LEFT = replace(enrolment(NIA), state=EnrolmentState.LEFT)
LATER, LINK = MONDAY + timedelta(days=100), "https://rosters.example/private-7f3a.ics"
SWEEPS = [sweep for rule in RULES for sweep in rule.sweeps if sweep.locks]


async def leave_everything(db):
    """Nia left on Monday, with all that a sweep may take of her later; the clocks have noticed."""
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.preferences.save(Preferences(WS, NIA, languages=("english",)))
        await repos.loads.save(NoNewMentee(WS, NIA))
        await repos.exclusions.replace(WS, NIA, [OMAR], kind=ExclusionKind.PRIVATE)
        await repos.shifts.replace(WS, NIA, [Shift(LATER, LATER + DAY / 2, ShiftKind.NIGHT)])
        await repos.rosters.save(RosterSource(WS, NIA, RosterKind.FEED, LATER, MONDAY, link=LINK))
        await repos.enrolments.save(LEFT)
    await forget_in_time(db, now=MONDAY, rules=())


async def come_back(db):
    async with db.transaction() as repos:
        await repos.enrolments.save(replace(LEFT, state=EnrolmentState.ACTIVE))


async def due(db, sweep):
    async with db.reading() as repos:
        return await repos.sweeping.list_due(WS, sweep, now=LATER, limit=250)


async def take(db, sweep, keys):
    async with db.transaction() as repos:
        return await repos.sweeping.take(WS, sweep, keys, now=LATER)


async def look(db, sweep):
    """Find what is due; a person and what they like go after the last of their places only."""
    if sweep.table.name in ("person", "preferences"):
        for earlier in SWEEPS:
            if earlier.table.name == "enrolment":
                await take(db, earlier, await due(db, earlier))
    return await due(db, sweep)


async def kept_of(db, user_id):
    async with db.transaction() as repos:
        return await repos.personal_data.of_person(WS, user_id)


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda one: one.table.name)
async def test_of_who_comes_back_after_the_look_nothing_is_taken(db, sweep):
    await leave_everything(db)
    found = await look(db, sweep)
    await come_back(db)
    before = await kept_of(db, NIA)
    assert await take(db, sweep, found) == 0
    assert await kept_of(db, NIA) == before


async def test_without_coming_back_each_of_them_is_taken(db):
    await leave_everything(db)
    taken = {sweep.table.name for sweep in SWEEPS if await take(db, sweep, await look(db, sweep))}
    assert taken == {sweep.table.name for sweep in SWEEPS}


async def test_of_who_deletes_themselves_after_the_look_nothing_is_left(db):
    await leave_everything(db)
    found = [(sweep, await due(db, sweep)) for sweep in SWEEPS]
    async with db.transaction() as repos:
        await forget(repos, WS, NIA, now=LATER)
    for sweep, keys in found:
        await take(db, sweep, keys)
    assert await kept_of(db, NIA) == {}
