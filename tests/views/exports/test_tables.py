"""Whatever somebody typed is text in every file, for any spreadsheet and whichever way it parts cells."""

import csv
import io
import unicodedata
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.views.exports.tables import LONGEST, Column, Table, csv_file, xlsx_file
from tests.examples import examples

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOSTILE = (
    '=HYPERLINK("http://x.example","tap")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\u22121",
    "\uff20SUM(1)",
    "\u200b=1",
    "\u3000=1",
    "\u00a0=1",
    '"=1',
    "'=1",
    "Nurses;=1+1",
    'Nurses";"=1+1',
    "Nurses; \uff1d1;x",
    "Nurses\t=1",
    "a\x00b\ufffe\ud800c",
    "x" * 40_000,
)


def table(*texts):
    return Table("People", (Column("Name"), Column("More")), [[text, text] for text in texts])


def cells(made, delimiter):
    return [
        cell for row in csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=delimiter) for cell in row
    ]


def would_be_worked_out(cell):
    """As a spreadsheet reads it, at its most generous."""
    folded = unicodedata.normalize("NFKC", cell)
    seen = "".join(one for one in folded if unicodedata.category(one) not in ("Cf", "Zs", "Cc"))
    return seen.lstrip('"')[:1] in {"=", "+", "-", "@", "\u2212"}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_text_is_a_formula_in_csv(text, delimiter):
    assert not [one for one in cells(csv_file(table(text)), delimiter) if would_be_worked_out(one)]


@examples(300)
@given(st.text(alphabet="=+-@;,\"' \t\r\n\uff1d\uff0b\u2212\u200b\ufeffab1", max_size=12))
def test_nor_is_any_other_however_the_file_is_parted(text):
    made = csv_file(table(text))
    for delimiter in ",;\t":
        assert not [one for one in cells(made, delimiter) if would_be_worked_out(one)]


@pytest.mark.parametrize("text", HOSTILE)
def test_in_a_workbook_it_is_kept_as_a_string(text):
    sheet = load_workbook(io.BytesIO(xlsx_file([table(text)], made_at=NOW)))["People"]
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert len(cell.value) <= LONGEST
    assert cell.hyperlink is None


@examples(60)
@given(st.text(max_size=40))
def test_a_workbook_takes_any_text(text):
    sheet = load_workbook(io.BytesIO(xlsx_file([table(text, "plain")], made_at=NOW)))["People"]
    assert sheet["A3"].value == "plain"
    assert all(cell.data_type in ("s", "n") for row in sheet for cell in row)


def test_an_ordinary_text_stays_as_it_is():
    made = csv_file(table("Ann O'Brien-Müller, ICU", "Nurses; and others"))
    assert cells(made, ",")[2:] == [
        *["Ann O'Brien-Müller, ICU"] * 2,
        *["Nurses; and others"] * 2,
    ]


def test_excel_is_told_that_it_is_utf_8():
    assert csv_file(table("ä")).startswith(b"\xef\xbb\xbf")


def test_numbers_and_days_are_numbers_and_days():
    mixed = Table("Mixed", (Column("A"), Column("B"), Column("C")), [[70, date(2026, 3, 2), None]])
    sheet = load_workbook(io.BytesIO(xlsx_file([mixed], made_at=NOW)))["Mixed"]
    assert [cell.value for cell in sheet[2]] == [70, datetime(2026, 3, 2), None]  # noqa: DTZ001
    assert sheet.freeze_panes == "A2"
    assert cells(csv_file(mixed), ",")[3:] == ["70", "2026-03-02", ""]


def test_a_workbook_says_neither_who_nor_where_and_holds_no_macro():
    made = xlsx_file([table("a")], made_at=NOW)
    assert made == xlsx_file([table("a")], made_at=NOW)
    files = zipfile.ZipFile(io.BytesIO(made))
    assert not [name for name in files.namelist() if "vba" in name or "external" in name]
    core = files.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "2026-03-02T12:00:00Z" in core
