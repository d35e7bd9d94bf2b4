"""Answering a cycle: once, by its own people, and nothing kept but the week."""

import asyncio
from dataclasses import asdict, replace

import pytest

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.meetings.check_in import answer_cycle, undo_answer
from bot.usecases.mentorships.cycles import keep_rhythm
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WEEK,
    WS,
    asked_by,
    cycles_now,
    move_in,
)


@pytest.fixture
async def pair(db):
    await move_in(db, PAIR, CYCLE)
    return db


async def tap(db, *, by=NIA, outcome=Outcome.MET, cycle=1, now=MONDAY, workspace=WS, mentorship="M1"):
    act = Act(workspace, by, now)
    return await answer_cycle(db, act=act, mentorship_id=mentorship, cycle=cycle, outcome=outcome)


async def undo(db, *, by=NIA, cycle=1, workspace=WS):
    return await undo_answer(db, act=Act(workspace, by, MONDAY), mentorship_id="M1", cycle=cycle)


async def test_a_meeting_keeps_its_week_and_nothing_of_who_when_or_what(pair):
    answered = await tap(pair, now=MONDAY + 4 * DAY)
    assert (answered.is_first, answered.every_weeks) == (True, 4)
    [kept] = await cycles_now(pair)
    assert asdict(kept) == {
        "mentorship_id": "M1",
        "number": 1,
        "starts_on": TODAY,
        "outcome": Outcome.MET,
        "iso_week": "2026-W10",
        "weeks": None,
    }


@pytest.mark.parametrize("outcome", [Outcome.MOVED, Outcome.NOT_THIS_MONTH])
async def test_an_answer_other_than_a_meeting_keeps_no_week(pair, outcome):
    await tap(pair, outcome=outcome)
    assert await cycles_now(pair) == [replace(CYCLE, outcome=outcome)]


async def test_the_first_answer_stands(pair):
    await tap(pair)
    second = await tap(pair, by=OMAR, outcome=Outcome.NOT_THIS_MONTH)
    assert not second.is_first
    assert (await cycles_now(pair))[0].outcome is Outcome.MET


async def test_two_taps_at_once_record_one_meeting(pair, content):
    answers = await asyncio.gather(*(tap(pair, by=who) for who in [NIA, OMAR] * 3))
    assert sum(answer.is_first for answer in answers) == 1
    await keep_rhythm(pair, content=content, now=MONDAY)
    assert [cycle.outcome for cycle in await cycles_now(pair)] == [Outcome.MET, None]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"by": EVE}, NotYours),
        ({"workspace": ELSEWHERE}, NotFound),
        ({"mentorship": "M2"}, NotFound),
        ({"cycle": 99}, NotFound),
    ],
)
async def test_a_forged_tap_changes_nothing(pair, wrong, error):
    with pytest.raises(error):
        await tap(pair, **wrong)
    assert await cycles_now(pair) == [CYCLE]


async def test_somebody_who_is_in_it_no_more_may_neither_answer_nor_undo(pair):
    await tap(pair)
    await move_in(pair, replace(PAIR, members=PAIR.members[1:]))
    with pytest.raises(NotYours):
        await tap(pair)
    with pytest.raises(NotYours):
        await undo(pair)
    assert (await cycles_now(pair))[0].outcome is Outcome.MET


@pytest.mark.parametrize("state", [MentorshipState.PAUSED, MentorshipState.ENDED])
async def test_an_old_question_of_a_pair_that_stopped_is_not_called_answered(pair, state):
    await move_in(pair, replace(PAIR, state=state))
    with pytest.raises(NotNow, match="question is closed"):
        await tap(pair)
    assert await cycles_now(pair) == [CYCLE]


async def test_a_question_that_was_let_go_is_not_called_answered(pair, content):
    await keep_rhythm(pair, content=content, now=MONDAY + 4 * WEEK + 12 * DAY)
    with pytest.raises(NotNow, match="question is closed"):
        await tap(pair)


async def test_undo_opens_the_cycle_again_and_forgets_the_week(pair):
    await tap(pair)
    await undo(pair, by=OMAR)
    assert await cycles_now(pair) == [CYCLE]
    assert (await tap(pair, outcome=Outcome.MOVED)).is_first


async def test_undo_takes_back_the_cycle_that_was_opened_since(pair, content):
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    assert len(await cycles_now(pair)) == 2
    await undo(pair)
    assert await cycles_now(pair) == [CYCLE]


async def test_after_an_undo_the_next_answer_still_leads_to_a_question(pair, content):
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    await undo(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    assert await cycles_now(pair) == [
        replace(CYCLE, outcome=Outcome.MET, iso_week="2026-W10"),
        Cycle("M1", 2, starts_on=TODAY),
    ]
    assert await asked_by(pair, MONDAY + 4 * WEEK) == [("check_in", NIA)]


async def test_it_is_too_late_to_undo_once_the_next_one_is_answered(pair, content):
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    await tap(pair, cycle=2, outcome=Outcome.MOVED)
    with pytest.raises(NotNow, match="too late"):
        await undo(pair)
    assert [cycle.outcome for cycle in await cycles_now(pair)] == [Outcome.MET, Outcome.MOVED]


async def test_what_was_never_answered_cannot_be_undone(pair):
    with pytest.raises(NotNow):
        await undo(pair)


@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)])
async def test_a_stranger_cannot_undo(pair, who, error):
    await tap(pair)
    with pytest.raises(error):
        await undo(pair, **who)
    assert (await cycles_now(pair))[0].outcome is Outcome.MET


async def test_after_an_undo_only_the_new_answer_decides_when_to_ask(pair, content):
    await tap(pair, outcome=Outcome.MOVED)
    await keep_rhythm(pair, content=content, now=MONDAY)
    await undo(pair)
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    assert await asked_by(pair, MONDAY + 3 * WEEK) == []
    assert await asked_by(pair, MONDAY + 4 * WEEK) == [("check_in", NIA)]


async def test_it_is_too_late_to_undo_once_the_next_question_has_gone_out(pair, content):
    await tap(pair)
    await keep_rhythm(pair, content=content, now=MONDAY)
    await asked_by(pair, MONDAY + 4 * WEEK)
    with pytest.raises(NotNow, match="too late"):
        await undo(pair)
