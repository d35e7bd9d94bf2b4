"""How many were at a circle: told by its host, once, as a yes or a no; anybody else is refused."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, iso_week
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.home.reader import read_reader
from bot.usecases.meetings.check_in import answer_cycle, undo_answer
from bot.usecases.meetings.turnout import tell_turnout, turnout_due
from tests.people import DAY, EVE, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS, move_in

HOST = "UHAL"
CIRCLE = replace(
    PAIR, members=(Member(HOST, Role.HOST), *(Member(one, Role.PEER) for one in (NIA, OMAR, "UCAT")))
)
CYCLE = Cycle("M1", 1, starts_on=TODAY - 4 * WEEK)
MET = replace(CYCLE, outcome=Outcome.MET, iso_week=iso_week(TODAY))


@pytest.fixture
async def met(db):
    await move_in(db, replace(PROGRAM, template_id="peer_circle"), CIRCLE, MET)
    return db


async def tell(db, *, by=HOST, enough=True, cycle=1, mentorship="M1", workspace=WS):
    act = Act(workspace, by, MONDAY)
    return await tell_turnout(db, act=act, mentorship_id=mentorship, cycle=cycle, enough=enough)


async def kept(db):
    async with db.reading() as repos:
        rows = (await repos.cycles._run(text("SELECT * FROM cycle ORDER BY number"))).all()
    return [dict(row._mapping) for row in rows]


async def asks_on_home(db, content, *, by=HOST, now=MONDAY):
    async with db.reading() as repos:
        reader = await read_reader(repos, act=Act(WS, by, now), content=content)
        return await turnout_due(repos, reader)


async def answer(db, *, by, outcome=Outcome.MET):
    return await answer_cycle(db, act=Act(WS, by, MONDAY), mentorship_id="M1", cycle=1, outcome=outcome)


@pytest.mark.parametrize("enough", [True, False])
async def test_a_yes_or_a_no_is_kept_and_nothing_of_who_or_how_many(met, enough):
    [before] = await kept(met)
    told = await tell(met, enough=enough)
    assert (told.is_first, told.every_weeks) == (True, 4)
    [after] = await kept(met)
    assert {name: after[name] for name in after if after[name] != before[name]} == {"turnout": enough}


async def test_what_was_told_stands(met):
    await tell(met)
    assert not (await tell(met, enough=False)).is_first
    assert [bool(one["turnout"]) for one in await kept(met)] == [True]


async def test_two_taps_at_once_are_one(met):
    both = await asyncio.gather(tell(met), tell(met, enough=False))
    assert sorted(one.is_first for one in both) == [False, True]


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        ({"by": NIA}, NotYours),
        ({"by": EVE}, NotYours),
        ({"cycle": 9}, NotFound),
        ({"mentorship": "M9"}, NotFound),
        ({"workspace": "T2"}, NotFound),
    ],
)
async def test_nobody_else_tells_it_and_of_no_other_talk(met, about, refusal):
    with pytest.raises(refusal):
        await tell(met, **about)
    assert (await kept(met))[0]["turnout"] is None


@pytest.mark.parametrize("cycle", [CYCLE, replace(CYCLE, outcome=Outcome.MOVED)])
async def test_a_talk_that_did_not_take_place_has_none(db, cycle):
    await move_in(db, CIRCLE, cycle)
    with pytest.raises(NotNow):
        await tell(db)


async def test_a_pair_is_not_asked(db, content):
    await move_in(db, PAIR, MET)
    with pytest.raises(NotYours):
        await tell(db, by=OMAR)
    assert await asks_on_home(db, content, by=OMAR) is None


async def test_taking_the_talk_back_takes_it_back_as_well(met):
    await tell(met)
    await undo_answer(met, act=Act(WS, NIA, MONDAY), mentorship_id="M1", cycle=1)
    assert [(one["outcome"], one["turnout"]) for one in await kept(met)] == [(None, None)]


async def test_home_asks_the_host_alone_until_it_is_told(met, content):
    assert await asks_on_home(met, content, by=NIA) is None
    assert await asks_on_home(met, content)
    await tell(met, enough=False)
    assert await asks_on_home(met, content) is None


@pytest.mark.parametrize(("days", "asks"), [(13, True), (14, False)])
async def test_home_asks_for_two_weeks_and_then_lets_it_go(met, content, days, asks):
    assert (await asks_on_home(met, content, now=MONDAY + days * DAY) is not None) is asks


@pytest.mark.parametrize(
    "changes",
    [
        {"state": MentorshipState.PAUSED, "paused_until": TODAY + WEEK},
        {"state": MentorshipState.ENDED, "ended_on": TODAY},
    ],
)
async def test_home_asks_nothing_of_a_circle_that_rests(met, content, changes):
    await move_in(met, replace(PROGRAM, template_id="peer_circle"), replace(CIRCLE, **changes))
    assert await asks_on_home(met, content) is None


async def test_a_host_who_finds_it_answered_is_asked_how_many_there_were(db):
    await move_in(db, CIRCLE, CYCLE)
    assert (await answer(db, by=NIA)).is_first
    assert not (await answer(db, by=OMAR)).asks_turnout
    assert not (await answer(db, by=HOST, outcome=Outcome.MOVED)).asks_turnout
    found = await answer(db, by=HOST)
    assert (found.is_first, found.asks_turnout) == (False, True)
    await tell(db)
    assert not (await answer(db, by=HOST)).asks_turnout
