"""Somebody who knows all but one record reads every number every day: it moves the odds by its cell alone.

Two worlds differ in one record: whether a pair met in a week. The noise of a single cell, shifted by one, has
to make every page of every day the same, to the letter. Since the one shift is at most three times as likely
as the other, so are the two worlds, whatever was read. A live total, a count kept beside its cell, noise that
is drawn at a reading, or a record in two cells: for none of these would one shift be enough.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Outcome, iso_week
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import SQLITE
from tests.examples import some
from tests.people import PROGRAM, WS, enrolment, move_in, pair_number
from tests.usecases.disclosure.dashboard import browsing
from tests.usecases.disclosure.scripted import Scripted
from tests.usecases.disclosure.surfaces import CHAMPION, read_all

FIRST = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
PAIRS, WATCHED, OTHERS_MET = 7, 0, 4


def cycles_of(week, *, weeks, met):
    """Everybody answers every week; of the others some met, of the watched pair it depends on the world."""
    number = (week - FIRST).days // 7 + 2
    for pair in range(PAIRS):
        did = met if pair == WATCHED and week == FIRST + (weeks // 2) * WEEK else pair <= OTHERS_MET
        outcome, said_in = (Outcome.MET, iso_week(week)) if did else (Outcome.NOT_THIS_MONTH, None)
        yield Cycle(pair_number(pair).id, number, starts_on=week, outcome=outcome, iso_week=said_in)


async def live_through(databases, content, *, weeks, met, shifted=(), seed=11):
    """What was read each day, what is kept, and which values were drawn on which Monday."""
    chance = Scripted(seed, shifted=shifted)
    read, browsed, drawn = [], [], []
    async with databases.open(SQLITE) as db:
        pairs = [pair_number(n, introduced_on=FIRST - 12 * WEEK) for n in range(PAIRS)]
        before = [
            Cycle(one.id, 1, starts_on=FIRST - WEEK, outcome=Outcome.MET, iso_week=iso_week(FIRST - WEEK))
            for one in pairs
        ]
        people = [
            enrolment(who, role) for one in pairs for who, role in zip(one.user_ids, ROLES, strict=True)
        ]
        program = replace(PROGRAM, champion=CHAMPION, ends_on=date(2028, 1, 1))
        await move_in(db, program, *people, *pairs, *before)
        async with browsing(db, content) as browser:
            for day in (FIRST + number * DAY for number in range(weeks * 7)):
                if not day.weekday():
                    await move_in_cycles(db, cycles_of(day, weeks=weeks, met=met))
                now = datetime.combine(day, time(5), UTC)
                first = chance.drawn
                await freeze_numbers(db, workspace_id=WS, content=content, chance=chance, now=now)
                drawn.append(range(first, chance.drawn))
                read.append(await read_all(db, content, day))
                browsed.append(await browser.read_all(day, weeks=weeks))
        async with db.reading() as repos:
            kept = (await repos.cells._run(text("SELECT * FROM cell ORDER BY 1, 2, 3, 4, 5"))).all()
    return read, browsed, [tuple(row) for row in kept], drawn


async def move_in_cycles(db, cycles):
    async with db.transaction() as repos:
        for one in cycles:
            await repos.cycles.open(WS, one)


ROLES = (Role.MENTEE, Role.MENTOR)


@pytest.mark.parametrize("weeks", some([4, 52], 1))
async def test_one_shift_of_one_cells_noise_hides_one_record_from_every_page_of_every_day(
    databases, content, weeks, caplog
):
    *without, drawn = await live_through(databases, content, weeks=weeks, met=False)
    logged = caplog.text
    # The week of the record is frozen on the Monday after it.
    [candidates] = [one for one in drawn[(weeks // 2 + 1) * 7 : (weeks // 2 + 2) * 7] if one]
    found = []
    for shifted in candidates:
        caplog.clear()
        *seen, _ = await live_through(databases, content, weeks=weeks, met=True, shifted=[shifted])
        found.append((seen, caplog.text) == (without, logged))
    assert sorted(found) == [*[False] * (len(candidates) - 1), True]
    read, browsed, _ = without
    assert "meetings in the last 12 weeks" in str(read[-1])
    assert "/programs/P1/reach.csv?by=site" in str(browsed[-7])


async def test_nothing_is_drawn_but_on_mondays_and_a_page_stays_as_it_is_until_the_next(databases, content):
    read, *_, drawn = await live_through(databases, content, weeks=2, met=True)
    assert [bool(one) for one in drawn] == [True, *[False] * 6] * 2
    assert all(one == read[0] for one in read[:7])
    assert read[6] != read[7]
