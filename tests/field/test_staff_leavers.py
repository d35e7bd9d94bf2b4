"""Who counts as a leaver: several posts of one person, and files that also lost rows."""

from datetime import date

import pytest

from bot.domain.people import Person
from bot.usecases.directory.importing import LeaversInDoubt, TooManyLeavers, import_directory
from tests.databases import SQLITE
from tests.directory_files import staff_file
from tests.field.staff_files import MAPPING, lines, more, person
from tests.people import NIA, WS, move_in

TODAY = date(2026, 3, 2)
OTHERS = [person(f"F{number}", mail=f"f{number}@h.example") for number in range(2600)]
ENDED = person(start="01/02/2015", end="31/12/2025", status="X", boss="F1")
LONG_ENDED = person(start="01/02/2010", end="31/12/2014", boss="F9")
CURRENT = person(start="01/01/2026", boss="F2")
TO_COME = person(start="01/06/2026", boss="F3")
TO_END = person(start="01/01/2020", end="31/05/2026", boss="F4")


@pytest.fixture
async def hospital(databases, tmp_path, content):
    """Takes in a file of these rows; E1 and the others were there before."""
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(MAPPING.format(date_format="DD/MM/YYYY", delimiter=","), encoding="utf-8")
    async with databases.open(SQLITE) as db:
        await move_in(db, Person(WS, NIA))

        async def take(*rows, **how):
            path = tmp_path / "staff.csv"
            path.write_text(lines(*rows), encoding="utf-8")
            file = staff_file(path, mapping, content=content)
            return await import_directory(db, workspace_id=WS, file=file, file_key="", today=TODAY, **how)

        async def entry(number):
            async with db.transaction() as repos:
                return await repos.directory.find(WS, number)

        await take(person(), *OTHERS)
        yield take, entry


@pytest.mark.parametrize(
    ("rows", "manager"),
    more(
        "post",
        ("the current one below", (ENDED, CURRENT, *OTHERS), "F2"),
        ("the current one above", (CURRENT, ENDED, *OTHERS), "F2"),
        ("the current one far below", (ENDED, *OTHERS, CURRENT), "F2"),
        ("the current one far above", (CURRENT, *OTHERS, ENDED), "F2"),
        ("between two that have ended", (ENDED, CURRENT, LONG_ENDED, *OTHERS), "F2"),
        ("before one to come", (TO_COME, *OTHERS, CURRENT), "F2"),
        ("one that ends before one to come", (TO_COME, TO_END, *OTHERS), "F4"),
        ("one to come after one that has ended", (ENDED, *OTHERS, TO_COME), "F3"),
        ("ended, and called active", (ENDED.replace(",X", ",A"), *OTHERS, CURRENT), "F2"),
    ),
)
async def test_nobody_with_another_post_is_a_leaver(hospital, rows, manager):
    take, entry = hospital
    counted = await take(*rows)
    assert (counted.left, counted.lost) == (0, 0)
    assert counted.rejected == len(rows) - len(OTHERS) - 1
    found = await entry("E1")
    assert (found.left_on, found.manager_id) == (None, manager)
    again = await take(*rows)
    assert (again.changes_nothing, again.left) == (True, 0)


async def test_who_has_only_ended_posts_has_left(hospital):
    take, entry = hospital
    counted = await take(ENDED, *OTHERS, LONG_ENDED)
    assert (counted.left, counted.lost, counted.rejected) == (1, 0, 1)
    found = await entry("E1")
    assert (found.left_on, found.ends_on) == (TODAY, date(2025, 12, 31))


async def test_two_posts_that_are_both_current_keep_the_first(hospital):
    take, entry = hospital
    counted = await take(CURRENT, *OTHERS, TO_END)
    assert (counted.left, counted.lost) == (0, 1)
    assert (await entry("E1")).manager_id == "F2"


@pytest.mark.parametrize(
    "row",
    more(
        "lost",
        ("a number in scientific form", person("1.2E+05")),
        ("no number", person("")),
        ("a number nobody knows, and a day that is none", person("X7", start="soon")),
        ("too few cells", "X7"),
        ("a number that is cut", person("E", start="soon")),
    ),
)
async def test_nobody_is_a_leaver_while_a_row_may_be_theirs(hospital, row):
    take, entry = hospital
    with pytest.raises(LeaversInDoubt, match=r"1 people as having left, and 1 of its rows .* Nothing was"):
        await take(row, *OTHERS)
    assert (await entry("E1")).left_on is None
    counted = await take(row, *OTHERS, may_mark=lambda counted: True)
    assert (counted.left, counted.lost) == (1, 1)


async def test_a_row_that_names_somebody_known_is_nobody_elses(hospital):
    take, _ = hospital
    counted = await take(person("F0", start="soon"), *OTHERS[1:])
    assert (counted.left, counted.lost, counted.unplaced) == (1, 1, 0)


async def test_a_total_loses_nobody(hospital):
    take, _ = hospital
    counted = await take(*OTHERS, "Total: 2600")
    assert (counted.left, counted.lost, counted.rejected) == (1, 0, 1)


async def test_other_numbers_for_everybody_are_spoken_of(hospital):
    take, _ = hospital
    with pytest.raises(TooManyLeavers, match=r"2600 as new.*numbers are written otherwise.*zeros"):
        await take(person(), *(row.replace("F", "G", 1) for row in OTHERS))
