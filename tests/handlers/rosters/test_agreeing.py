"""A roster counts once its person says that it is right; before, it only adds to the silence."""

from datetime import timedelta

import pytest

from bot.domain.availability import ShiftKind
from bot.facts.welcome import availability_of
from tests.handlers.rosters.telling import explain, open_roster, shown, source_of, tell
from tests.rosters.calendars import calendar, event
from tests.rosters.serving import calendar_link

ASKED = "It counts when you tap"
DAY = timedelta(days=1)


@pytest.fixture
async def nia(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    await town.join(nia, preset="mixed_12")
    return nia


async def time_of(town, person):
    """When they work or are away, as messages see it, and whether their other days are days off."""
    who, now = person.person.id, town.deps.clock()
    async with town.deps.db.transaction() as repos:
        found = await availability_of(repos, town.workspace_id, [who], now=now, content=town.deps.content)
    shifts = [(f"{one.start:%d %H:%M}", one.kind) for one in found[who].shifts]
    return shifts, found[who].roster_known_until is not None


async def agree(town, person):
    await open_roster(town, person)
    await town.do(person.submit())
    await person.close(everything=True)


async def test_the_first_roster_is_silent_at_once_and_gives_no_day_off_before(town, nia):
    await tell(town, nia, lines="3 Mar night\n9 Mar away")
    assert ASKED in shown(nia)
    silent = [("03 19:00", ShiftKind.NIGHT), ("09 00:00", ShiftKind.AWAY)]
    assert await time_of(town, nia) == (silent, False)
    await agree(town, nia)
    assert await time_of(town, nia) == (silent, True)
    assert ASKED not in await open_roster(town, nia)


async def test_what_was_known_before_stays_silent_until_they_agree(town, nia):
    await tell(town, nia, lines="3 Mar night\n5 Mar night")
    await agree(town, nia)
    await tell(town, nia, lines="3 Mar off\n7 Mar day")
    both = [("03 19:00", ShiftKind.NIGHT), ("05 19:00", ShiftKind.NIGHT), ("07 07:00", ShiftKind.DAY)]
    assert "*Tue 3 Mar*  off" in shown(nia)
    assert await time_of(town, nia) == (both, False)
    await agree(town, nia)
    assert await time_of(town, nia) == ([("07 07:00", ShiftKind.DAY)], True)


async def test_several_that_nobody_agreed_to_leave_the_last_one_that_was(town, nia):
    await tell(town, nia, lines="3 Mar night")
    await agree(town, nia)
    for day in (10, 12):
        await tell(town, nia, lines=f"{day} Mar day")
        await nia.close(everything=True)
    both = [("03 19:00", ShiftKind.NIGHT), ("12 07:00", ShiftKind.DAY)]
    assert await time_of(town, nia) == (both, False)


async def test_neither_corrections_nor_codes_nor_another_reading_agree_for_them(town, nia):
    async with calendar_link() as link:
        link.text = calendar(event("20260303T190000", "20260304T073000", "Night"))
        await tell(town, nia, link=link.address)
        await town.do(nia.click(nia.modal, "roster.correct"))
        await nia.choose(nia.modal, "roster_corrections", "5 Mar day")
        await town.do(nia.submit())
        assert ASKED in shown(nia)
    await tell(town, nia, lines="3 Mar QQ")
    await explain(town, nia, QQ="off")
    assert ASKED in shown(nia)
    assert not (await source_of(town, nia)).agreed


async def test_what_is_forgotten_takes_what_was_before_with_it(town, nia):
    await tell(town, nia, lines="3 Mar night")
    await agree(town, nia)
    await tell(town, nia, lines="5 Mar night")
    await town.do(nia.click(nia.modal, "roster.forget"))
    assert await time_of(town, nia) == ([], False)


def reminders(person):
    return [one for one in person.messages(person.dm) if "look through your roster once" in one.text]


async def test_who_never_agreed_is_asked_once_a_week_later(town, nia):
    await tell(town, nia, lines="3 Mar night\n20 Mar day")
    await nia.close(everything=True)
    await town.let_pass(6 * DAY)
    assert not reminders(nia)
    await town.let_pass(4 * DAY)
    [asked] = reminders(nia)
    assert asked.text == "Lamplight: please look through your roster once, and say whether it is right."
    await town.let_pass(21 * DAY)
    assert len(reminders(nia)) == 1
    await town.do(nia.click(asked, "roster.open"))
    assert ASKED in shown(nia)


async def test_who_agreed_or_forgot_it_is_not_asked(town, nia):
    await tell(town, nia, lines="3 Mar night\n20 Mar day")
    await agree(town, nia)
    await town.let_pass(12 * DAY)
    await tell(town, nia, lines="20 Mar night\n22 Mar day")
    await town.do(nia.click(nia.modal, "roster.forget"))
    await nia.close(everything=True)
    await town.let_pass(12 * DAY)
    assert not reminders(nia)


async def test_of_several_rosters_the_last_is_asked_about_a_week_after_it(town, nia):
    await tell(town, nia, lines="3 Mar night\n20 Mar day")
    await nia.close(everything=True)
    await town.let_pass(5 * DAY)
    await tell(town, nia, lines="20 Mar night\n22 Mar day")
    await nia.close(everything=True)
    await town.let_pass(5 * DAY)
    assert not reminders(nia)
    await town.let_pass(6 * DAY)
    assert len(reminders(nia)) == 1
