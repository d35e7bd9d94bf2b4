"""My roster in Slack: told in three ways, looked through, corrected, forgotten; the link shown to nobody."""

import json

import pytest

from bot.domain.availability import ShiftKind
from bot.domain.rosters import RosterKind
from tests.handlers.rosters.telling import shifts_of, source_of, tell
from tests.rosters.calendars import all_day, calendar, event
from tests.rosters.serving import SECRET, calendar_link

NIGHT = event("20260303T190000", "20260304T073000", "Night - Acute ward")


@pytest.fixture
async def nia(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    await town.join(nia, preset="mixed_12")
    return nia


@pytest.fixture
async def link():
    async with calendar_link() as made:
        yield made


async def test_a_link_is_read_and_shown_as_it_was_understood(town, nia, link):
    link.text = calendar(
        NIGHT, all_day("20260306", "Annual leave", uid="2"), all_day("20260331", "Payday", uid="3")
    )
    await tell(town, nia, link=link.address)
    shown = str(nia.modal.blocks)
    assert "*Tue 3 Mar*  night 19:00-07:30" in shown
    assert "*Wed 4 Mar*  off" in shown
    assert "*Fri 6 Mar*  away" in shown
    assert "Known until Friday 6 March: 1 night, 1 day away, 3 days off." in shown
    assert await shifts_of(town, nia) == [("03 19:00", ShiftKind.NIGHT), ("06 00:00", ShiftKind.AWAY)]
    await town.do(nia.submit())
    assert "We don't message you while you work or sleep" in str(nia.modal.blocks)
    assert (await source_of(town, nia)).kind is RosterKind.FEED


async def test_neither_link_nor_titles_are_in_what_is_said_or_logged(town, nia, link, caplog):
    link.text = calendar(NIGHT, event("20260305T070000", "20260305T150000", "Sick", uid="2"))
    caplog.set_level("DEBUG")
    sent_before = len(town.sandbox.wire)
    await tell(town, nia, link=link.address)
    link.text = None
    await town.do(nia.click(nia.modal, "roster.correct"))
    await town.do(nia.submit())
    await town.do(nia.command("/mentor", f"roster {link.address}"))
    said = json.dumps(
        [entry.request for entry in town.sandbox.wire[sent_before:] if entry.direction != "to_app"],
        default=str,
    ) + json.dumps([entry.response for entry in town.sandbox.wire[sent_before:]], default=str)
    for secret in (SECRET, "Acute ward", "Sick"):
        assert secret not in said
        assert secret not in caplog.text
        assert secret not in str(nia.modal.blocks)


WRONG_LINKS = {
    "rosters.example/x": "begins with https",
    "ftp://rosters.example/x": "https://",
    "https://": "Copy it again",
}


@pytest.mark.parametrize("text", WRONG_LINKS)
async def test_what_is_no_link_is_said_beside_the_field(town, nia, text):
    await tell(town, nia, link=text)
    assert WRONG_LINKS[text] in nia.modal_errors["roster_link"]


async def test_a_link_that_gives_no_calendar_stays_in_the_form_with_a_sentence(town, nia, link):
    link.text = "hello"
    await tell(town, nia, link=link.address)
    assert "lead to a calendar" in str(nia.modal.blocks)
    assert SECRET not in str(nia.modal.blocks)
    link.text = calendar(NIGHT)
    await town.do(nia.submit())
    assert "This is how we read it" in str(nia.modal.blocks)


async def test_an_empty_calendar_changes_nothing(town, nia, link):
    link.text = calendar(event("20250303T190000", "20250304T073000", "Night"))
    await tell(town, nia, link=link.address)
    assert "no shifts in the coming six weeks" in str(nia.modal.blocks)
    assert await source_of(town, nia) is None


async def test_wrong_lines_and_patterns_are_said_by_number_and_nothing_is_lost(town, nia):
    await tell(town, nia, lines="3 Mar night\nhello")
    assert nia.modal_errors["roster_lines"].startswith("Line 2 has no date in front")
    await nia.choose(nia.modal, "roster_pattern", "2 days, 2 off from 3 March")
    await town.do(nia.submit())
    assert nia.modal_errors == {"roster_pattern": "Fill in only one of the three."}
    await nia.choose(nia.modal, "roster_lines", "")
    await nia.choose(nia.modal, "roster_pattern", "")
    await town.do(nia.submit())
    assert "Paste a link" in nia.modal_errors["roster_link"]
    await nia.choose(nia.modal, "roster_lines", "1 Feb night")
    await town.do(nia.submit())
    assert nia.modal_errors["roster_lines"] == "All of these days are over. Paste those that are to come."


@pytest.mark.parametrize(
    ("zone", "text", "order", "day"),
    [
        ("America/New_York", "3/4 N\n3/5 N", "the month first", "*Wed 4 Mar*  night"),
        ("Europe/London", "4/3 N\n5/3 N", "the day first", "*Wed 4 Mar*  night"),
        # What stands in the paste counts before what is usual where they are.
        ("Europe/London", "3/4 N\n3/14 N", "the month first", "*Wed 4 Mar*  night"),
    ],
)
async def test_the_page_says_in_which_order_dates_were_taken(town, zone, text, order, day):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    pat = town.person("Pat Nurse", tz=zone)
    await town.join(pat, preset="mixed_12")
    await tell(town, pat, lines=text.replace("N", "night"))
    assert order in str(pat.modal.blocks)
    assert day in str(pat.modal.blocks)


async def test_dates_in_words_say_their_order_themselves(town, nia):
    await tell(town, nia, lines="4 March night")
    assert "dates in numbers" not in str(nia.modal.blocks)


async def test_a_day_is_corrected_and_stays_so_when_it_is_read_again(town, nia, link):
    link.text = calendar(NIGHT)
    await tell(town, nia, link=link.address)
    await town.do(nia.click(nia.modal, "roster.correct"))
    await nia.choose(nia.modal, "roster_corrections", "3 Mar XX")
    await town.do(nia.submit())
    assert nia.modal_errors["roster_corrections"].startswith("Line 1 has a code we don't know")
    await nia.choose(nia.modal, "roster_corrections", "3 Mar off\n5 Mar 07:00-15:00")
    await town.do(nia.submit())
    assert "*Tue 3 Mar*  off" in str(nia.modal.blocks)
    assert await shifts_of(town, nia) == [("05 07:00", ShiftKind.DAY)]
    await town.do(nia.click(nia.modal, "roster.correct"))
    kept = "Tue 3 Mar off\nThu 5 Mar day 07:00-15:00"
    assert kept in [block.get("element", {}).get("initial_value") for block in nia.modal.blocks]
    await nia.choose(nia.modal, "roster_corrections", kept)
    await town.do(nia.submit())
    assert await shifts_of(town, nia) == [("05 07:00", ShiftKind.DAY)]
    await town.do(nia.click(nia.modal, "roster.correct"))
    await nia.choose(nia.modal, "roster_corrections", "")
    await town.do(nia.submit())
    assert await shifts_of(town, nia) == [("03 19:00", ShiftKind.NIGHT)]


async def test_a_correction_counts_although_the_link_cannot_be_read(town, nia, link):
    link.text = calendar(NIGHT)
    await tell(town, nia, link=link.address)
    link.text = None
    await town.do(nia.click(nia.modal, "roster.correct"))
    await nia.choose(nia.modal, "roster_corrections", "3 Mar away")
    await town.do(nia.submit())
    assert await shifts_of(town, nia) == [("03 00:00", ShiftKind.AWAY)]


async def test_forgetting_takes_shifts_and_link_away(town, nia, link):
    link.text = calendar(NIGHT)
    await tell(town, nia, link=link.address)
    await town.do(nia.click(nia.modal, "roster.forget"))
    assert "Your roster is deleted" in str(nia.modal.blocks)
    assert await source_of(town, nia) is None
    assert await shifts_of(town, nia) == []


async def test_somebody_who_has_joined_nothing_is_told_to_join_first(town):
    zoe = town.person("Zoe")
    await town.do(zoe.command("/mentor", "roster"))
    assert "Join first" in str(zoe.modal.blocks)


async def test_settings_go_by_the_roster(town, nia, link):
    link.text = calendar(NIGHT)
    await tell(town, nia, link=link.address)
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "settings"))
    assert "on days off, 10:00-18:00" not in str(nia.modal.blocks)
    await town.do(nia.click(nia.modal, "roster.open"))
    await town.do(nia.submit())
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "settings"))
    assert "on days off, 10:00-18:00" in str(nia.modal.blocks)
