"""Staff files as the big HR systems, spreadsheets and databases export them."""

from datetime import date

import pytest

from bot.directory.rows import ROW
from bot.domain.directory import email_key
from bot.domain.people import Person
from bot.usecases.directory.importing import import_directory
from tests.databases import SQLITE
from tests.directory_files import staff_file
from tests.field.shapes import one_shape, shape
from tests.field.staff_files import HEAD, MAPPING, lines, read_as
from tests.people import NIA, WS, move_in


@pytest.fixture
def read(tmp_path, content):
    return read_as(tmp_path, content)


def takes(count):
    return lambda got: got.count == count


def numbers(got):
    return [row["employee_id"] for row in got.rows or ()]


def understands_addresses_or_says_so(got):
    right = [email_key("ann@h.example"), email_key("ben@h.example")]
    return [row["email_key"] for row in got.rows or ()] == right or "email" in got.said


SHAPES = (
    shape(
        "O1",
        "no end, as Oracle writes it",
        lines("E1,a@h.example,N,,01/02/2020,31/12/4712,A", "E2,b@h.example,N,E1,01/02/2020,31/12/4712,A"),
        takes(2),
    ),
    # dbeaver/dbeaver#9734, ellgreen/laravel-loadfile#10
    shape(
        "O2",
        "NULL in empty cells",
        lines("E1,a@h.example,N,NULL,01/02/2020,NULL,A", "E2,b@h.example,N,E1,01/02/2020,NULL,A"),
        takes(2),
    ),
    # grokability/snipe-it#19313, elastic/kibana#7822, heavyai/heavydb#571
    shape(
        "O3",
        "dates in another order in every row",
        lines("E1,a@h.example,N,,2020-02-01,,A", "E2,b@h.example,N,,2020-03-01,,A"),
        lambda got: got.rows is None and ("date" in got.said.lower() or "DD/MM" in got.said),
    ),
    # JnLlnd/CSVBuddy#34, mldbai/mldb#870, shenwei356/csvtk#214
    shape(
        "O5",
        "a number as a formula, to keep its zeros",
        lines('="00123",a@h.example,N,,01/02/2020,,A'),
        lambda got: numbers(got) == ["00123"],
    ),
    # frappe/frappe#9055, openfoodfoundation/openfoodnetwork#10628
    shape(
        "O13",
        "a total in the last row",
        lines("E1,a@h.example,N,,01/02/2020,,A", "Total: 1,,,,,,"),
        takes(1),
    ),
    # FusionAuth/fusionauth-issues#2601, JWManagement/JWManagement#103
    shape(
        "O14",
        "addresses with mailto: or a name",
        lines("E1,mailto:ann@h.example,N,,01/02/2020,,A", "E2,Ben B <ben@h.example>,N,,01/02/2020,,A"),
        understands_addresses_or_says_so,
    ),
    # mldbai/mldb#365, pimcore/pimcore#6309, elastic/kibana#8074
    shape(
        "O7",
        "one delimiter too many at the end of each row",
        lines("E1,a@h.example,N,,01/02/2020,,A,", "E2,b@h.example,N,,01/02/2020,,A,"),
        lambda got: got.count == 2 or (got.rows is None and "cells" in got.said),
    ),
    # lisacrosbie/MDA#1, we-promise/sure#1530
    shape(
        "O17",
        "years of two digits, and months before days",
        lines(
            "E1,a@h.example,N,,03/25/2020,,A",
            "E2,b@h.example,N,,25/03/20,,A",
            "E3,c@h.example,N,,25/03/2020,,A",
        ),
        lambda got: (
            got.count == 1 and all("not a date written as DD/MM/YYYY" in reason for reason in got.rejects)
        ),
    ),
)


@pytest.mark.parametrize(("raw", "right"), SHAPES)
def test_a_staff_file(read, raw, right):
    got = read(raw)
    assert right(got), got


SEMICOLONS = lines("E1;a@h.example;N;;01/02/2020;;A", head=HEAD.replace(",", ";"))


# PowerShell/PowerShell#7776, rap2hpoutre/fast-excel#327, mechatroner/vscode_rainbow_csv#108
@one_shape(
    "O6",
    "Excel's line that names the delimiter",
)
def test_a_line_before_the_header(read):
    got = read(f"sep=;\n{SEMICOLONS}", delimiter=";")
    assert got.count == 1 or (got.rows is None and "sep=" in got.said and "first line" in got.said)


# frappe/frappe#37853
@one_shape("O8", "months as letters")
def test_months_as_letters(read):
    raw = lines("E1,a@h.example,N,,01-APR-2020,,A")
    assert any(read(raw, date_format=one).rows for one in ("DD-MON-YYYY", "DD-MMM-YYYY"))


# franc6/ics_calendar#75, CartoDB/cartodb#6178
@one_shape("O15", "a byte order mark, other line ends, a line break in quotes, blank lines")
def test_forms_of_text(read):
    one, two = "E1,a@h.example,N,,01/02/2020,,A", "E2,b@h.example,N,E1,01/02/2020,,A"
    raw = lines(one, "", two)
    quoted = lines(f'{one},"1 High St\nTown"', f"{two},x", head=f"{HEAD},Addr")
    forms = (b"\xef\xbb\xbf" + raw.encode(), raw.replace("\n", "\r"), quoted, raw.replace("\n", "\r\n"))
    assert [read(form).count for form in forms] == [2, 2, 2, 2]


# HXLStandard/hxl-proxy#178
@one_shape("O16", "a delimiter or an encoding that is not the mapping's")
def test_what_the_mapping_says_otherwise(read):
    assert "delimiter" in read(SEMICOLONS).said
    assert "encoding" in read(lines("E1,é@h.example,N,,01/02/2020,,A").encode("windows-1252")).said
    assert "encoding" in read(lines("E1,a@h.example,N,,01/02/2020,,A").encode("utf-16")).said


# openfoodfacts/openfoodfacts-server#8225, sillsdev/TheCombine#3713
@one_shape("O19", "an accent in a character of its own")
def test_accents_in_two_parts(tmp_path, content):
    path, mapping = tmp_path / "staff.csv", tmp_path / "mapping.yml"
    path.write_text("No,Site\nE1,Ze\u0301nith\n", encoding="utf-8")
    codes = 'codes:\n  site: {"Z\u00e9nith": "Z\u00e9nith"}\n'
    mapping.write_text(f"columns: {{employee_id: No, site: Site}}\n{codes}", encoding="utf-8")
    [batch] = staff_file(path, mapping, content=content).batches()
    assert dict(zip(ROW, batch.rows[0], strict=True))["site"] is not None


# SAP-samples/idm-business-extensions-service#11, faros-ai/airbyte-connectors#2042
@one_shape("O4", "an ended post before a current one")
async def test_two_posts(tmp_path, content, databases):
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(MAPPING.format(date_format="DD/MM/YYYY", delimiter=","), encoding="utf-8")
    others = [f"E{number},p{number}@h.example,N,,01/02/2015,,A" for number in range(2, 12)]
    before = ["E1,a@h.example,N,,01/02/2015,,A"]
    after = ["E1,a@h.example,N,,01/02/2015,31/12/2025,X", "E1,a@h.example,N,,01/01/2026,,A"]

    async with databases.open(SQLITE) as db:
        await move_in(db, Person(WS, NIA))

        async def take(name, rows, today):
            path = tmp_path / name
            path.write_text(lines(*rows, *others), encoding="utf-8")
            file = staff_file(path, mapping, content=content)
            return await import_directory(db, workspace_id=WS, file=file, file_key=name, today=today)

        await take("1.csv", before, date(2025, 12, 1))
        counted = await take("2.csv", after, date(2026, 3, 2))
        async with db.transaction() as repos:
            entry = await repos.directory.find(WS, "E1")

    assert (counted.left, entry.standing.value) == (0, "active")
