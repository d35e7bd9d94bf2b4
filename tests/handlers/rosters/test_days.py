"""A day of one's roster: beside what the roster itself says, put right in one tap, and nothing of it kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.availability import ShiftKind
from bot.domain.rosters import Assumed
from bot.logs import TALKATIVE
from tests.handlers.rosters.telling import open_roster, shifts_of, shown, source_of, tell
from tests.rosters.calendars import all_day, calendar, event
from tests.rosters.serving import SECRET, calendar_link
from tests.situations.everywhere import rows_naming

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
        made.text = calendar(NIGHT, all_day("20260306", "Annual leave", uid="2"))
        yield made


async def look_at(town, person, day):
    await open_roster(town, person)
    await town.do(person.click(person.modal, "roster.day", value=day))
    return shown(person)


async def put_right(town, person, day, work):
    await look_at(town, person, day)
    await town.do(person.choose(person.modal, "roster.day_is", f"{day}:{work}"))
    return shown(person)


WORKS = {
    "day": ("on shift 07:00-19:30", [("03 07:00", ShiftKind.DAY)]),
    "evening": ("on shift 13:00-21:30", [("03 13:00", ShiftKind.EVENING)]),
    "night": ("night 19:00-07:30", [("03 19:00", ShiftKind.NIGHT)]),
    "on_call": ("on call 08:00-08:00", [("03 08:00", ShiftKind.ON_CALL)]),
    "away": ("away", [("03 00:00", ShiftKind.AWAY)]),
    "off": ("off", []),
}


@pytest.mark.parametrize("work", WORKS)
async def test_a_day_is_put_right_in_one_tap(town, nia, work):
    await tell(town, nia, lines="3 Mar 09:00-17:00\n4 Mar off")
    in_words, shifts = WORKS[work]
    assert f"*Tue 3 Mar*  {in_words}'" in await put_right(town, nia, "2026-03-03", work)
    assert await shifts_of(town, nia) == shifts


async def test_what_was_put_right_stays_when_it_is_read_again_and_can_be_put_right_again(town, nia, link):
    await tell(town, nia, link=link.address)
    await put_right(town, nia, "2026-03-03", "off")
    await town.do(nia.click(nia.modal, "roster.correct"))
    await town.do(nia.submit())
    assert "*Tue 3 Mar*  off" in shown(nia)
    assert "*Tue 3 Mar*  away" in await put_right(town, nia, "2026-03-03", "away")
    assert (await source_of(town, nia)).corrections == "2026-03-03 away"


async def test_the_line_of_a_calendar_is_read_for_this_page_and_kept_nowhere(town, nia, link, caplog):
    caplog.set_level("DEBUG")
    await tell(town, nia, link=link.address)
    given = link.given
    seen = await look_at(town, nia, "2026-03-03")
    assert "19:00-07:30 Night - Acute ward" in seen
    assert link.given == given + 1
    assert "Annual leave" not in seen
    assert "Annual leave" in await look_at(town, nia, "2026-03-06")
    assert "Your calendar says nothing for this day." in await look_at(town, nia, "2026-03-04")
    await put_right(town, nia, "2026-03-03", "day")
    assert "Acute" not in await open_roster(town, nia)
    assert await rows_naming(town.deps.db, "Acute", "Annual") == {}
    logged = [one.getMessage() for one in caplog.records if not one.name.startswith(TALKATIVE)]
    assert [one for one in logged if any(secret in one for secret in ("Acute", "Annual", SECRET))] == []


async def test_a_calendar_that_cannot_be_read_just_now_leaves_the_choice(town, nia, link):
    await tell(town, nia, link=link.address)
    link.text = None
    seen = await look_at(town, nia, "2026-03-03")
    assert "read your calendar right now, so" in seen
    await town.do(nia.choose(nia.modal, "roster.day_is", "2026-03-03:evening"))
    assert await shifts_of(town, nia) == [("03 13:00", ShiftKind.EVENING), ("06 00:00", ShiftKind.AWAY)]


async def test_a_typed_line_is_shown_as_it_was_kept(town, nia):
    await tell(town, nia, lines="3 Mar night 20:00-08:00\n4 Mar annual leave\n6 Mar QQ")
    assert "> night 20:00-08:00" in await look_at(town, nia, "2026-03-03")
    assert "> away" in await look_at(town, nia, "2026-03-04")
    assert "You typed nothing for this day." in await look_at(town, nia, "2026-03-05")
    assert "> QQ" in await look_at(town, nia, "2026-03-06")


async def test_of_a_pattern_its_piece_is_shown(town, nia):
    await tell(town, nia, pattern="2 days 08:00-20:00, 2 nights, 4 off from 3 March")
    assert "> day 08:00-20:00, from: 2 day 08:00-20:00, 2 night, 4 off" in await look_at(
        town, nia, "2026-03-04"
    )
    assert "> night, from" in await look_at(town, nia, "2026-03-05")
    assert "Your pattern begins later." in await look_at(town, nia, "2026-03-02")


async def test_a_pattern_is_looked_at_four_weeks_ahead(town, nia):
    await tell(town, nia, pattern="2 days, 2 nights, 4 off from 3 March")
    assert "*Sun 29 Mar*" in shown(nia)
    assert "*Mon 30 Mar*" not in shown(nia)
    assert sum("accessory" in block for block in nia.modal.blocks) == 14


async def test_what_was_assumed_stands_beside_its_day_until_the_person_says_it(town, nia):
    await tell(town, nia, lines="3 Mar night\n4 Mar off")
    source = await source_of(town, nia)
    async with town.deps.db.transaction() as repos:
        await repos.rosters.save(replace(source, assumed={date(2026, 3, 3): Assumed.USUAL_HOURS}))
    assert "*Tue 3 Mar*  night 19:00-07:30, _usual hours_" in await open_roster(town, nia)
    assert "_usual hours_" in await look_at(town, nia, "2026-03-03")
    assert "*Tue 3 Mar*  night 19:00-07:30'" in await put_right(town, nia, "2026-03-03", "night")


MADE_UP = ["2026-03-01", "2026-04-20", "2020-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", MADE_UP)
async def test_days_that_are_over_or_too_far_ahead_are_not_taken(town, nia, day):
    await tell(town, nia, lines="3 Mar night")
    await look_at(town, nia, "2026-03-03")
    [radios] = [one for one in nia.modal.blocks if one["type"] == "actions"]
    radios["elements"][0]["options"][0]["value"] = f"{day}:night"
    await town.do(nia.choose(nia.modal, "roster.day_is", f"{day}:night"))
    assert (await source_of(town, nia)).corrections == ""
    assert "This day is over, or too far ahead" in shown(nia)
