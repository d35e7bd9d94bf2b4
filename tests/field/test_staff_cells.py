"""What stands in the cells of staff files: no end, nothing, damage by spreadsheets, dates, addresses."""

import pytest

from bot.domain.directory import email_key
from tests.field.staff_files import lines, more, person, read_as


@pytest.fixture
def read(tmp_path, content):
    return read_as(tmp_path, content)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.parametrize(
    "cell",
    more(
        "end",
        ("Oracle, with a time of day", "31/12/4712 00:00:00"),
        ("Oracle, in letters under another format", "31-DEC-4712"),
        ("SAP", "31.12.9999"),
        ("SQL Server, to the last tick", "9999-12-31 23:59:59.9999999"),
        ("Workday", "9999-12-31-08:00"),
        ("the millennium", "2999-12-31"),
        ("the first day of the next one", "01/01/3000"),
        ("American, under a European format", "12/31/9999"),
        ("PostgreSQL", "infinity"),
        ("in words", "Open ended"),
        ("SAP's empty date", "00.00.0000"),
        ("MySQL's empty date", "0000-00-00 00:00:00"),
        ("as many zeros", "00000000"),
        ("Excel's nought", "00/01/1900"),
        ("Excel's first day", "01/01/1900"),
        ("OLE's nought", "30/12/1899"),
        ("SQL Server's first day", "1753-01-01"),
        (".NET's first day", "01/01/0001 00:00:00"),
        ("Unix's first day", "1970-01-01T00:00:00Z"),
        ("MacIntosh's first day", "01/01/1904"),
    ),
)
def test_no_end(read, cell):
    got = read(lines(person(end=cell)))
    assert [row["ends_on"] for row in got.rows] == [None]


@pytest.mark.parametrize(
    "cell",
    more(
        "day",
        ("an end that is one", "31/12/2025"),
        ("a year mistyped", "05/03/3026"),
        ("no day of any year", "99/99/9999"),
        ("a number of days", "45292"),
        ("a column too narrow", "########"),
        ("a word nobody knows", "Spring"),
        ("a reference that is lost", "#REF!"),
    ),
)
def test_what_is_no_word_for_no_end_is_never_taken_for_one(read, cell):
    got = read(lines(person("E1", end=cell), person("E2")))
    ends = [row["ends_on"] for row in got.rows]
    assert ends in (["2025-12-31", None], [None])
    assert len(ends) == 2 or cell in got.rejects[0]


@pytest.mark.parametrize(
    "cell",
    more(
        "empty",
        ("a database", "(null)"),
        ("in corners", "[NULL]"),
        ("MySQL's dump", "\\N"),
        ("pandas", "NaN"),
        ("pandas, for dates", "NaT"),
        ("Ruby", "nil"),
        ("Python", "None"),
        ("people", "n/a"),
        ("Excel's lookup", "#N/A"),
        ("a dash", "-"),
        ("a long dash", "—"),
        ("Excel's pivot", "(blank)"),
        ("a space that does not break", "\u00a0"),
        ("quotation marks", '""'),
    ),
)
def test_nothing(read, cell):
    row = person(
        mail=quoted(cell), boss=quoted(cell), start=quoted(cell), end=quoted(cell), status=quoted(cell)
    )
    got = read(lines(row))
    [found] = got.rows
    assert [found[name] for name in ("email_key", "manager_id", "starts_on", "ends_on")] == [None] * 4
    assert (found["standing"], got.said) == ("active", "[]")
    assert read(lines(person(quoted(cell)), person("E2"))).count == 1


def test_a_hospital_names_its_own_words_for_nothing(read):
    raw = lines(person(boss="Vacant", end="No fixed term"))
    assert read(raw).rows is None
    [row] = read(raw, more='empty: ["vacant", "no fixed term"]\n').rows
    assert (row["manager_id"], row["ends_on"]) == (None, None)


@pytest.mark.parametrize(
    ("cell", "number"),
    more(
        "number",
        ("a formula in quotation marks", quoted('="00123"'), "00123"),
        ("a formula for text", quoted('=T("00123")'), "00123"),
        ("an apostrophe", "'00123", "00123"),
        ("quotation marks doubled", quoted('"00123"'), "00123"),
        ("marks from SQL", "'E12'", "E12"),
        ("a point and a zero", "123.0", "123"),
        ("two decimals with a comma", quoted("123,00"), "123"),
        ("thousands", quoted("12,345"), "12345"),
        ("thousands with a space", "12\u00a0345", "12345"),
        ("thousands in Swiss", "12’345", "12345"),
        ("thousands and decimals", quoted("1,234,567.00"), "1234567"),
        ("marks that nobody sees", "\ufeffE1\u200b", "E1"),
        ("a hyphen that belongs to it", "E-1", "E-1"),
        ("points that belong to it", "1.2.3", "1.2.3"),
    ),
)
def test_numbers_after_a_spreadsheet(read, cell, number):
    [row] = read(lines(person(cell, boss=cell))).rows
    assert (row["employee_id"], row["manager_id"]) == (number, number)


@pytest.mark.parametrize(
    "cell",
    more(
        "short",
        ("in scientific form", "1.23E+05"),
        ("without decimals", "1E+10"),
        ("in small letters", "4.7e+11"),
        ("with a comma", '"1,23E+05"'),
        ("of one digit more", "1.234567E+12"),
    ),
)
def test_digits_that_are_lost_are_named(read, cell):
    for row in (person(cell), person("E1", boss=cell)):
        got = read(lines(row, person("E2")))
        assert [one["employee_id"] for one in got.rows] == ["E2"]
        assert cell.strip('"') in got.rejects[0]
        assert "make the column text" in got.rejects[0]


@pytest.mark.parametrize(
    ("numbers", "warned"),
    more(
        "zeros",
        ("some have theirs", ("00123", "124", "01250"), True),
        ("none have any", ("7", "123", "4567"), True),
        ("one lost one", ("0123", "1234", "234"), True),
        ("all of one width", ("0123", "1234"), False),
        ("with letters", ("E1", "E12"), False),
    ),
)
def test_zeros_that_may_be_lost_are_warned_of(read, numbers, warned):
    got = read(lines(*map(person, numbers)))
    assert got.count == len(numbers)
    assert ("digits where others have" in got.said) is warned


@pytest.mark.parametrize(
    ("date_format", "cell", "day"),
    more(
        "month",
        ("Oracle", "DD-MON-YYYY", "01-APR-2020", "2020-04-01"),
        ("Oracle, with a time of its kind", "DD-MON-RRRR", "01-APR-2020 12.00.00.000000 AM", "2020-04-01"),
        ("Oracle, with two digits", "DD-MON-RR", "01-APR-20", "2020-04-01"),
        ("two digits of last century", "DD-MON-YY", "01-Apr-95", "1995-04-01"),
        ("whole names", "DD MONTH YYYY", "1 September 2020", "2020-09-01"),
        ("American", "MONTH DD, YYYY", '"Sept. 1, 2020"', "2020-09-01"),
        ("SAS", "DDMONYYYY", "01APR2020", "2020-04-01"),
        ("German, with points", "DD.MMM.YYYY", "01.Mär.2020", "2020-03-01"),
        ("French", "DD-MMM-YYYY", "14-juil-2020", "2020-07-14"),
        ("French, of two months", "DD-MMM-YYYY", "14-jui-2020", None),
        ("Java's letters", "dd/MM/yyyy", "01/04/2020", "2020-04-01"),
        ("two digits as numbers", "DD/MM/YY", "01/04/20", "2020-04-01"),
        ("no such month", "DD-MON-YYYY", "01-FOO-2020", None),
    ),
)
def test_first_days(read, date_format, cell, day):
    got = read(lines(person("E1", start=cell), person("E2", start="")), date_format=date_format)
    assert [row["starts_on"] for row in got.rows] == ([day, None] if day else [None])
    assert day or cell in got.rejects[0]


@pytest.mark.parametrize(
    ("cell", "years"),
    more(
        "year",
        ("Oracle's no end in two digits", "31-DEC-12", ("2012", "4712")),
        ("everybody's no end in two digits", "31-DEC-99", ("1999", "9999")),
        ("another day of that year", "30-JUN-99", ("1999", "2099")),
        ("half a century ago, or to come", "01-JAN-75", ("1975", "2075")),
        ("the first that is in doubt", "01-JAN-50", ("1950", "2050")),
    ),
)
def test_a_last_day_whose_year_could_be_either_is_refused_by_name(read, cell, years):
    got = read(lines(person("E1", start="", end=cell), person("E2", start="")), date_format="DD-MON-RR")
    assert [row["employee_id"] for row in got.rows] == ["E2"]
    assert all(one in got.rejects[0] for one in (cell, *years))


@pytest.mark.parametrize(
    ("cell", "address"),
    more(
        "mail",
        ("a name", "Ann A <ann@h.example>", "ann@h.example"),
        ("a name in quotation marks", quoted('"A, Ann" <ann@h.example>'), "ann@h.example"),
        ("a link", "MAILTO:ann@h.example", "ann@h.example"),
        ("Active Directory", "SMTP:ann@h.example", "ann@h.example"),
        ("a semicolon behind it", "ann@h.example;", "ann@h.example"),
        ("a full stop behind it", "ann@h.example.", "ann@h.example"),
        ("twice the same", "ann@h.example; Ann@H.example", "ann@h.example"),
        ("a link in a text", "[ann@h.example](mailto:ann@h.example)", "ann@h.example"),
        ("an apostrophe of its own", "o'brien@h.example", "o'brien@h.example"),
        ("two of them", "ann@h.example; ben@h.example", None),
        ("two without a space", "ann@h.example|ben@h.example", None),
        ("none", "ann(at)h.example", None),
    ),
)
def test_addresses(read, cell, address):
    got = read(lines(person(mail=cell)))
    assert [row["email_key"] for row in got.rows] == [email_key(address) if address else None]
    assert ("email" in got.said) is (address is None)


@pytest.mark.parametrize(
    ("in_mapping", "in_file"),
    more(
        "accent",
        ("the file in two parts", "Z\u00e9nith", "Ze\u0301nith"),
        ("the mapping in two parts", "Ze\u0301nith", "Z\u00e9nith"),
        ("both in two parts", "Ze\u0301nith", "Ze\u0301nith"),
        ("a ring of its own sign", "\u00c5ngstr\u00f6m", "\u212bngstro\u0308m"),
        ("in other capitals", "\u00c9cole", "e\u0301COLE"),
        ("Korean", "\ud55c", "\u1112\u1161\u11ab"),
    ),
)
def test_accents(read, in_mapping, in_file):
    codes = f'codes:\n  profession: {{N: nurse, "{in_mapping}": doctor}}\n'
    [row] = read(
        f"Number\u00e9,Grp\n1,{in_file}\n".replace("\u00e9", "e\u0301"),
        whole=f"columns: {{employee_id: Number\u00e9, profession: Grp}}\n{codes}",
    ).rows
    assert row["profession"] == "doctor"
