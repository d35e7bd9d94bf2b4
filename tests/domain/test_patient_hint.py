"""Which texts look as if they hold a patient's number or birth date, and which ordinary ones do not."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.patient_hint import looks_like_patient_data

TODAY = date(2026, 3, 2)
FORMATS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"),
    *("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y"),
    *(
        "%d %B %Y",
        "%d %b %Y",
        "%d-%b-%Y",
        "%d%b%Y",
        "%dth of %B, %Y",
        "%B %d, %Y",
        "%b. %d %Y",
        "%B %dth, %Y",
    ),
)
dates = st.sampled_from(FORMATS)


def looks(text: str) -> bool:
    return looks_like_patient_data(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "MRN 4417",
        "mrn: 00417-22",
        "MRN12345",
        "her MRN is A12345",
        "NHS no. 943 476",
        "nhs number: 9434765919",
        "Hospital number X 44170",
        "patient ID #90417",
        "943 476 5919",
        "943-476-5919",
        "401 023 2137",
        "the one with 4017728 on the chart",
        "RX4017728",
        "٤٠١٧٧٢٨",
        "４０１７７２８",
        "40177\u200b28",
    ],
)
def test_record_numbers_are_noticed(text: str) -> None:
    assert looks(text)


@pytest.mark.parametrize(
    "text",
    [
        "DOB 12/3",
        "D.O.B. unknown, perhaps 1962",
        "date of birth: 3 May",
        "born 1962",
        "Born in 1962, on the ward for weeks",
        "born on 12/03/2019",
        "12 March 2024 is when she was born",
        "birthday 4.5.2021",
        "the lady from 12/03/62",
        "12–03–1962",
        "12.3.1962",
        "12 03 1962",
        "1962-03-12",
        "19620312",
        "12th of March 1962",
        "12-Mar-62",
        "12MAR1962",
        "Sept 3, 1988",
        "March 12, 1962",
        "02/29/2008",
    ],
)
def test_dates_of_birth_are_noticed(text: str) -> None:
    assert looks(text)


@pytest.mark.parametrize(
    "text",
    [
        "07700 900123",
        "Ward 4 07700 900 123",
        "020 7946 0958",
        "(020) 7946 0958",
        "+44 (0)20 7946 0958",
        "0044 20 7946 0958",
        "+1 (555) 234-0100",
        "1-555-234-0100",
        "(555) 234-0100",
        "555.234.0100",
        "01 23 45 67 89",
        "030/1234567",
        "phone 555-0123",
        "call me on 555 0123",
    ],
)
def test_phone_numbers_are_noticed(text: str) -> None:
    assert looks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Autumn 2026",
        "Autumn 2026-2027",
        "NHS Leadership 2026",
        "NHS 2026/27",
        "Nurse Leadership 26 weeks",
        "Every 3 weeks, 45 minutes, 8 meetings",
        "Every 2-4 weeks, 09:00-17:00",
        "Nights 1900-0730",
        "0700 - 1930 0800 - 2000",
        "Starts 12 January 2026",
        "From 12/01/2026 to 26/06/2026",
        "12.01.2026-26.06.2026",
        "Between 2026-01-12 and 2026-06-26",
        "Week 20260112",
        "Starts 12/01/27",
        "ext 4410",
        "Occupational health, extension 4410",
        "Bleep 44102, bed 12, ward 7B",
        "Maternity and newborn 2026",
        "newborn care, 12 January 2026",
        "Birth centre opens 12 January 2026",
        "Born to lead 2026",
        "lead 3 shifts by 1 May, then 2 a month",
        "3 decisions 2010",
        "99/99/1962",
        "123 456 7890",
        "around the clock, 24/7/365",
        "a budget of 10 000 000",
        "5 of 10 done, 50 % by 2027",
        "On call 2026-2027",
        "https://meet.example.org/j/98765432101?pwd=19620312",
        "I am unsure how to give hard news.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert not looks(text)


@pytest.mark.parametrize(
    ("day", "noticed"),
    [("2 March 2011", True), ("3 March 2011", False), ("2 March 1906", True), ("2 March 1905", False)],
)
def test_a_birth_date_is_fifteen_to_a_hundred_and_twenty_years_ago(day: str, noticed: bool) -> None:
    assert looks(f"since {day} or so") is noticed


@given(dates, st.dates(TODAY - timedelta(days=120 * 365), TODAY - timedelta(days=16 * 366)))
def test_any_date_that_may_be_a_birth_date_is_noticed_in_any_form(form: str, born: date) -> None:
    assert looks(f"The one from {born.strftime(form)}, again")


@given(dates, st.dates(TODAY - timedelta(days=14 * 365), date(2099, 12, 31)))
def test_any_recent_or_coming_date_is_left_alone_until_somebody_is_born_on_it(form: str, day: date) -> None:
    written = day.strftime(form)
    assert not looks(f"We begin on {written}, all of us")
    assert looks(f"She was born on {written}, all of us")


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True), st.sampled_from([" ", "-"]))
@example("943476591", " ")
def test_every_number_with_an_nhs_check_digit_is_noticed(nine: str, gap: str) -> None:
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    if check != 10:  # such a number is never given out
        assert looks(f"bed 4: {nine[:3]}{gap}{nine[3:6]}{gap}{nine[6:]}{check % 11}, thanks")


@given(st.from_regex(r"1[0-9]{8}", fullmatch=True), st.integers(0, 9))
def test_ten_digits_in_groups_without_the_check_digit_are_left_alone(nine: str, last: int) -> None:
    check = -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    assert looks(f"{nine[:3]} {nine[3:6]} {nine[6:]}{last}") == (last == check)


@given(st.from_regex(r"[0-9]{7,30}", fullmatch=True), st.text())
def test_seven_digits_in_a_row_are_noticed_unless_they_are_a_recent_date(digits: str, before: str) -> None:
    if len(digits) != len("20260112"):
        assert looks(f"{before} x{digits}")


@given(st.text(st.characters(exclude_categories=("N", "S", "Cs"))))
def test_words_without_a_number_are_left_alone(text: str) -> None:
    assert not looks(text)


@pytest.mark.parametrize("piece", ["0 ", "1 ", "+1(", "12/", "born 19", "mrn ", "dob ", "jan ", "2026-"])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    looks(piece * 3000)
