"""Reading exports: what each cell becomes, which rows are left out and why, and which files are refused."""

import csv
import io

import pytest

from bot.directory.problems import UnusableFile
from bot.directory.rejects import RejectList, harmless
from bot.directory.rows import ROW
from bot.domain.directory import email_key
from tests.directory_files import COLUMNS, PEOPLE, SMALL_MAPPING, somebody, staff_file, write_export


@pytest.fixture
def read(tmp_path, content):
    """The rows as dicts, the rejects and the file, of rows or of raw bytes."""

    def run(rows, *, mapping=SMALL_MAPPING):
        path = tmp_path / "staff.csv"
        if isinstance(rows, bytes):
            path.write_bytes(rows)
        else:
            write_export(path, rows)
        (tmp_path / "mapping.yml").write_text(mapping, encoding="utf-8")
        file = staff_file(path, tmp_path / "mapping.yml", content=content)
        batches = list(file.batches(size=3))
        found = [dict(zip(ROW, row, strict=True)) for batch in batches for row in batch.rows]
        return found, [one for batch in batches for one in batch.rejects], file

    return run


HEADER = tuple(COLUMNS.values())


def raw(*lines, columns=HEADER):
    return "\n".join([",".join(columns), *lines]).encode()


def test_the_shipped_example_is_read_whole(content):
    [batch] = staff_file(PEOPLE, content=content).batches()
    assert len(batch.rows) == 68
    assert batch.rejects == []


def test_each_cell_becomes_what_it_means(read):
    [row], rejects, _ = read(
        [
            somebody(
                " E1 ",
                slack_id="U123ABC",
                email=" Ada@Hospital.Example ",
                profession=" n ",
                site="NF",
                stage="senior",
                manager="E9",
                leave_from="2026-01-05",
                leave_until="2026-02-01 00:00:00",
                ends_on="9999-12-31",
                status="L",
            )
        ]
    )
    assert rejects == []
    assert isinstance(row.pop("row_hash"), int)
    assert row == {
        "employee_id": "E1",
        "slack_id": "U123ABC",
        "email_key": email_key("ada@hospital.example"),
        "manager_id": "E9",
        "profession": "nurse",
        "specialty": None,
        "department": "critical_care",
        "site": "Northfield",
        "career_stage": "senior",
        "standing": "leave",
        "starts_on": None,
        "ends_on": None,
        "leave_from": "2026-01-05",
        "leave_until": "2026-02-01",
    }


def test_the_address_itself_is_nowhere_in_a_row(read):
    [row], _, _ = read([somebody("E1", email="ada@hospital.example")])
    assert "ada" not in repr(row)


def test_codes_without_a_meaning_leave_the_field_empty_and_are_counted(read):
    rows, rejects, file = read(
        [somebody(f"E{n}", profession="XYZ") for n in range(14)]
        + [somebody("F1", department="Nowhere", status="?", slack_id="ada", email="ward 5")]
    )
    assert (len(rows), rejects) == (15, [])
    assert {row["profession"] for row in rows[:14]} == {None}
    assert rows[-1]["standing"] == "active"
    found = {(one.field, one.cell): one.count for one in file.warnings}
    assert found == {
        ("profession", "XYZ"): 14,
        ("department", "Nowhere"): 1,
        ("status", "?"): 1,
        ("slack_id", "ada"): 1,
        ("email", "not an address"): 1,
    }
    assert file.warnings[0].count == 14


def test_a_thousand_different_warnings_are_enough(read):
    _, _, file = read([somebody(f"E{n}", profession=f"X{n}") for n in range(1500)])
    assert len(file.warnings) == 1001
    assert sum(one.count for one in file.warnings) == 1500


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (somebody(""), "has no employee number in column Employee number"),
        (somebody("   "), "has no employee number"),
        (
            somebody("E1", leave_from="2026-02-30"),
            "column From holds 2026-02-30, not a date written as",
        ),
        (somebody("E1", leave_from="soon"), "column From holds soon"),
        (somebody("E1", leave_from="1066-10-14"), "column From holds 1066-10-14"),
        (
            somebody("E1", leave_from="2026-02-02", leave_until="2026-02-01"),
            "column Until is before column From",
        ),
        (somebody("E1", department="x" * 201), "column Department holds more than 200 characters"),
        (somebody("E" * 65), "column Employee number holds more than 64 characters"),
        (somebody("E\x001"), "column Employee number has a character that isn't text"),
        (somebody("E1", site="North\x07"), "column Site has a character that isn't text"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_with_the_reason(read, row, reason):
    rows, [reject], _ = read([somebody("E0"), row, somebody("E2")])
    assert [one["employee_id"] for one in rows] == ["E0", "E2"]
    assert reject.line == 3
    assert reject.reason.startswith(reason)


def test_of_a_number_that_is_there_twice_the_first_stays(read):
    rows, [reject], _ = read([somebody("E1"), somebody("E1", site="NF"), somebody("E2")])
    assert [(one["employee_id"], one["site"]) for one in rows] == [("E1", None), ("E2", None)]
    assert (reject.line, reject.employee_id) == (3, "E1")
    assert "stands further up" in reject.reason


def test_a_row_with_too_many_or_too_few_cells_is_left_out_and_its_number_guessed(read):
    rows, rejects, _ = read(raw("E1,", "E2" + "," * 11, "E3" + "," * 30))
    assert [row["employee_id"] for row in rows] == ["E2"]
    assert [(one.line, one.employee_id) for one in rejects] == [(2, "E1"), (4, "E3")]
    assert rejects[0].reason == "has 2 cells where the header has 12"


def test_empty_lines_are_nobody(read):
    rows, rejects, _ = read(raw("", "E1" + "," * 11, "," * 11, "", ""))
    assert (len(rows), rejects) == (1, [])


def test_a_cell_of_many_pages_costs_its_row_and_no_other(read):
    rows, [reject], _ = read([somebody("E1"), somebody("E2", site="x" * 150_000), somebody("E3")])
    assert [row["employee_id"] for row in rows] == ["E1", "E3"]
    assert (reject.line, reject.employee_id) == (3, "E2")
    assert "far too long" in reject.reason
    assert sum(map(len, reject.cells)) < 10_000


def test_a_quotation_mark_in_the_wrong_place_costs_its_row_and_no_other(read):
    rows, [reject], _ = read(raw('E1,,,,,"O"Brien",,,,,,', "E2" + "," * 11))
    assert [row["employee_id"] for row in rows] == ["E2"]
    assert (reject.line, reject.employee_id) == (2, "E1")


@pytest.mark.parametrize(
    "lines",
    [
        ['E1,,,,,"North', "E2" + "," * 11, "E3" + "," * 11],
        ['E1,,,,,"North' + "," * 6, 'E2,,,,,"South",,,,,,'],
        ['E1,,,,,"North', *(f"E{n}" + "," * 11 for n in range(2, 9000))],
    ],
    ids=["to the end", "to the next", "for long"],
)
def test_an_open_quotation_mark_refuses_the_file_since_it_hides_people(read, lines):
    with pytest.raises(UnusableFile, match="isn't closed near line 2"):
        read(raw(*lines))


def test_a_line_break_inside_a_cell_that_is_not_read_is_no_problem(read):
    rows, rejects, _ = read(raw('E1,,,,,,,,,,,,"A street\nA town"', columns=(*HEADER, "Home")))
    assert (len(rows), rejects) == (1, [])


@pytest.mark.parametrize(
    ("export", "words"),
    [
        (b"", "staff.csv is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (raw(), "nobody under it"),
        (raw(",,", "," * 11), "nobody under it"),
        (b"<!DOCTYPE html><html><body>Sign in", "is a web page"),
        (b"\xef\xbb\xbf\n<html>", "is a web page"),
        (b"PK\x03\x04 and so on", "is a spreadsheet"),
        (raw("E1,,,,,Z\xfcrich,,,,,,").decode().encode("latin-1"), "isn't utf-8, as the mapping says"),
        (raw("E1").decode().encode("utf-16"), "isn't utf-8, as the mapping says"),
        (raw(columns=("Employee number", "Slack", "Mail")), "has no column Department, Email, End"),
        (raw(columns=("Employee no", *HEADER[1:])), "did you mean `Employee no`"),
        (raw(columns=(*HEADER, "Email")), "has the column Email twice"),
        (";".join(HEADER).encode() + b"\nE1;", "has one column only"),
        (raw("x" * 7_000_000), "a line of more than 200,000 characters near line 2"),
        (b'"Employee number\nE1', "isn't closed near line 1"),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_a_sentence(read, export, words):
    with pytest.raises(UnusableFile) as error:
        read(export)
    assert words in str(error.value)
    assert str(error.value).endswith("Nothing was changed.")


@pytest.mark.parametrize(
    ("setting", "encoding", "delimiter"),
    [
        ("encoding: windows-1252", "cp1252", ","),
        ("encoding: utf-16", "utf-16", ","),
        ("encoding: utf-8", "utf-8-sig", ","),
        ("delimiter: ';'", "utf-8", ";"),
        ("delimiter: tab", "utf-8", "\t"),
    ],
)
def test_other_encodings_and_delimiters_are_read(read, setting, encoding, delimiter):
    text = raw("E1,,,,,Zürich,,,,,,", "E2" + "," * 11).decode().replace(",", delimiter)
    mapping = f"{SMALL_MAPPING}{setting}\n".replace('  site: {NF: Northfield, HR: "Harbour Road"}\n', "")
    rows, rejects, _ = read(text.replace("\n", "\r\n").encode(encoding), mapping=mapping)
    assert [row["site"] for row in rows] == ["Zürich", None]
    assert rejects == []


@pytest.mark.parametrize(
    ("written", "cell", "expected"),
    [
        ("DD/MM/YYYY", "3/9/2026", "2026-09-03"),
        ("DD.MM.YYYY", "03.09.2026", "2026-09-03"),
        ("MM/DD/YYYY", "09/03/2026 13:45", "2026-09-03"),
        ("YYYYMMDD", "20260903", "2026-09-03"),
        ("YYYY-MM-DD", "2026-09-03T00:00:00Z", "2026-09-03"),
    ],
)
def test_dates_are_read_as_the_mapping_writes_them(read, written, cell, expected):
    [row], _, _ = read([somebody("E1", leave_from=cell)], mapping=f"{SMALL_MAPPING}date_format: {written}\n")
    assert row["leave_from"] == expected


def test_the_same_row_has_the_same_hash_and_another_meaning_another(read):
    [[one], _, _], [[same], _, _] = read([somebody("E1")]), read([somebody("E1")])
    [other], _, _ = read([somebody("E1", site="NF")])
    remapped = SMALL_MAPPING.replace("N: nurse", "N: midwife")
    [meant_otherwise], _, _ = read([somebody("E1")], mapping=remapped)
    assert one["row_hash"] == same["row_hash"]
    assert len({one["row_hash"], other["row_hash"], meant_otherwise["row_hash"]}) == 3


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_list_is_a_formula(read, begin):
    _, [reject], file = read([somebody("E0"), somebody("", email=f"{begin}cmd|'/c calc'!A1")])
    text = io.StringIO()
    RejectList(text, file).add(reject)
    [header, row] = list(csv.reader(io.StringIO(text.getvalue())))
    assert header[:3] == ["line", "why it was left out", "Employee number"]
    assert row[:2] == ["3", "has no employee number in column Employee number"]
    assert row[4] == f"'{begin}cmd|'/c calc'!A1"


def test_ordinary_cells_stay_as_they_are():
    assert harmless("E1=2") == "E1=2"


def test_two_hundred_thousand_rows_are_never_held_at_once(tmp_path, content):
    path = write_export(
        tmp_path / "staff.csv", (somebody(f"E{n}", profession=f"X{n}") for n in range(200_000))
    )
    (tmp_path / "mapping.yml").write_text(SMALL_MAPPING)
    file = staff_file(path, tmp_path / "mapping.yml", content=content)
    sizes = [len(batch.rows) for batch in file.batches()]
    assert (sum(sizes), max(sizes)) == (200_000, 2500)
    assert len(file.warnings) == 1001
