"""How staff files are laid out: above, under and between the rows; and files that are traps."""

import time
from datetime import timedelta

import pytest

from tests.field.staff_files import HEAD, lines, more, person, read_as

ONE, TWO = person("E1"), person("E2")
MARK = b"\xef\xbb\xbf"
HELD_FOR = timedelta(seconds=20)


@pytest.fixture
def read(tmp_path, content):
    return read_as(tmp_path, content)


def numbers(got):
    return [row["employee_id"] for row in got.rows or ()]


def with_semicolons(text):
    return text.replace(",", ";")


@pytest.mark.parametrize(
    ("raw", "delimiter"),
    more(
        "sep",
        ("a semicolon", f"sep=;\n{with_semicolons(lines(ONE))}", ";"),
        ("in quotation marks", f'"sep=;"\n{with_semicolons(lines(ONE))}', ";"),
        ("a tab", f"sep=\t\n{lines(ONE)}".replace(",", "\t"), "tab"),
        ("a tab by its name", f"sep=\\t\n{lines(ONE)}".replace(",", "\t"), "tab"),
        ("in capitals, on Windows", f"SEP=,\r\n{lines(ONE)}", ","),
        ("other than in the mapping", f"sep=|\n{lines(ONE)}".replace(",", "|"), ","),
        ("behind a mark", MARK + f"sep=;\n{with_semicolons(lines(ONE))}".encode(), ";"),
        ("with delimiters behind it", f"sep=;;;;;;;\n{with_semicolons(lines(ONE))}", ";"),
    ),
)
def test_excels_line_that_names_the_delimiter(read, raw, delimiter):
    assert numbers(read(raw, delimiter=delimiter)) == ["E1"]


@pytest.mark.parametrize(
    "above",
    more(
        "title",
        ("a title", "Staff list\n"),
        ("a title and a day", "Staff list\nAs of 01/03/2026\n\n"),
        ("cells of a report", "Report,Staff,,,,,\nRun by,Ann,,,,,\n,,,,,,\n"),
        ("a title in quotation marks", 'The "Staff" list\n'),
        ("groups of columns", "Person,,Post,,,,\n"),
        ("many lines", "A line\n" * 30),
        ("a line of dashes", "----------\n"),
    ),
)
def test_lines_above_the_header(read, above):
    assert numbers(read(above + lines(ONE, TWO))) == ["E1", "E2"]


def test_a_title_does_not_hide_what_is_wrong_with_the_header(read):
    assert "no column Mail" in read("Staff list\n" + lines(ONE).replace("Mail", "Address")).said


@pytest.mark.parametrize(
    ("raw", "taken"),
    more(
        "extra",
        ("under a header without", lines(f"{ONE},", f"{TWO},"), 2),
        ("in the header as well", lines(f"{ONE},", f"{TWO},", head=f"{HEAD},"), 2),
        ("only in the header", lines(ONE, TWO, head=f"{HEAD},"), 2),
        ("with a total below", lines(f"{ONE},", f"{TWO},", "Total: 2"), 2),
        ("with semicolons on Windows", lines(f"{ONE},", f"{TWO},").replace("\n", "\r\n"), 2),
        ("in one row of two, so that it may be a comma in a name", lines(f"{ONE},", TWO), 1),
        ("from a comma in each name", lines("E1,Lee, Ann,N,,,,", "E2,Lee, Ben,N,,,,"), None),
    ),
)
def test_a_delimiter_too_many(read, raw, taken):
    assert read(raw).count == taken


@pytest.mark.parametrize(
    ("below", "reason"),
    more(
        "footer",
        ("a total of a total", "Grand Total,345,,,,,", "about the file"),
        ("a total of another column", ",,,,,Total,345", "about the file"),
        ("a count", "Records: 345", "about the file"),
        ("a count in other words", "Number of employees: 345", "about the file"),
        ("SQL Server's count", "(345 rows affected)", "about the file"),
        ("Oracle's count", "345 rows selected.", "about the file"),
        ("the end", "*** End of Report ***", "about the file"),
        ("a page", "Page 1 of 3,,,,,,", "about the file"),
        ("who made it", "Report generated on 01/03/2026 by Ann", "about the file"),
        ("what was chosen", '"Filters: active = yes, site = A"', "about the file"),
        ("in German", "Summe;345", "about the file"),
        ("the header on the next page", HEAD, "header again"),
    ),
)
def test_rows_about_nobody(read, below, reason):
    got = read(lines(ONE, below, TWO))
    assert numbers(got) == ["E1", "E2"]
    assert [reason in one for one in got.rejects] == [True]


@pytest.mark.parametrize(
    "row",
    more(
        "nobody",
        ("nothing", ""),
        ("a space", " "),
        ("delimiters", ",,,,,,"),
        ("delimiters, not enough of them", ",,"),
        ("dashes under a header", "--,----,---,----,-----,---,--"),
        ("a space that does not break", "\u00a0,\u00a0"),
    ),
)
def test_rows_with_nothing_in_them(read, row):
    got = read(lines(row, ONE, row, row, TWO, row))
    assert (numbers(got), got.rejects) == (["E1", "E2"], [])


@pytest.mark.parametrize(
    "row",
    more(
        "somebody",
        ("a number like a total", person("Total")),
        ("a number like an end", person("End", mail="")),
        ("a number with a word for a count", person("Staff-7")),
        ("a number like a page", person("Page7", mail="", start="")),
        ("a number of a report", person("Report1", mail="", start="", status="")),
    ),
)
def test_who_is_somebody_is_never_taken_for_a_total(read, row):
    assert numbers(read(lines(ONE, row))) == ["E1", row.split(",")[0]]


@pytest.mark.parametrize(
    "raw",
    more(
        "form",
        ("a mark, once", MARK + lines(ONE).encode()),
        ("a mark, twice", MARK * 2 + lines(ONE).encode()),
        ("each line in quotation marks", "\n".join(f'"{one}"' for one in (HEAD, ONE))),
        ("spaces around the columns", lines(ONE, head=HEAD.replace(",", " , "))),
        ("invisible marks in the header", lines(ONE, head=f"\u200b{HEAD}\u00a0")),
        ("returns alone, in a large file", lines(ONE, *[" " * 100 + "," * 6] * 4_500).replace("\n", "\r")),
    ),
)
def test_forms(read, raw):
    assert numbers(read(raw)) == ["E1"]


def test_a_mark_says_more_than_the_mapping(read):
    whole = "columns: {employee_id: No, site: Site}\nencoding: windows-1252\n"
    [row] = read(MARK + "No,Site\nE1,Zürich\n".encode(), whole=whole).rows
    assert row["site"] == "Zürich"


@pytest.mark.parametrize(
    ("raw", "words"),
    more(
        "trap",
        ("one endless line", lambda: b"x" * 20_000_000, "a line of more than 200,000"),
        ("nothing but noughts", lambda: b"\0" * 20_000_000, "a line of more than 200,000"),
        ("noughts in lines", lambda: lines(*["\0"] * 50_000), "nobody under it"),
        ("ten thousand columns", lambda: ",".join(map(str, range(10_000))) + "\n1\n", "10000 columns"),
        ("a field of 30 MB", lambda: lines('E1,"' + "x\n" * 15_000_000), "isn't closed near line 2"),
        ("rows of many cells", lambda: lines(*["," * 190_000 + "x"] * 3), "190001 cells"),
        ("a row of many lines", lambda: lines(ONE, "E2," + '"\n",' * 400_000), "isn't closed near line 3"),
        ("nobody in a million rows", lambda: lines("x\n" * 1_000_000), "no row that can be read"),
        ("too many lines", lambda: lines(ONE, "\n" * 2_100_000), "more than 2,000,000 lines"),
    ),
)
def test_a_trap_becomes_a_sentence(read, raw, words):
    began = time.monotonic()
    got = read(raw())
    assert got.rows is None
    assert words in got.said
    assert len(got.said) < 1500
    assert time.monotonic() - began < HELD_FOR.total_seconds()


@pytest.mark.parametrize(
    "row",
    more(
        "odd",
        ("quotation marks in each other", "E9," + '"' * 100_000 + ",N,,,,A"),
        ("apostrophes", "'" * 100_000 + ",,N,,,,A"),
        ("a formula without an end", '="' * 50_000 + ",,N,,,,A"),
        ("a number in endless thousands", '"1' + ",000" * 20_000 + '",,N,,,,A'),
        ("signs and no address", "E9," + "@" * 100_000 + ",N,,,,A"),
        ("a total without an end", "*" * 100_000 + "total"),
    ),
)
def test_an_odd_row_costs_itself_alone(read, row):
    got = read(lines(ONE, row, TWO))
    assert numbers(got) == ["E1", "E2"]
    assert len(got.rejects) == 1
