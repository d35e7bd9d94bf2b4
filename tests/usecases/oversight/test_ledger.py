"""The time ledger: planned minutes times talks, and estimates whose minutes stand beside them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.cells import rounded
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MET
from bot.domain.oversight.ledger import Quarter
from bot.errors import NotYours
from bot.usecases.oversight.ledger import read_ledger
from tests.figures import record
from tests.people import EVE, MIA, PROGRAM, WS, move_in

WEEK = timedelta(weeks=1)
# The quarter's Mondays are 5 January to 30 March.
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
FIRST = date(2026, 1, 5)
BUDGETED = replace(PROGRAM, plan=replace(PROGRAM.plan, minutes_a_month=60, by_approval=True))


async def freeze(db, week, *, met=(0, 0), joined=None, introduced=None):
    (yes, could), counts = met, ((JOINED, joined), (INTRODUCED, introduced))
    cells = [rounded(kind, week=week, count=count) for kind, count in counts if count is not None]
    async with db.transaction() as repos:
        await repos.cells.freeze(WS, "P1", [record(MET, yes, could, week), *cells])


async def read(db, content, who=MIA, now=NOW):
    return await read_ledger(db, act=Act(WS, who, now), program_id="P1", content=content)


async def test_hours_are_planned_minutes_times_talks_times_two(db, content):
    await move_in(db, BUDGETED)
    for number in range(4):
        await freeze(db, FIRST + number * WEEK, met=(10, 20), joined=40, introduced=20)
    [quarter] = (await read(db, content)).quarters
    # 40 talks of 45 minutes for two. 40 people, 60 minutes a month, for 28 days.
    assert (quarter.talks.text, quarter.clinicians.text) == ("about 40", "about 60")
    assert quarter.planned.text == "about 35"
    # 40 applications, 20 matches and four weeks: 200 + 60 + 40 minutes.
    assert quarter.managers.text == "about 5"
    # 20 introductions, 80 chances to meet in a rhythm of four weeks, 40 talks: 300 + 40 + 400 minutes.
    assert quarter.saved.text == "about 10"
    assert (quarter.since, quarter.until) == (FIRST, FIRST + 4 * WEEK - timedelta(days=1))


async def test_a_circle_takes_the_time_of_all_of_it(db, content):
    size = content.programs["peer_circle"].format.size_default
    await move_in(db, replace(PROGRAM, template_id="peer_circle", minutes=60))
    await freeze(db, FIRST, met=(10, 10))
    [quarter] = (await read(db, content)).quarters
    assert (quarter.people, quarter.clinicians.value) == (size, 10 * size // 5 * 5)


async def test_a_quarter_has_its_own_weeks_and_what_was_new_in_it(db, content):
    await move_in(db, BUDGETED)
    await freeze(db, FIRST - WEEK, met=(5, 20), joined=200, introduced=100)
    await freeze(db, FIRST, met=(20, 60), joined=205, introduced=100)
    now, before = (await read(db, content)).quarters
    assert (now.talks.text, before.talks.text) == ("about 20", "about 5")
    # Five answers, no match and one week; two hundred answers, a hundred matches and one week.
    assert (now.managers.text, before.managers.text) == ("fewer than 5", "about 20")


async def test_next_quarter_it_is_the_one_before(db, content):
    await move_in(db)
    await freeze(db, FIRST, met=(20, 60))
    assert len((await read(db, content)).quarters) == 1
    later = datetime(2026, 6, 30, 12, tzinfo=UTC)
    assert len((await read(db, content, now=later)).quarters) == 1
    assert (await read(db, content, now=later + timedelta(days=1))).quarters == []


@pytest.mark.parametrize("people", [1, 4])
async def test_of_few_mentorships_no_hours_are_told(db, content, people):
    await move_in(db)
    await freeze(db, FIRST, met=(people, people), joined=2 * people, introduced=people)
    [quarter] = (await read(db, content)).quarters
    assert not quarter.talks.is_shown
    assert not quarter.clinicians.is_shown


async def test_no_time_set_aside_is_none_shown(db, content):
    await move_in(db)
    await freeze(db, FIRST, met=(9, 20), joined=40)
    [quarter] = (await read(db, content)).quarters
    assert not quarter.planned.is_shown


async def test_only_those_who_may_read_totals_read_it(db, content):
    await move_in(db)
    with pytest.raises(NotYours):
        await read(db, content, EVE)
    assert (await read(db, content)).quarters == []


@pytest.mark.parametrize(
    ("day", "starts_on", "next_on"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 4, 1)),
    ],
)
def test_a_quarter_begins_and_ends_with_its_months(day, starts_on, next_on):
    quarter = Quarter.of(day)
    assert (quarter.starts_on, quarter.next_on) == (starts_on, next_on)
    assert Quarter.of(next_on).before == quarter
