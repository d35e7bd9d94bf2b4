"""The first manager to take a request for a hand has it, and everybody it concerns knows."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.managing.requests import Request, Topic
from bot.domain.privacy.visible_to_managers import Show
from bot.errors import NotFound, NotNow, NotYours
from bot.nudges.managing import hand_asked, hand_given_back, hand_taken
from bot.usecases.home.home import read_home
from bot.usecases.managing.help_requests import (
    ask_for_a_hand,
    give_a_hand,
    give_back,
    read_hands,
    take_on,
)
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.visible_to_managers import read_people, visible_of_person
from bot.views.managing.hands_taken import Hands
from tests.nudges.situations import in_program
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    move_in,
    send_due,
)

ANN, HOUR = "UANN", timedelta(hours=1)
TIMING = Request(WS, "P1", NIA, Topic.TIMING, TODAY)


@pytest.fixture(autouse=True)
async def asked(db):
    """By Nia, of two managers."""
    await move_in(db, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)
    await managed_by(db, MIA, ANN)
    await ask(db)


async def managed_by(db, *managers):
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=managers))


async def ask(db, *, now=MONDAY):
    await ask_for_a_hand(db, act=Act(WS, NIA, now), program_id="P1", topic="timing")


def about(by=MIA, *, now=MONDAY, workspace_id=WS, topic="timing", user_id=NIA):
    return {"act": Act(workspace_id, by, now), "program_id": "P1", "user_id": user_id, "topic": topic}


async def stored(db):
    async with db.transaction() as repos:
        return await repos.requests.find_open(TIMING)


async def fits(db, content, kind, recipient):
    async with db.transaction() as repos:
        return await kind.KIND.fits(repos, in_program(content, kind.KIND.key, recipient=recipient))


async def on_home(db, content, by):
    home = await read_home(db, act=Act(WS, by, MONDAY), is_admin=False, content=content)
    return home.managed[0].hands


async def test_of_two_managers_who_tap_at_once_one_has_it_and_both_are_told_the_same(db):
    first, second = await asyncio.gather(take_on(db, **about(MIA)), take_on(db, **about(ANN)))
    assert first == second
    assert first in (MIA, ANN)
    assert await stored(db) == replace(TIMING, taken_by=first, taken_on=TODAY)


async def test_whoever_has_it_keeps_it_and_since_when(db):
    await take_on(db, **about(MIA))
    for by in (ANN, MIA):
        assert await take_on(db, **about(by, now=MONDAY + DAY)) == MIA
    assert await stored(db) == replace(TIMING, taken_by=MIA, taken_on=TODAY)


async def test_the_others_see_who_has_it_wherever_it_is_shown(db, content):
    assert await on_home(db, content, ANN) == Hands(waits=True)
    await take_on(db, **about(MIA))
    assert await on_home(db, content, ANN) == Hands(takers=(MIA,))
    listed = await read_hands(db, act=Act(WS, ANN, MONDAY), program_id="P1")
    assert [one.taker(listed.program.managers) for one in listed.requests] == [MIA]
    people = await read_people(db, act=Act(WS, ANN, MONDAY), program_id="P1", show=Show.SUPPORT)
    assert [one.hands for one in people.seen] == [((Topic.TIMING, TODAY, MIA),)]
    async with db.transaction() as repos:
        programs = {"P1": await repos.programs.get(WS, "P1")}
        [own] = await visible_of_person(repos, programs, workspace_id=WS, user_id=NIA, today=TODAY)
    assert own.seen == people.seen[0]


async def test_a_manager_is_not_told_of_what_another_has_taken(db, content):
    assert await fits(db, content, hand_asked, MIA)
    await managed_by(db, MIA)
    await take_on(db, **about(MIA))
    assert not await fits(db, content, hand_asked, MIA)


async def test_who_asked_is_told_that_it_was_taken_while_that_is_so(db, content):
    await send_due(db, MONDAY)
    await take_on(db, **about(MIA))
    await managed_by(db, MIA)
    assert await fits(db, content, hand_taken, NIA)
    assert await send_due(db, MONDAY) == [("hand_taken", NIA)]
    await give_back(db, **about(MIA))
    assert not await fits(db, content, hand_taken, NIA)
    await take_on(db, **about(MIA, now=MONDAY + HOUR))
    assert await fits(db, content, hand_taken, NIA)
    await give_a_hand(db, workspace_id=WS, program_id="P1", user_id=NIA, topic="timing", by=MIA)
    assert not await fits(db, content, hand_taken, NIA)


async def test_given_back_it_is_all_managers_again_and_who_knew_is_told(db, content):
    await send_due(db, MONDAY)
    await take_on(db, **about(MIA))
    await send_due(db, MONDAY)
    later = MONDAY + DAY
    await give_back(db, **about(MIA, now=later))
    assert await stored(db) == TIMING
    assert sorted(await send_due(db, later)) == [("hand_asked", ANN), ("hand_given_back", NIA)]
    assert await fits(db, content, hand_given_back, NIA)
    await managed_by(db, MIA)
    await take_on(db, **about(MIA, now=later))
    assert not await fits(db, content, hand_given_back, NIA)


async def test_who_never_heard_that_it_was_taken_does_not_hear_that_it_was_given_back(db):
    await take_on(db, **about(MIA))
    await give_back(db, **about(MIA))
    assert "hand_given_back" not in {kind for kind, _ in await send_due(db, MONDAY)}


async def test_only_who_has_it_gives_it_back(db):
    await take_on(db, **about(MIA))
    await give_back(db, **about(ANN))
    assert (await stored(db)).taken_by == MIA


async def test_of_who_manages_it_no_more_it_is_anybodys_to_take(db, content):
    await take_on(db, **about(MIA))
    await managed_by(db, ANN)
    assert await on_home(db, content, ANN) == Hands(waits=True)
    assert (await stored(db)).taker([ANN]) is None
    assert await take_on(db, **about(ANN)) == ANN


async def test_asking_again_is_asking_everybody(db):
    await take_on(db, **about(MIA))
    await ask(db, now=MONDAY + DAY)
    assert await stored(db) == replace(TIMING, asked_on=TODAY + DAY)


async def test_what_is_done_is_not_taken(db):
    await give_a_hand(db, workspace_id=WS, program_id="P1", user_id=NIA, topic="timing", by=ANN)
    assert await take_on(db, **about(MIA)) is None
    await send_due(db, MONDAY)
    await give_back(db, **about(MIA))
    assert await send_due(db, MONDAY) == []


async def test_who_deletes_themself_has_taken_nothing(db):
    await take_on(db, **about(MIA))
    await forget_person(db, act=Act(WS, MIA, MONDAY))
    assert await stored(db) == TIMING


@pytest.mark.parametrize("do", [take_on, give_back])
async def test_it_is_for_the_managers_of_that_program_alone(db, do):
    for stranger in (NIA, OMAR, EVE):
        with pytest.raises(NotYours):
            await do(db, **about(stranger))
    with pytest.raises(NotFound):
        await do(db, **about(workspace_id=ELSEWHERE))
    with pytest.raises(NotNow):
        await do(db, **about(topic="rematch"))
    await do(db, **about(user_id=EVE))
    assert await stored(db) == TIMING
