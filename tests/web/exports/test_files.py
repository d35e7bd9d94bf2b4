"""Files of what a page shows: the same figures and the same filter, and what is hidden stays hidden."""

import csv
import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from aiohttp import ClientSession
from openpyxl import load_workbook

from bot.domain.acts import Act
from bot.domain.feedback.waves import WaveKind
from bot.usecases.exports.numbers import read_numbers
from bot.views.exports.numbers import one_table, rows_of
from bot.views.exports.tables import csv_file
from tests.web.feedback.said import add_wave
from tests.web.reached import freeze_reach

PAGES = ["export", "results", "waves", "reach", "ledger"]


async def bytes_of(house, visitor, path):
    headers = {"Cookie": f"lamplight={visitor.secret}"}
    where = house.deps.site.address(path)
    async with ClientSession() as browser, browser.get(where, headers=headers) as answer:
        return answer.status, answer.headers, await answer.read()


async def rows_in(house, visitor, path):
    status, _, content = await bytes_of(house, visitor, path)
    assert status == 200
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def test_the_file_of_all_numbers_is_the_one_that_slack_sends(house):
    await freeze_reach(house)
    mona = await house.sign_in("manager")
    act = Act(house.town.workspace_id, mona.user_id, house.deps.clock())
    numbers = await read_numbers(
        house.deps.db, act=act, program_id=house.ids["program"], content=house.deps.content
    )
    _, _, content = await bytes_of(house, mona, house.path("/programs/{program}/export.csv"))
    assert content == csv_file(one_table(rows_of(numbers, house.deps.content)))
    assert b"about 45" in content


@pytest.mark.parametrize("who", ["manager", "champion", "reader", "owner"])
async def test_a_file_holds_what_the_page_shows_by_the_same_filter(house, who):
    await freeze_reach(house)
    visitor = await house.sign_in(who)
    rows = await rows_in(house, visitor, house.path("/programs/{program}/reach.csv?by=site"))
    assert [(one["What"], one["Group"], one["Figure"]) for one in rows] == [
        ("People who take part", "Site: Harbour", "about 45"),
        ("People who work there, by the staff directory", "Site: Harbour", "about 120"),
        ("People who take part", "Site: Hill", "not shown"),
        ("People who work there, by the staff directory", "Site: Hill", "about 120"),
    ]
    assert rows[2]["Value"] == ""
    assert rows[2]["Why it's hidden"]


@pytest.mark.parametrize("shown", ["", "/results", "/waves", "/reach", "/ledger"])
async def test_each_page_of_numbers_leads_to_its_file(house, shown):
    await freeze_reach(house)
    await add_wave(house, WaveKind.BASELINE, days_ago=100)
    mona = await house.sign_in("manager")
    page = await mona.get(house.path("/programs/{program}" + shown))
    for kind in ("xlsx", "csv"):
        [link] = re.findall(rf'<a href="/dashboard([^"]*\.{kind}[^"]*)" download>', page.text)
        status, headers, _ = await bytes_of(house, mona, link)
        assert (status, f".{kind}" in headers["Content-Disposition"]) == (200, True)


@pytest.mark.parametrize("named", ["/people", "/mentorships"])
async def test_a_list_of_people_leads_to_where_one_with_names_is_asked_for(house, named):
    mona = await house.sign_in("manager")
    page = await mona.get(house.path("/programs/{program}" + named))
    assert house.path("/programs/{program}/export#names") in page.text
    assert 'id="names"' in (await mona.get(house.path("/programs/{program}/export"))).text


async def test_a_workbook_says_what_was_hidden_and_why_and_what_it_takes_for_granted(house):
    await freeze_reach(house)
    rita = await house.sign_in("reader")
    _, _, content = await bytes_of(house, rita, house.path("/programs/{program}/reach.xlsx?by=site"))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Numbers", "What people said", "What is hidden and why", "About"]
    hidden = [row[3] for row in book["What is hidden and why"].iter_rows(values_only=True)]
    assert "Site: Hill" in hidden
    assert ("In groups", "By site") in list(book["About"].iter_rows(values_only=True))
    _, _, content = await bytes_of(house, rita, house.path("/programs/{program}/ledger.xlsx"))
    about = list(load_workbook(io.BytesIO(content))["About"].iter_rows(values_only=True))
    assert any("A talk takes" in str(says) for _, says in about)


async def test_a_quarter_with_too_few_talks_leaves_no_hours(house):
    """As on its page, where one line stands in their place."""
    await house.town.count_on_monday()
    rita = await house.sign_in("reader")
    page = await rita.get(house.path("/programs/{program}/ledger"))
    rows = await rows_in(house, rita, house.path("/programs/{program}/ledger.csv"))
    assert "Too few mentorships to say" in page.words
    assert {one["Figure"] for one in rows} == {"not shown"}


async def test_an_owner_takes_all_programs_out_and_nobody_else(house):
    await house.town.count_on_monday()
    owner = await house.sign_in("owner")
    rows = await rows_in(house, owner, "/organisation.csv")
    assert {one["Program"] for one in rows} > {"All programs"}
    for who in ("manager", "champion", "reader", "officer"):
        assert (await (await house.sign_in(who)).get("/organisation.csv")).status == 403


async def test_one_file_holds_every_program_that_its_reader_may_read_and_no_other(house):
    await house.town.count_on_monday()
    async with house.deps.db.transaction() as repos:
        other = await repos.programs.get(house.town.workspace_id, house.others["program"])
        await repos.programs.save(replace(other, name="The other one"))
    of_owner = await rows_in(house, await house.sign_in("owner"), "/export.csv")
    of_reader = await rows_in(house, await house.sign_in("reader"), "/export.csv")
    assert "The other one" in {one["Program"] for one in of_owner}
    assert "The other one" not in {one["Program"] for one in of_reader}
    assert "Their program" not in str(of_owner)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_file_is_named_plainly_and_kept_by_no_browser(house, page, kind):
    rita = await house.sign_in("reader")
    status, headers, content = await bytes_of(house, rita, house.path(f"/programs/{{program}}/{page}.{kind}"))
    assert status == 200
    assert re.fullmatch(
        r'attachment; filename="lamplight-(numbers|results|waves|reach|time)-\d{4}-\d\d-\d\d\.' + kind + '"',
        headers["Content-Disposition"],
    )
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert content.startswith(b"PK" if kind == "xlsx" else "\ufeff".encode())


async def test_no_file_of_numbers_names_anybody(house):
    await freeze_reach(house)
    mona = await house.sign_in("manager")
    for page in PAGES:
        for kind in ("csv", "xlsx"):
            _, _, content = await bytes_of(house, mona, house.path(f"/programs/{{program}}/{page}.{kind}"))
            text = content.decode() if kind == "csv" else _unpacked(content)
            for who in ("mentee", "mentor", "manager", "champion"):
                assert house.id_of(who) not in text


async def test_a_program_named_like_a_formula_stays_text_in_a_file_of_a_page(house):
    await freeze_reach(house)
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        await repos.programs.save(replace(program, name="=1+1"))
    rita = await house.sign_in("reader")
    rows = await rows_in(house, rita, house.path("/programs/{program}/reach.csv"))
    assert {one["Program"] for one in rows} == {"'=1+1"}
    _, _, content = await bytes_of(house, rita, house.path("/programs/{program}/reach.xlsx"))
    cells = [row[0] for row in load_workbook(io.BytesIO(content))["Numbers"].iter_rows()]
    assert {one.data_type for one in cells} == {"s"}


@pytest.mark.parametrize("page", ["reach?by=site", "reach", "ledger"])
async def test_a_page_leads_to_the_files_of_what_it_shows(house, page):
    await freeze_reach(house)
    rita = await house.sign_in("reader")
    path, _, asked = house.path(f"/programs/{{program}}/{page}").partition("?")
    shown = await rita.get(f"{path}?{asked}")
    asked = asked or ("by=profession" if "reach" in path else "")
    for kind in ("csv", "xlsx"):
        assert f'href="/dashboard{path}.{kind}{"?" + asked if asked else ""}"' in shown.text


def _unpacked(content):
    with ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
