"""What codes mean: whose word counts, when two wards agree, what is asked about again, what is told."""

from datetime import time
from pathlib import Path

import pytest

from bot.content import load_content
from bot.domain.rosters import CodeChange, Meaning, Work
from bot.domain.shifts.codes import (
    CodeTable,
    CommonCode,
    SaidCode,
    Settled,
    added_up,
    agreed,
    changes_for,
    list_at,
)
from bot.domain.shifts.codes import to_ask_again as asked_again

CONTENT = load_content()
WORDS, LISTS = CONTENT.roster_words, CONTENT.code_lists
NIGHT, DAY, OFF, AWAY = (Meaning(one) for one in (Work.NIGHT, Work.DAY, Work.OFF, Work.AWAY))
LATE_NIGHT = Meaning(Work.NIGHT, (time(21), time(7)))
USUAL_NIGHT = Meaning(Work.NIGHT, WORDS.usual_hours[Work.NIGHT])


def said(ones):
    return [SaidCode("N", f"U{number}", meaning, ward) for number, (meaning, ward) in enumerate(ones)]


AGREED = {
    "nobody": ([], None),
    "one": ([(NIGHT, "icu")], None),
    "two of one ward": ([(NIGHT, "icu"), (NIGHT, "icu")], None),
    "two of whom one's ward is unknown": ([(NIGHT, "icu"), (NIGHT, None)], None),
    "two of unknown wards": ([(NIGHT, None), (NIGHT, None)], None),
    "two wards": ([(NIGHT, "icu"), (NIGHT, "ed")], USUAL_NIGHT),
    "two wards, one of which says the usual hours outright": (
        [(NIGHT, "icu"), (USUAL_NIGHT, "ed")],
        USUAL_NIGHT,
    ),
    "two wards with other hours": ([(NIGHT, "icu"), (LATE_NIGHT, "ed")], None),
    "two wards, and a third otherwise": ([(OFF, "icu"), (OFF, "ed"), (DAY, "gp")], OFF),
    "two and two": ([(OFF, "icu"), (OFF, "ed"), (DAY, "gp"), (DAY, "or")], None),
}


@pytest.mark.parametrize("case", AGREED)
def test_two_wards_have_to_agree_and_on_one_thing(case):
    ones, expected = AGREED[case]
    assert agreed(said(ones), words=WORDS) == expected


def table(common=None, **own):
    settled = {"N": CommonCode("N", common, Settled.DECIDED)} if common else {}
    return CodeTable(settled, [SaidCode("N", user_id, meaning) for user_id, meaning in own.items()])


def test_ones_own_word_comes_first():
    known = table(NIGHT, UNIA=OFF)
    assert (known.meaning_to("UNIA", "N"), known.meaning_to("UOMAR", "N")) == (OFF, NIGHT)
    assert known.meaning_to("UNIA", "E") is None


ASKED = {
    "in a usual list": (table(), "N", True),
    "in none": (table(), "QQ", False),
    "off in all lists": (table(), "X", False),
    "work to somebody": (table(UOMAR=NIGHT), "N", True),
}


@pytest.mark.parametrize("case", ASKED)
def test_a_day_off_is_asked_about_where_it_is_work_to_others(case):
    known, code, expected = ASKED[case]
    assert bool(asked_again({code: OFF}, table=known, lists=LISTS, by="UNIA")) is expected
    assert not asked_again({code: NIGHT}, table=known, lists=LISTS, by="UNIA")


@pytest.mark.parametrize("work", Work)
def test_only_work_of_others_counts_and_not_ones_own_word_of_before(work):
    one = Meaning(work)
    assert bool(asked_again({"N": OFF}, table=table(one), lists={}, by="UNIA")) is work.has_times
    assert bool(asked_again({"N": OFF}, table=table(UOMAR=one), lists={}, by="UNIA")) is work.has_times
    assert not asked_again({"N": OFF}, table=table(UNIA=one), lists={}, by="UNIA")


CHANGES = {
    "explained": (table(), table(NIGHT), CodeChange("N", None, NIGHT)),
    "nobody knows any more": (table(NIGHT), table(), CodeChange("N", NIGHT, None)),
    "something else": (table(OFF), table(NIGHT), CodeChange("N", OFF, NIGHT)),
    "the usual hours said outright": (table(NIGHT), table(USUAL_NIGHT), None),
    "their own word stays": (table(OFF, UNIA=AWAY), table(NIGHT, UNIA=AWAY), None),
    "as before": (table(NIGHT), table(NIGHT), None),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_changed_for_somebody(case):
    before, after, expected = CHANGES[case]
    found = changes_for("UNIA", ["N"], before=before, after=after, words=WORDS)
    assert found == ((expected,) if expected else ())


def test_changes_one_after_another_are_one_and_what_is_undone_is_none():
    first, second, back = (CodeChange("N", *one) for one in ((OFF, DAY), (DAY, NIGHT), (NIGHT, OFF)))
    other = CodeChange("E", None, DAY)
    assert added_up([first], [second, other]) == (CodeChange("N", OFF, NIGHT), other)
    assert added_up([CodeChange("N", OFF, NIGHT), other], [back]) == (other,)


ZONES = {
    "Europe/London": "gb",
    "Europe/Dublin": "ie",
    "America/Toronto": "ca",
    "America/St_Johns": "ca",
    "America/New_York": "us",
    "America/Indiana/Knox": "us",
    "Pacific/Honolulu": "us",
    "Australia/Perth": "au",
    "Australia/Lord_Howe": "au",
    "Pacific/Chatham": "nz",
    "Europe/Berlin": None,
    "UTC": None,
    "America/Indian": None,
}


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_says_which_country(zone):
    found = list_at(zone, LISTS)
    assert (found.id if found else None) == ZONES[zone]


def test_every_zone_of_the_countries_is_known():
    """As far as this machine has the list of the time zone database."""
    listed = Path("/usr/share/zoneinfo/zone.tab")
    if not listed.is_file():
        pytest.skip("there is no list of zones here")
    rows = [line.split("\t") for line in listed.read_text().splitlines() if not line.startswith("#")]
    ours = {"GB", "IE", "CA", "US", "AU", "NZ"}
    wrong = [
        (country, zone)
        for country, _, zone, *_ in rows
        if (found := list_at(zone, LISTS)) is not None and found.id.upper() != country
    ]
    missing = [zone for country, _, zone, *_ in rows if country in ours and list_at(zone, LISTS) is None]
    assert missing == []
    assert [one for one in wrong if one[0] not in ("GG", "IM", "JE", "PR")] == []
