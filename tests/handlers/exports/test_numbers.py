"""Numbers as files: for whoever may read a program's totals, and for nobody else."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from bot.views.ids import PLACE, Action
from tests.situations.closed_waves import add_closed_waves

XLSX, CSV = f"{Action.EXPORT_FILE}{PLACE}0", f"{Action.EXPORT_FILE}{PLACE}1"


@pytest.fixture
async def told(town):
    """A program of which numbers are known and people were asked, with a hostile name."""
    manager, *_ = await town.introduced_pair()
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, name="=1+1;=2"))
        await add_closed_waves(
            repos, workspace_id=town.workspace_id, program_id=program.id, now=town.sandbox.clock.now()
        )
    await town.count_on_monday()
    return manager


def files_of(person):
    return {file.name: file.content for message in person.messages(person.dm) for file in message.files}


def rows_in(content):
    book = load_workbook(io.BytesIO(content))
    return {
        name: [
            dict(zip([cell.value for cell in book[name][1]], row, strict=True)) for row in _rows(book[name])
        ]
        for name in book.sheetnames
    }


def _rows(sheet):
    return sheet.iter_rows(min_row=2, values_only=True)


async def test_a_manager_gets_a_workbook_of_every_number(town, told):
    await town.do(told.command("/mentoring", "export"))
    await town.do(told.click(told.modal, XLSX))
    assert "in your conversation with Lamplight" in str(told.modal.blocks)
    [(name, content)] = files_of(told).items()
    assert name == "lamplight-numbers-2026-03-02.xlsx"
    found = rows_in(content)
    [joined] = [one for one in found["Numbers"] if one["What"] == "People who have a place in the program"]
    assert (joined["Program"], joined["Figure"], joined["Value"]) == ("=1+1;=2", "fewer than 5", None)
    assert {one["Group"] for one in found["What people said"]} >= {"At the end, 2025Q4"}
    assert all(one["Why it's hidden"] for one in found["What is hidden and why"])
    assert "<@" not in str(found)
    assert "UNIA" not in str(found)


async def test_the_same_rows_come_as_csv(town, told):
    await town.do(told.command("/mentoring", "export"))
    await town.do(told.click(told.modal, CSV))
    [(name, content)] = files_of(told).items()
    assert name == "lamplight-numbers-2026-03-02.csv"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][0] == "Program"
    assert {row[0] for row in rows[1:]} == {"'=1+1;'=2"}
    assert {len(row) for row in rows} == {len(rows[0])}


async def test_a_champion_takes_them_from_home_and_is_offered_no_names(town, told):
    chia = town.person("Chia Champion")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, champion=chia.person.id))
    await town.do(chia.open_home())
    await town.do(chia.click(chia.home, Action.EXPORTS))
    assert Action.LIST_ASK not in str(chia.modal.blocks)
    await town.do(chia.click(chia.modal, XLSX))
    assert files_of(chia)


async def test_of_several_programs_one_is_chosen_or_all_come_in_one_file(town, told):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.add(replace(program, id="P2", name="Second"))
        await repos.programs.add(replace(program, id="P3", name="Not mine", managers=("UELSE",)))
    await town.do(told.command("/mentoring", "export"))
    assert "Not mine" not in str(told.modal.blocks)
    await town.do(told.click(told.modal, Action.EXPORTS, value="all"))
    assert Action.LIST_ASK not in str(told.modal.blocks)
    await town.do(told.click(told.modal, CSV))
    [content] = files_of(told).values()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"'=1+1;'=2", "Second"}


async def test_nobody_else_is_given_any(town, told):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentoring", "export"))
    assert "You look after no program that has begun" in str(nia.modal.blocks)
    await town.do(told.command("/mentoring", "export"))
    page = told.modal
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, managers=("UELSE",)))
    await town.do(told.click(page, XLSX))
    assert "can read its totals" in str(told.modal.blocks)
    assert files_of(told) == {}
