"""Answers are taken one question at a time; whatever is tapped, nothing is lost and nothing is shown."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.joining.enrolments import EnrolmentState
from bot.errors import NotNow
from bot.usecases.feedback.answering import CLOSED, NOT_ASKED, WaveRef, answer, go_back
from tests.people import WS, enrolment, move_in
from tests.usecases.feedback.people import (
    BASELINE,
    END,
    MID,
    NIA,
    PULSE,
    TUESDAY,
    answer_all,
    ask,
    asked,
    back,
    begin,
    met,
    pairs,
    pass_over,
    question_of,
    say,
    weeks,
)


@pytest.fixture
async def open_wave(db, content):
    await pairs(db, 2)
    await ask(db, content)
    return db


def at(step):
    return (step.question.item.key, step.question.number, step.question.given) if step.question else None


async def place_of(db, user_id=NIA):
    async with db.reading() as repos:
        [(_, place)] = await repos.waves.list_open_for_person(WS, user_id, today=TUESDAY.date())
    return place


async def test_a_mentee_is_through_the_baseline_in_seven_taps(open_wave):
    assert await answer_all(open_wave, 3) == 7
    assert (await begin(open_wave)).question is None
    place = await place_of(open_wave)
    assert (place.is_opened, place.is_finished) == (True, True)


async def test_a_mentor_is_asked_other_things(open_wave):
    step = await begin(open_wave, by="UOMAR0")
    assert at(step) == ("b5", 1, None)
    assert question_of(step).of == 2
    assert step.program_name == "Nurse leadership"


async def test_it_goes_on_where_they_stopped(open_wave):
    assert at(await begin(open_wave)) == ("b2", 1, None)
    assert at(await say(open_wave, "b2", 4)) == ("b3", 2, None)
    assert at(await begin(open_wave)) == ("b3", 2, None)
    place = await place_of(open_wave)
    assert (place.is_opened, place.is_finished) == (True, False)


async def test_what_was_passed_over_is_not_asked_again_and_takes_an_answer_back(open_wave):
    await say(open_wave, "b2", 4)
    assert at(await pass_over(open_wave, "b2")) == ("b3", 2, None)
    assert at(await back(open_wave, "b3")) == ("b2", 1, None)
    assert at(await begin(open_wave)) == ("b3", 2, None)


async def test_one_step_back_shows_what_was_said(open_wave):
    await say(open_wave, "b2", 4)
    assert at(await back(open_wave, "b3")) == ("b2", 1, 4)
    assert at(await back(open_wave, "b2")) == ("b2", 1, 4)
    await answer_all(open_wave, 1)
    assert at(await back(open_wave, ""))[1:] == (6, 1)


async def test_a_second_tap_changes_nothing_and_another_answer_counts(open_wave):
    first = await say(open_wave, "b2", 4)
    assert await say(open_wave, "b2", 4) == first
    await say(open_wave, "b2", 0)
    assert at(await back(open_wave, "b3")) == ("b2", 1, 0)


@pytest.mark.parametrize("is_known", [False, True])
async def test_two_devices_at_once_lose_nothing(open_wave, is_known):
    """Also where the key of the row is known, and all is read at once."""
    if is_known:
        await begin(open_wave)
    keys = ["b2", "b3", "b4:lead_shift", "b4:hard_conversation", "b4:decide_pressure", "b4:team_conflict"]
    await asyncio.gather(*(say(open_wave, key, number % 5) for number, key in enumerate(keys)))
    given = [at(await back(open_wave, key))[2] for key in [*keys[1:], ""]]
    assert given == [0, 1, 2, 3, 4, 0]
    assert (await begin(open_wave)).question is None


async def test_out_of_order_the_open_ones_come_in_the_end(open_wave):
    assert at(await say(open_wave, "b4:team_conflict", 2)) == ("b2", 1, None)
    assert not (await place_of(open_wave)).is_finished


@pytest.mark.parametrize(("key", "said"), [("b2", 5), ("b2", -1), ("b5", 1), ("e1:lead_shift", 1), ("", 1)])
async def test_what_is_no_answer_is_refused_with_a_sentence_that_repeats_nothing(open_wave, key, said):
    with pytest.raises(NotNow) as refused:
        await say(open_wave, key, said)
    assert str(said) not in str(refused.value)
    assert at(await begin(open_wave)) == ("b2", 1, None)


@pytest.mark.parametrize(
    "ref", [MID, END, replace(BASELINE, intake="2026Q1"), replace(BASELINE, program_id="P9")]
)
async def test_another_wave_is_not_theirs(open_wave, ref):
    with pytest.raises(NotNow, match="aren't for you"):
        await say(open_wave, "b2", 3, ref=ref)


async def test_nobody_else_answers_for_them(open_wave):
    for workspace, user in ((WS, "UEVE"), ("T2", NIA)):
        with pytest.raises(NotNow, match="aren't for you"):
            await answer(open_wave, act=Act(workspace, user, TUESDAY), ref=BASELINE, key="b2", said=3)


async def test_after_its_last_day_a_wave_takes_no_answer(open_wave):
    await say(open_wave, "b2", 3, now=TUESDAY + weeks(6))
    with pytest.raises(NotNow) as refused:
        await say(open_wave, "b3", 3, now=TUESDAY + weeks(6) + weeks(1))
    assert str(refused.value) == CLOSED


async def test_whoever_left_is_told_so(open_wave):
    async with open_wave.transaction() as repos:
        await repos.enrolments.save(enrolment(NIA, state=EnrolmentState.LEFT))
    with pytest.raises(NotNow) as refused:
        await say(open_wave, "b2", 3)
    assert str(refused.value) == NOT_ASKED


async def test_a_wish_for_a_change_is_no_answer_and_is_not_kept(db, content):
    await pairs(db, 1)
    await move_in(db, met(0))
    later = TUESDAY + weeks(1)
    await ask(db, content, now=later)
    assert await asked(db, WaveKind.PULSE) == {"UNIA0": False, "UOMAR0": False}
    step = await say(db, "p1", 2, ref=PULSE, now=later)
    assert at(step) == ("p2", 2, None)
    before = await go_back(db, act=Act(WS, NIA, later), ref=PULSE, key="p2")
    assert at(before) == ("p1", 1, None)


def test_a_reference_says_which_wave():
    assert WaveRef("P1", COHORT, WaveKind.BASELINE) == BASELINE
