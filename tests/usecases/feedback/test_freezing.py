"""A closed wave is counted once, by somebody who forgets it at once; what stays are cells."""

import asyncio
import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.confined.pool import Pool
from bot.domain.acts import Act
from bot.domain.feedback.waves import WaveKind
from bot.domain.goals.goals import Goal, Goals
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.programs import Intake
from bot.errors import NotNow
from bot.jobs.feedback import CHILD
from bot.usecases.feedback.answering import CLOSED, Step, WaveRef, answer
from tests.databases import opened
from tests.figures import NoNoise
from tests.people import DAY, MONDAY, PROGRAM, WS, move_in, pair_number
from tests.usecases.feedback.people import (
    BASELINE,
    END,
    ENDS,
    MID,
    NIA,
    TUESDAY,
    InThisProcess,
    answer_all,
    ask,
    asked,
    cells,
    freeze,
    pairs,
    pass_over,
    say,
    sealed,
    waves,
    weeks,
)

CLOSES = date(2026, 4, 14)
AFTER = TUESDAY + weeks(6) + DAY
NEAR_THE_END = MONDAY + (ENDS - MONDAY.date()) - DAY
AFTER_THE_END = NEAR_THE_END + weeks(4) + 2 * DAY
CONFIDENCE = ("lead_shift", "hard_conversation", "decide_pressure", "team_conflict")


@pytest.fixture
async def asked_six(db, content):
    await pairs(db, 6)
    await ask(db, content)
    return db


async def outbox(db):
    async with db._engine.connect() as connection:
        return (await connection.execute(text("SELECT count(*) FROM outbox"))).scalar_one()


async def test_it_is_not_frozen_before_an_hour_after_its_last_day(asked_six):
    midnight = AFTER.replace(hour=0, minute=0)
    assert (await waves(asked_six))[WaveKind.BASELINE].closes_on == CLOSES
    assert midnight.date() == CLOSES + DAY
    assert await freeze(asked_six, now=midnight + timedelta(minutes=59)) == []
    assert await freeze(asked_six, now=midnight + timedelta(minutes=60)) == [WaveKind.BASELINE]


async def test_it_counts_who_answered_by_role_and_who_said_yes_by_item(asked_six):
    await answer_all(asked_six, 4)
    await answer_all(asked_six, 3, by="UNIA1")
    await answer_all(asked_six, 2, by="UNIA2")
    await say(asked_six, "b2", 4, by="UNIA3")
    await pass_over(asked_six, "b2", by="UNIA4")
    await answer_all(asked_six, 4, by="UOMAR0")
    await freeze(asked_six, now=AFTER)
    assert await cells(asked_six) == {
        ("answered", "baseline:mentee"): (4, 6),
        ("answered", "baseline:mentor"): (1, 6),
        ("agrees", "b2"): (3, 6),
        ("agrees", "b3"): (2, 6),
        ("agrees", "b5"): (1, 6),
        ("agrees", "b6"): (1, 6),
    }


async def test_its_week_is_that_of_its_last_day_whenever_it_is_frozen(asked_six):
    await freeze(asked_six, now=AFTER + weeks(3))
    async with asked_six.reading() as repos:
        kept = (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1)))["P1"]
    assert {one.week for one in kept} == {CLOSES - DAY}


async def test_who_was_asked_is_forgotten_with_the_messages_of_the_wave(asked_six):
    await answer_all(asked_six, 4)
    assert await outbox(asked_six) == 36
    await freeze(asked_six, now=AFTER)
    assert await outbox(asked_six) == 0
    assert await asked(asked_six, WaveKind.BASELINE) == {}
    assert len(await sealed(asked_six)) == 12
    with pytest.raises(NotNow) as refused:
        await say(asked_six, "b2", 1, now=AFTER)
    assert str(refused.value) == CLOSED


async def test_a_wave_is_frozen_once(asked_six):
    await answer_all(asked_six, 4)
    assert await freeze(asked_six, now=AFTER) == [WaveKind.BASELINE]
    before = await cells(asked_six)
    assert await freeze(asked_six, now=AFTER + DAY) == []
    assert await cells(asked_six) == before


async def test_two_that_freeze_at_once_keep_one_value(databases, kind, content):
    """Two replicas beside each other, each with noise of its own."""
    async with databases.address(kind) as url, opened(url) as one, opened(url) as other:
        await pairs(one, 12)
        await ask(one, content)
        one_noise, other_noise = _Runs(2), _Runs(3)
        told = await asyncio.gather(
            freeze(one, now=AFTER, chance=one_noise), freeze(other, now=AFTER, chance=other_noise)
        )
        assert sorted(map(len, told)) == [0, 1]
        assert {value for value, _ in (await cells(one)).values()} in ({2}, {3})
        assert await cells(other) == await cells(one)


class _Runs:
    """A chance by which the noise is always so much."""

    def __init__(self, much):
        self._much, self._so_far = much, 0

    def randbelow(self, exclusive_upper_bound, /):
        self._so_far = (self._so_far + 1) % (self._much + 2)
        return 0 if 0 < self._so_far <= self._much else exclusive_upper_bound - 1


async def test_what_moved_up_is_counted_of_those_who_said_both(db, content):
    await pairs(db, 4)
    await ask(db, content)
    for n, said in enumerate((1, 3, 1)):
        await answer_all(db, said, by=f"UNIA{n}")
    await freeze(db, now=AFTER)
    await ask(db, content, now=NEAR_THE_END)
    for n, said in ((0, 3), (1, 3), (3, 4)):
        await answer_all(db, said, ref=END, by=f"UNIA{n}", now=NEAR_THE_END)
    await say(db, "e1:lead_shift", 2, ref=END, by="UNIA2", now=NEAR_THE_END)
    assert WaveKind.END in await freeze(db, now=AFTER_THE_END)
    found = await cells(db)
    assert found["answered_both", ""] == (3, 4)
    assert [found["moved_up", f"e1:{one}"] for one in CONFIDENCE] == [(2, 4), (1, 4), (1, 4), (1, 4)]
    assert found["agrees", "e9"] == (0, 8)
    assert not {key for key in found if key[1].startswith("b4:")}


async def test_goals_that_moved_up_are_counted_of_all_mentees_with_or_without_one(db, content):
    await pairs(db, 4)
    moved, stands = (Goal("g1", importance=3, steps=steps, topic="wellbeing") for steps in ((1, 3), (2, 2)))
    async with db.transaction() as repos:
        for n, goals in enumerate(((stands, moved), (stands,), (moved,))):
            await repos.goals.save(Goals(WS, f"M1-{n}", f"UNIA{n}", goals=goals))
    await ask(db, content, now=NEAR_THE_END)
    await freeze(db, now=AFTER_THE_END)
    assert (await cells(db))["goals_moved", ""] == (2, 4)


async def test_who_was_not_asked_at_the_start_is_compared_with_nothing(db, content):
    await pairs(db, 2)
    await ask(db, content, now=NEAR_THE_END)
    await answer_all(db, 3, ref=END, now=NEAR_THE_END)
    await freeze(db, now=AFTER_THE_END)
    found = await cells(db)
    assert found["answered", "end:mentee"] == (1, 2)
    assert not {kind for kind, _ in found} & {"moved_up", "answered_both"}


async def test_of_a_choice_each_option_is_a_cell(db, content):
    await pairs(db, 3)
    await ask(db, content, now=NEAR_THE_END)
    for by, said in (("UNIA0", 1), ("UNIA1", 1), ("UOMAR1", 7)):
        await say(db, "e10", said, ref=END, by=by, now=NEAR_THE_END)
    await freeze(db, now=AFTER_THE_END)
    found = await cells(db)
    assert [found["chosen", f"e10/{option}"] for option in range(8)] == [
        (2 if option == 1 else 1 if option == 7 else 0, 6) for option in range(8)
    ]


async def test_who_left_early_is_counted_by_themselves(db, content):
    await pairs(db, 3)
    gone = replace(pair_number(0), state=MentorshipState.ENDED, ended_on=MONDAY.date() + weeks(9))
    await move_in(db, gone)
    await ask(db, content, now=TUESDAY + weeks(9))
    await answer_all(db, 4, ref=END, now=TUESDAY + weeks(9))
    await ask(db, content, now=NEAR_THE_END)
    await freeze(db, now=AFTER_THE_END)
    found = await cells(db)
    assert found["answered", "end:mentee:early"] == (1, 1)
    assert found["answered", "end:mentee"] == (0, 2)
    # E1 is among their first three questions, and a good match is not.
    assert found["agrees", "e4"] == (0, 5)


async def test_a_quarters_cells_say_which_quarter(db, content):
    await pairs(db, 2)
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, intake=Intake.ROLLING, ends_on=None))
    await ask(db, content)
    await answer_all(db, 4, ref=replace(BASELINE, intake="2026Q1"))
    await freeze(db, now=AFTER + weeks(8))
    assert ("answered", "2026Q1 baseline:mentee") in await cells(db)


async def test_a_row_that_is_damaged_counts_as_nothing_said(asked_six, caplog):
    await answer_all(asked_six, 4)
    await answer_all(asked_six, 4, by="UNIA1")
    async with asked_six.transaction() as repos:
        seal = await repos.wave_answers.find_seal(WS, "P1", intake="")
    mine, other = (seal.row_key(WaveKind.BASELINE, one) for one in (NIA, "UNIA5"))
    async with asked_six._engine.begin() as connection:
        theirs = "(SELECT sealed FROM answer_blob WHERE key = :one)"
        swap = f"UPDATE answer_blob SET sealed = {theirs} WHERE key = :other"
        await connection.execute(text(swap), {"one": mine, "other": other})
    with caplog.at_level(logging.WARNING):
        await freeze(asked_six, now=AFTER)
    assert (await cells(asked_six))["answered", "baseline:mentee"] == (2, 6)
    assert "1 rows of a wave of program P1 were damaged" in caplog.text


async def test_a_wave_whose_key_is_gone_is_closed_without_a_word(asked_six, caplog):
    async with asked_six._engine.begin() as connection:
        await connection.execute(text("DELETE FROM feedback_key"))
    with caplog.at_level(logging.WARNING):
        assert await freeze(asked_six, now=AFTER) == [WaveKind.BASELINE]
    assert await cells(asked_six) == {}
    assert "its key is gone" in caplog.text


async def test_a_child_counts_what_is_counted_here(asked_six):
    await answer_all(asked_six, 4)
    pool = Pool(CHILD, count=1)
    try:
        await freeze(asked_six, now=AFTER, counter=pool)
    finally:
        pool.close()
    assert (await cells(asked_six))["agrees", "b2"] == (1, 6)


async def test_in_pieces_it_comes_to_the_same(asked_six, monkeypatch):
    await answer_all(asked_six, 4)
    monkeypatch.setattr("bot.usecases.feedback.freezing.PIECE", 5)
    await freeze(asked_six, now=AFTER)
    assert (await cells(asked_six))["answered", "baseline:mentee"] == (1, 6)


async def test_closing_while_somebody_answers_takes_the_answer_or_says_no(asked_six):
    """A tap of the last second, committed after midnight, is counted; there is an hour for it."""
    last_second = AFTER.replace(hour=0, minute=0) - timedelta(seconds=1)
    taps = [
        answer(asked_six, act=Act(WS, f"UNIA{n}", last_second), ref=BASELINE, key="b2", said=4)
        for n in range(6)
    ]
    told = await asyncio.gather(*taps, freeze(asked_six, now=AFTER), return_exceptions=True)
    kept = sum(not isinstance(one, NotNow) for one in told[:-1])
    assert all(isinstance(one, NotNow | Step) for one in told[:-1])
    if told[-1]:
        assert 0 <= (await cells(asked_six))["agrees", "b2"][0] <= kept


def test_nothing_here_is_kept_by_who_counts():
    assert not vars(InThisProcess())
    assert NoNoise().randbelow(3)
    assert WaveRef("P1", "", WaveKind.MID) == MID
