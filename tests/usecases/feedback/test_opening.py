"""Waves open by the calendar, once for each person, and say nothing of who is who."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import LeftBy, Person
from bot.domain.programs.programs import Intake
from bot.usecases.feedback.opening import open_waves
from tests.databases import opened
from tests.people import DAY, MONDAY, PROGRAM, WS, enrolment, move_in, pair_number
from tests.usecases.feedback.people import (
    BASELINE,
    END,
    ENDS,
    NIA,
    TUESDAY,
    answer_all,
    ask,
    asked,
    begin,
    met,
    pairs,
    question_of,
    sealed,
    waves,
    weeks,
)

HALF_WAY = date(2026, 5, 7)


async def test_nobody_is_asked_on_the_day_they_are_introduced(db, content):
    await pairs(db, 1)
    assert await ask(db, content, now=MONDAY) == 0
    assert await waves(db) == {}
    assert await ask(db, content) == 2
    assert await asked(db, WaveKind.BASELINE) == {"UNIA0": False, "UOMAR0": False}


async def test_each_has_a_row_of_the_same_size_before_they_answer_anything(db, content):
    await pairs(db, 10)
    await ask(db, content)
    found = await sealed(db)
    assert len(found) == len({key for _, key, _ in found}) == len({blob for *_, blob in found}) == 20
    assert len({len(blob) for *_, blob in found}) == 1


async def test_looking_again_changes_nothing(db, content):
    await pairs(db, 2)
    await ask(db, content)
    await answer_all(db, 3)
    before = sorted(await sealed(db))
    assert await ask(db, content, now=TUESDAY + DAY) == 0
    assert sorted(await sealed(db)) == before


async def test_two_that_look_at_once_ask_once(databases, kind, content):
    async with databases.address(kind) as url, opened(url) as one, opened(url) as other:
        await pairs(one, 30)
        told = await asyncio.gather(ask(one, content), ask(other, content))
        assert sum(told) == 60
        assert len(await sealed(one)) == 60


async def test_the_calendar_of_a_cohort(db, content):
    await pairs(db, 1)
    await ask(db, content)
    await move_in(db, met(0))
    assert set(await waves(db)) == {WaveKind.BASELINE}
    await ask(db, content, now=MONDAY + weeks(1))
    assert set(await waves(db)) == {WaveKind.BASELINE, WaveKind.PULSE}
    midpoint = next(day for day in _days(MONDAY) if not _before(day, HALF_WAY))
    await ask(db, content, now=midpoint - DAY)
    assert WaveKind.MID not in await waves(db)
    await ask(db, content, now=midpoint)
    found = await waves(db)
    assert found[WaveKind.PULSE].closes_on == HALF_WAY - DAY
    assert (found[WaveKind.MID].opens_on, found[WaveKind.MID].closes_on) == (HALF_WAY, HALF_WAY + weeks(4))
    end = next(day for day in _days(MONDAY) if not _before(day, ENDS - weeks(2)))
    await ask(db, content, now=end)
    assert (await waves(db))[WaveKind.END].closes_on == ENDS + weeks(4)


def _days(first):
    return (first + n * DAY for n in range(400))


def _before(moment, day):
    return moment.date() < day


async def test_who_comes_later_is_asked_as_long_as_the_wave_is_open(db, content):
    await pairs(db, 1)
    await ask(db, content)
    late = pair_number(9, introduced_on=MONDAY.date() + weeks(5))
    later = pair_number(8, introduced_on=MONDAY.date() + weeks(7))
    await move_in(
        db, enrolment("UNIA9"), enrolment("UNIA8"), late, later, Person(WS, "UOMAR9"), Person(WS, "UOMAR8")
    )
    await ask(db, content, now=TUESDAY + weeks(5))
    await ask(db, content, now=TUESDAY + weeks(7))
    assert "UNIA9" in await asked(db, WaveKind.BASELINE)
    assert "UNIA8" not in await asked(db, WaveKind.BASELINE)


async def test_a_program_that_began_long_ago_is_not_asked_how_it_felt_before(db, content):
    await pairs(db, 2)
    await ask(db, content, now=TUESDAY + weeks(7))
    assert await waves(db) == {}


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.ACTIVE])
async def test_who_leaves_early_is_asked_three_things_at_once(db, content, state):
    await pairs(db, 2)
    ended = replace(pair_number(0), state=MentorshipState.ENDED, ended_on=MONDAY.date() + weeks(6))
    await move_in(db, enrolment(NIA, state=state), ended)
    await ask(db, content, now=TUESDAY + weeks(6))
    assert await asked(db, WaveKind.END) == {"UNIA0": True, "UOMAR0": True}
    step = await begin(db, END, now=TUESDAY + weeks(6))
    assert question_of(step).of == 3
    assert (await waves(db))[WaveKind.END].closes_on == ENDS + weeks(4)


async def test_who_waits_for_another_match_has_not_left(db, content):
    await pairs(db, 1)
    ended = replace(
        pair_number(0), state=MentorshipState.ENDED, ended_on=MONDAY.date() + weeks(6), rematched=True
    )
    await move_in(db, ended)
    await ask(db, content, now=TUESDAY + weeks(6))
    assert WaveKind.END not in await waves(db)


async def test_who_comes_back_is_asked_everything_in_the_end(db, content):
    await pairs(db, 1)
    await move_in(db, replace(pair_number(0), state=MentorshipState.ENDED, ended_on=MONDAY.date() + weeks(6)))
    await ask(db, content, now=TUESDAY + weeks(6))
    again = replace(
        pair_number(0),
        id="M2",
        members=(Member(NIA, Role.MENTEE), Member("UZOE", Role.MENTOR)),
        introduced_on=MONDAY.date() + weeks(8),
    )
    await move_in(db, Person(WS, "UZOE"), again)
    near_the_end = MONDAY + (ENDS - MONDAY.date()) - DAY
    await ask(db, content, now=near_the_end)
    assert await asked(db, WaveKind.END) == {"UNIA0": False, "UOMAR0": True, "UZOE": False}
    assert question_of(await begin(db, END, now=near_the_end)).of > 3


async def test_who_has_left_the_organisation_is_not_asked(db, content):
    await pairs(db, 1)
    await move_in(db, Person(WS, NIA).gone(LeftBy.SLACK, at=MONDAY))
    await ask(db, content)
    assert await asked(db, WaveKind.BASELINE) == {"UOMAR0": False}


async def test_a_wave_keeps_the_questions_it_began_with(db, content):
    await pairs(db, 1)
    await ask(db, content)
    changed = content.surveys.model_copy(update={"items": content.surveys.items[1:2]})
    await open_waves(db, workspace_id=WS, content=replace(content, surveys=changed), now=TUESDAY + DAY)
    assert question_of(await begin(db)).item.key == "b2"


async def test_its_last_day_moves_with_the_programs(db, content):
    await pairs(db, 1)
    near_the_end = MONDAY + (ENDS - MONDAY.date()) - DAY
    await ask(db, content, now=near_the_end)
    await move_in(db, replace(PROGRAM, ends_on=ENDS + weeks(4)))
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, ends_on=ENDS + weeks(4)))
    await ask(db, content, now=near_the_end + DAY)
    assert (await waves(db))[WaveKind.END].closes_on == ENDS + weeks(8)


async def test_a_rolling_program_asks_by_the_quarter(db, content):
    await pairs(db, 1)
    rolling = replace(PROGRAM, intake=Intake.ROLLING, ends_on=None)
    late = pair_number(5, introduced_on=date(2026, 4, 1))
    await move_in(db, late, enrolment("UNIA5"), Person(WS, "UOMAR5"))
    async with db.transaction() as repos:
        await repos.programs.save(rolling)
    await ask(db, content, now=MONDAY + weeks(5))
    async with db.reading() as repos:
        found = await repos.waves.list_for_programs(WS, ["P1"])
        by_intake = {one.intake: [p.user_id for p in await repos.waves.list_places(one)] for one in found}
    assert by_intake == {"2026Q1": ["UNIA0", "UOMAR0"], "2026Q2": ["UNIA5", "UOMAR5"]}
    step = await begin(db, replace(BASELINE, intake="2026Q1"), now=MONDAY + weeks(5))
    assert step.question
