"""What codes mean: the usual ones for one tap, for whom a meaning counts, a day off asked about once more."""

from datetime import timedelta

import pytest

from bot.domain.availability import ShiftKind
from tests.handlers.rosters.telling import explain, inputs, open_roster, shifts_of, shown, source_of, tell
from tests.rosters.calendars import all_day, calendar
from tests.rosters.serving import calendar_link

LINES = "4 Mar LD\n5 Mar N\n6 Mar QQ"


@pytest.fixture
async def manager(town):
    mona = town.person("Mona Manager", is_admin=True)
    await town.new_program(mona)
    return mona


@pytest.fixture
async def nia(town, manager):
    nia = town.person("Nia Nurse")
    await town.join(nia, preset="mixed_12", department="critical_care")
    return nia


@pytest.fixture
async def omar(town, manager):
    """Of another ward than Nia's."""
    omar = town.person("Omar Mentor")
    await town.join(omar, department="emergency")
    return omar


@pytest.fixture
async def ida(town, manager):
    """Of Nia's own ward."""
    ida = town.person("Ida")
    await town.join(ida, department="critical_care")
    return ida


async def say(town, person, day, code, means):
    """A roster with one code, and what this person says of it by itself."""
    await tell(town, person, lines=f"{day} {code}")
    if person.modal.callback_id == "roster.usual_codes":
        await town.do(person.click(person.modal, "roster.each_code"))
    await explain(town, person, **{code: means})
    await person.close(everything=True)


def notes(person):
    return [one for one in person.messages(person.dm) if "read your roster differently" in one.text]


async def tell_what_is_due(town, person):
    """Messages wait for a welcome moment."""
    await town.let_pass(timedelta(days=3))
    return notes(person)


async def test_the_usual_codes_of_their_country_are_taken_with_one_tap(town, nia):
    await tell(town, nia, lines=LINES)
    assert "*United Kingdom*" in shown(nia)
    assert "*LD*  long day 07:00-19:30" in shown(nia)
    assert "*N*  night 19:00-07:30" in shown(nia)
    assert "After this we'll ask you about QQ." in shown(nia)
    assert inputs(nia) == []
    await town.do(nia.submit())
    assert inputs(nia) == ["code:QQ", "code_from:QQ", "code_until:QQ"]
    await explain(town, nia, QQ="evening 14:00-22:00")
    assert "*Wed 4 Mar*  on shift 07:00-19:30" in shown(nia)
    assert "*Thu 5 Mar*  night 19:00-07:30" in shown(nia)
    assert "*Fri 6 Mar*  on shift 14:00-22:00" in shown(nia)


async def test_nothing_counts_before_the_tap(town, nia):
    await tell(town, nia, lines=LINES)
    assert {kind for _, kind in await shifts_of(town, nia)} == {ShiftKind.AWAY}


async def test_another_countrys_codes_can_be_chosen(town, nia):
    await tell(town, nia, lines="4 Mar N\n5 Mar ADO")
    assert "ADO" in shown(nia)
    await town.do(nia.choose(nia.modal, "roster.country", "au"))
    assert "*Australia*" in shown(nia)
    assert "*ADO*  accrued day off" in shown(nia)
    await town.do(nia.submit())
    assert "*Thu 5 Mar*  off" in shown(nia)


async def test_somebody_in_another_country_is_asked_about_each_and_may_choose_a_list(town, manager):
    jan = town.person("Jan", tz="Europe/Berlin")
    await town.join(jan)
    await tell(town, jan, lines="4 Mar NOC")
    assert inputs(jan) == ["code:NOC", "code_from:NOC", "code_until:NOC"]
    await town.do(jan.choose(jan.modal, "roster.country", "us"))
    await town.do(jan.submit())
    assert "*Wed 4 Mar*  night 19:00-07:30" in shown(jan)


async def test_what_is_half_said_is_asked_for_beside_its_field_and_nothing_is_lost(town, nia):
    await tell(town, nia, lines="4 Mar QQ\n5 Mar ZZ")
    await nia.choose(nia.modal, "code_from:QQ", "07:30")
    await town.do(nia.submit())
    assert nia.modal_errors == {"code_until:QQ": "Choose both times, or leave both empty."}
    await nia.choose(nia.modal, "code_until:QQ", "20:00")
    await town.do(nia.submit())
    assert nia.modal_errors == {"code:QQ": "Choose what the code means, too."}
    await explain(town, nia, QQ="day", ZZ="night")
    assert "*Wed 4 Mar*  on shift 07:30-20:00" in shown(nia)


async def test_a_meaning_counts_at_once_for_whoever_gave_it_and_for_nobody_else(town, nia, omar):
    await say(town, nia, "4 Mar", "QQ", "night")
    assert await shifts_of(town, nia) == [("04 19:00", ShiftKind.NIGHT)]
    await tell(town, omar, lines="4 Mar QQ")
    assert "code:QQ" in inputs(omar)
    assert await shifts_of(town, omar) == [("04 00:00", ShiftKind.AWAY)]


async def test_two_people_of_one_ward_are_not_enough(town, nia, ida, omar):
    for person in (nia, ida):
        await say(town, person, "4 Mar", "QQ", "night")
    await tell(town, omar, lines="4 Mar QQ")
    assert "code:QQ" in inputs(omar)


async def test_two_wards_that_agree_are(town, nia, omar, ida):
    """The usual hours said outright are the usual hours."""
    await tell(town, ida, lines="20 Mar QQ")
    await ida.close(everything=True)
    await say(town, nia, "4 Mar", "QQ", "night")
    assert not (await source_of(town, ida)).changes
    await say(town, omar, "4 Mar", "QQ", "night 19:00-07:30")
    assert (await source_of(town, ida)).next_refresh_at == town.deps.clock()
    told = await tell_what_is_due(town, ida)
    assert [one.text for one in told] == [
        "Lamplight: we read your roster differently now. Please look through it once."
    ]
    assert "*QQ*  night 19:00-07:30 (before: nothing known)" in str(told[0].blocks)
    assert await shifts_of(town, ida) == [("20 19:00", ShiftKind.NIGHT)]
    assert notes(nia) == notes(omar) == []
    assert "corrected what these codes mean" in await open_roster(town, ida)
    await town.do(ida.submit())
    assert "corrected what these codes mean" not in await open_roster(town, ida)


async def test_two_wards_that_say_different_things_are_not(town, nia, omar, ida):
    await say(town, nia, "4 Mar", "QQ", "night")
    await say(town, omar, "4 Mar", "QQ", "day")
    await tell(town, ida, lines="4 Mar QQ")
    assert "code:QQ" in inputs(ida)


async def test_whoever_gave_a_meaning_can_change_it_and_what_was_agreed_falls(town, nia, omar, ida):
    for person in (nia, omar):
        await say(town, person, "20 Mar", "QQ", "night")
    await tell(town, ida, lines="20 Mar QQ")
    await ida.close(everything=True)
    assert await shifts_of(town, ida) == [("20 19:00", ShiftKind.NIGHT)]
    await open_roster(town, nia)
    await town.do(nia.click(nia.modal, "roster.codes_of_mine"))
    await explain(town, nia, QQ="day 08:00-16:00")
    assert await shifts_of(town, nia) == [("20 08:00", ShiftKind.DAY)]
    told = await tell_what_is_due(town, ida)
    assert "*QQ*  not known any more (before: night 19:00-07:30)" in str(told[0].blocks)
    assert await shifts_of(town, ida) == [("20 00:00", ShiftKind.AWAY)]


async def test_a_change_that_is_undone_before_it_is_told_is_not_told(town, nia, omar, ida):
    for person in (nia, omar):
        await say(town, person, "20 Mar", "QQ", "night")
    await tell(town, ida, lines="20 Mar QQ")
    await ida.close(everything=True)
    for means in ("day", "night"):
        await open_roster(town, nia)
        await town.do(nia.click(nia.modal, "roster.codes_of_mine"))
        await explain(town, nia, QQ=means)
        await nia.close(everything=True)
    assert await tell_what_is_due(town, ida) == []


async def test_a_day_off_that_is_work_in_a_usual_list_is_asked_about_once_more(town, nia):
    await tell(town, nia, lines="4 Mar N\n6 Mar QQ")
    await town.do(nia.click(nia.modal, "roster.each_code"))
    await explain(town, nia, N="off", QQ="off")
    assert "is a day off. Others say it's work" in shown(nia)
    assert inputs(nia) == ["code:N", "code_from:N", "code_until:N"]
    assert [kind for _, kind in await shifts_of(town, nia)] == [ShiftKind.AWAY, ShiftKind.AWAY]
    async with town.deps.db.transaction() as repos:
        assert set(await repos.roster_codes.said_by(town.workspace_id, nia.person.id)) == {"QQ"}
    await town.do(nia.submit())
    assert "*Wed 4 Mar*  off" in shown(nia)
    assert "*Fri 6 Mar*  off" in shown(nia)


async def test_a_slip_is_put_right_where_it_is_asked_about(town, nia):
    await tell(town, nia, lines="4 Mar N")
    await town.do(nia.click(nia.modal, "roster.each_code"))
    await explain(town, nia, N="off")
    await explain(town, nia, N="night")
    assert "*Wed 4 Mar*  night 19:00-07:30" in shown(nia)


async def test_a_day_off_that_is_work_for_somebody_here_is_asked_about_too(town, nia, omar):
    await say(town, nia, "4 Mar", "QQ", "night")
    await tell(town, omar, lines="4 Mar QQ")
    await explain(town, omar, QQ="off")
    assert "Others say it's work" in shown(omar)


async def test_codes_of_a_calendar_are_changed_as_well(town, nia):
    async with calendar_link() as link:
        link.text = calendar(all_day("20260304", "LD"))
        await tell(town, nia, link=link.address)
        await town.do(nia.submit())
        assert (await source_of(town, nia)).codes == ("LD",)
        await town.do(nia.click(nia.modal, "roster.codes_of_mine"))
        await explain(town, nia, LD="day 09:00-21:00")
        assert "*Wed 4 Mar*  on shift 09:00-21:00" in shown(nia)
