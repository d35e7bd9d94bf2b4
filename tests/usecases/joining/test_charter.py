"""A new charter: asked once, at a welcome moment, agreed to for all programs; until then nobody new."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow
from bot.usecases.home.reader import read_reader
from bot.usecases.joining.charter import agree_again, ask_again, charter_due
from bot.usecases.joining.leaving import leave_program
from tests.people import CHARTER, EVE, MONDAY, NIA, OMAR, PROGRAM, WEEK, WS, enrolment, move_in, send_due

OLD: dict[str, Any] = {"charter_version": "2020-01"}


@pytest.fixture
async def hospital(db):
    second = replace(PROGRAM, id="P2")
    await move_in(
        db,
        second,
        enrolment(NIA, **OLD),
        replace(enrolment(NIA, **OLD), program_id="P2"),
        enrolment(OMAR, Role.MENTOR),
        enrolment(EVE, **OLD, state=EnrolmentState.LEFT),
    )
    return db


async def ask(db, content):
    return await ask_again(db, content=content, now=MONDAY)


async def agree(db, content, *, seen=CHARTER, now=MONDAY):
    await agree_again(db, act=Act(WS, NIA, now), seen=seen, content=content)


async def test_only_who_agreed_to_another_version_is_asked_and_once(hospital, content):
    assert await ask(hospital, content) == 1
    assert await ask(hospital, content) == 0
    assert await send_due(hospital, MONDAY) == [("charter_changed", NIA)]
    assert await ask(hospital, content) == 0


async def test_a_program_that_is_over_asks_nothing(hospital, content):
    closed = replace(PROGRAM, state=ProgramState.CLOSED)
    await move_in(hospital, closed, replace(closed, id="P2"))
    assert await ask(hospital, content) == 0


async def test_one_agreement_holds_for_all_programs_and_keeps_its_date(hospital, content):
    await agree(hospital, content)
    await agree(hospital, content, now=MONDAY + WEEK)
    async with hospital.transaction() as repos:
        mine = await repos.enrolments.list_for_person(WS, NIA)
        assert (
            await charter_due(repos, await read_reader(repos, act=Act(WS, NIA, MONDAY), content=content))
            is None
        )
    assert {(one.charter_version, one.charter_accepted_at) for one in mine} == {(CHARTER, MONDAY)}


async def test_agreeing_to_what_is_no_longer_the_charter_counts_nothing(hospital, content):
    with pytest.raises(NotNow, match="changed again"):
        await agree(hospital, content, seen="2020-01")
    async with hospital.transaction() as repos:
        assert (
            await charter_due(repos, await read_reader(repos, act=Act(WS, NIA, MONDAY), content=content))
            is not None
        )


async def test_a_question_that_went_with_one_program_is_asked_in_the_other(hospital, content):
    await ask(hospital, content)
    await leave_program(hospital, act=Act(WS, NIA, MONDAY), program_id="P1")
    assert await send_due(hospital, MONDAY) == []
    assert await ask(hospital, content) == 1
    assert await ask(hospital, content) == 0
    assert await send_due(hospital, MONDAY) == [("charter_changed", NIA)]


async def test_agreeing_does_not_bring_back_who_has_just_left(hospital, content):
    async with hospital.transaction() as repos:
        await repos.people.find(WS, NIA, lock=True)
        await repos.enrolments.save(enrolment(NIA, **OLD, state=EnrolmentState.LEFT))
        agreeing = asyncio.create_task(agree(hospital, content))
        await asyncio.wait({agreeing}, timeout=0.25)
    await agreeing
    async with hospital.transaction() as repos:
        assert (await repos.enrolments.find(WS, "P1", NIA)).state is EnrolmentState.LEFT
