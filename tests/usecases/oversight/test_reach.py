"""Who is reached: counted on Mondays in groups of ten and more, and read by one thing at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry, DirectoryImport, Employment
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.oversight.reach import ReachBy
from bot.domain.people import Person
from bot.errors import NotYours
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.oversight.reach import read_reach
from tests.figures import NoNoise
from tests.people import EVE, MIA, MONDAY, PROGRAM, TODAY, WS, enrolment, move_in
from tests.statements import counted

DAY = timedelta(days=1)


def some(count, first=0, *, state=EnrolmentState.ACTIVE, **about):
    """So many people who have a place, alike."""
    for number in range(first, first + count):
        yield Person(WS, f"U{number}", **about)
        yield enrolment(f"U{number}", state=state)


async def hire(db, *entries):
    """Whom the staff directory has."""
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 1) for one in entries], number=1)
        await repos.directory_imports.save(DirectoryImport(WS, 1, "key", TODAY))


def staff(count, first=0, **about):
    return [DirectoryEntry(WS, f"E{number}", **about) for number in range(first, first + count)]


async def freeze(db, content, now=MONDAY):
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=now)


async def read(db, by=ReachBy.PROFESSION, who=MIA):
    page = await read_reach(db, act=Act(WS, who, MONDAY), program_id="P1", by=by)
    return {one.key: (one.reached and one.reached.text, one.staff and one.staff.text) for one in page.lines}


async def test_groups_are_held_against_the_staff_directory(db, content):
    await move_in(db, *some(41, profession="nurse"), *some(12, 41, profession="doctor"))
    await hire(db, *staff(118, profession="nurse"), *staff(31, 200, profession="doctor"))
    await freeze(db, content)
    assert await read(db) == {"nurse": ("about 40", "about 120"), "doctor": ("about 10", "about 30")}
    assert await read(db, ReachBy.SITE) == {}


async def test_without_a_directory_there_are_those_who_are_reached_alone(db, content):
    await move_in(db, *some(12, site="Main"), *some(9, 12, site="River"))
    await freeze(db, content)
    assert await read(db, ReachBy.SITE) == {"Main": ("about 10", None)}


async def test_a_site_of_twelve_with_three_of_them_says_no_more_than_fewer_than_ten(db, content):
    await move_in(db, *some(3, site="River"))
    await hire(db, *staff(12, site="River"), *staff(9, 20, site="Hill"))
    await freeze(db, content)
    assert await read(db, ReachBy.SITE) == {"River": (None, "about 10")}
    async with db.transaction() as repos:
        cells = (await repos.cells.list_for_programs(WS, ["P1"], since=TODAY - 7 * DAY))["P1"]
    assert [(one.kind, one.group, one.value) for one in cells if one.group] == [("staff", "site:River", 10)]


@pytest.mark.parametrize(("people", "shown"), [(1, {}), (9, {}), (10, {"nurse": ("about 10", None)})])
async def test_a_program_of_one_of_nine_and_of_ten(db, content, people, shown):
    await move_in(db, *some(people, profession="nurse"))
    await freeze(db, content)
    assert await read(db) == shown


async def test_who_left_and_who_is_gone_is_in_no_group(db, content):
    await move_in(
        db, *some(9, profession="nurse"), *some(5, 9, profession="nurse", state=EnrolmentState.LEFT)
    )
    gone = [
        *staff(3, 20, profession="nurse", standing=Employment.LEFT),
        *staff(3, 30, profession="nurse", ends_on=TODAY - DAY),
        *staff(3, 40, profession="nurse", left_on=TODAY),
    ]
    await hire(db, *staff(9, profession="nurse"), *gone)
    await freeze(db, content)
    assert await read(db) == {}


async def test_shifts_are_told_from_the_pattern_people_chose(db, content):
    await move_in(db, *some(11, preset_id="nights_12"), *some(3, 11))
    await hire(db, *staff(50, profession="nurse"))
    await freeze(db, content)
    [(key, (reached, of))] = (await read(db, ReachBy.SHIFT)).items()
    assert (key, reached, of) == ("nights", "about 10", None)


async def test_a_group_of_which_few_take_part_says_so(db, content):
    await move_in(db, *some(60, profession="nurse"), *some(10, 60, profession="doctor"))
    await hire(
        db,
        *staff(80, profession="nurse"),
        *staff(200, 100, profession="doctor"),
        *staff(12, 300, profession="midwife"),
        *staff(200, 400, profession="pharmacist"),
    )
    await freeze(db, content)
    page = await read_reach(db, act=Act(WS, MIA, MONDAY), program_id="P1", by=ReachBy.PROFESSION)
    # Of twelve midwives there may be nine, of two hundred pharmacists no more.
    assert [one.key for one in page.lines if one.is_few] == ["doctor", "pharmacist"]
    assert [one.key for one in page.lines if not one.is_few] == ["nurse", "midwife"]


async def test_it_stays_as_it_was_frozen_until_the_next_monday(db, content):
    await move_in(db, *some(10, profession="nurse"))
    await freeze(db, content)
    await move_in(db, *some(30, 10, profession="nurse"))
    await freeze(db, content, MONDAY + DAY)
    assert await read(db) == {"nurse": ("about 10", None)}


async def test_the_directory_is_counted_once_a_monday_for_all_programs(db, content):
    await move_in(db, replace(PROGRAM, id="P2"), *some(10, profession="nurse"))
    await hire(db, *staff(31, profession="nurse", site="Main: East"))
    for monday in (MONDAY, MONDAY + 7 * DAY):
        with counted(db, with_reading=True) as statements:
            await freeze(db, content, monday)
        assert sum("GROUP BY directory_entry.site" in one for one in statements) == 1
    for program_id in ("P1", "P2"):
        act = Act(WS, MIA, MONDAY + 7 * DAY)
        page = await read_reach(db, act=act, program_id=program_id, by=ReachBy.SITE)
        assert [(one.key, str(one.staff)) for one in page.lines] == [("Main: East", "about 30")]


async def test_only_those_who_may_read_totals_read_it(db, content):
    await move_in(db, *some(10, profession="nurse"))
    with pytest.raises(NotYours):
        await read(db, who=EVE)


async def test_before_the_first_monday_there_is_nothing(db):
    await move_in(db, replace(enrolment("U1")))
    page = await read_reach(db, act=Act(WS, MIA, MONDAY), program_id="P1", by=ReachBy.SITE)
    assert (page.as_of, page.lines) == (None, [])
