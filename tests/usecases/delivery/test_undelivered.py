"""What could not be delivered: for its managers alone, without what would say how somebody is doing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.delivery.outbox import LEASE, DeliveryState
from bot.errors import NotFound, NotYours
from bot.usecases.delivery.undelivered import (
    GOOD_FOR,
    LOOK,
    read_undelivered,
    send_again,
    send_all_again,
    tally,
)
from tests.people import DAY, ELSEWHERE, EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, WS, move_in, question

INTRODUCTION = question("introduction", "M1", cycle=0, budgeted=False)
TO_NIA = question("nomination", NIA, subject="P1", cycle=0)
IN_CONFIDENCE = question("released", NIA, subject="P1", cycle=0)
NUDGE = question("quiet_check", NIA)
LATER = MONDAY + 40 * DAY


async def get_stuck(db, *messages, into=DeliveryState.FAILED, why="channel_not_found"):
    """In the order given."""
    due = [replace(one, due_at=MONDAY + number * timedelta(seconds=1)) for number, one in enumerate(messages)]
    await move_in(db, PAIR, *due)
    async with db.transaction() as repos:
        for message in await repos.outbox.claim(MONDAY + DAY, 100, LEASE):
            await repos.outbox.finish(message, into, outcome=why, now=MONDAY)


async def look(db, *, by=MIA, page=0, workspace=WS):
    return await read_undelivered(db, act=Act(workspace, by, LATER), program_id="P1", page=page)


async def again(db, message_id, *, by=MIA, workspace=WS):
    return await send_again(db, act=Act(workspace, by, LATER), message_id=message_id)


async def looks(db):
    async with db.transaction() as repos:
        return [one.what for one in await repos.access_log.list_for_program(WS, "P1")]


async def test_managers_see_what_they_brought_about_with_its_readers(db):
    await get_stuck(db, INTRODUCTION, TO_NIA)
    page = await look(db)
    assert [(one.what, one.to, one.why) for one in page.messages] == [
        ("Introduction", (NIA, OMAR), "channel_not_found"),
        ("Suggestion to be a mentor", (NIA,), "channel_not_found"),
    ]
    assert await looks(db) == [LOOK]


async def test_what_was_told_in_confidence_names_nobody_and_is_no_look(db):
    await get_stuck(db, IN_CONFIDENCE)
    [one] = (await look(db)).messages
    assert (one.what, one.to) == ("A note", ())
    assert await looks(db) == []


async def test_what_nags_is_let_go(db):
    await get_stuck(db, NUDGE)
    assert (await look(db)).messages == []


@pytest.mark.parametrize(
    ("who", "error"),
    [({"by": NIA}, NotYours), ({"by": EVE}, NotYours), ({"by": EVE, "workspace": ELSEWHERE}, NotFound)],
)
async def test_nobody_else_looks_or_tries_again(db, who, error):
    await get_stuck(db, INTRODUCTION)
    [one] = (await look(db)).messages
    with pytest.raises(error):
        await look(db, **who)
    with pytest.raises(error):
        await again(db, one.message_id, **who)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.UNKNOWN])
async def test_what_is_tried_again_is_due_and_whoever_held_it_before_does_not_any_more(db, state):
    await move_in(db, PAIR, INTRODUCTION)
    async with db.transaction() as repos:
        [held] = await repos.outbox.claim(MONDAY, 1, LEASE)
        await repos.outbox.finish(held, state, outcome="no clear answer", now=MONDAY)
    [one] = (await look(db)).messages
    assert (await again(db, one.message_id)).messages == []
    async with db.transaction() as repos:
        assert not await repos.outbox.start_sending(held, MONDAY)
        [claimed] = await repos.outbox.claim(LATER, 1, LEASE)
        assert (claimed.due_at, claimed.expires_at, claimed.refusals) == (LATER, LATER + GOOD_FOR, 0)
        assert not await repos.outbox.finish(held, DeliveryState.SENT, outcome="sent", now=MONDAY)


async def test_twice_says_that_it_is_on_its_way(db):
    await get_stuck(db, INTRODUCTION)
    [one] = (await look(db)).messages
    await again(db, one.message_id)
    with pytest.raises(NotFound, match="on its way"):
        await again(db, one.message_id)


async def test_by_hand_everything_that_matters_is_tried_again(db):
    await get_stuck(db, INTRODUCTION, TO_NIA, IN_CONFIDENCE, NUDGE)
    found = {one.kind: one.messages for one in await tally(db)}
    assert found == {"introduction": 1, "nomination": 1, "quiet_check": 1, "released": 1}
    assert await send_all_again(db, now=LATER) == 3
    assert [one.kind for one in await tally(db)] == ["quiet_check"]


async def test_another_programs_messages_are_its_own(db):
    await get_stuck(db, INTRODUCTION)
    await move_in(db, replace(PROGRAM, id="P2"))
    other = await read_undelivered(db, act=Act(WS, MIA, LATER), program_id="P2", page=0)
    assert other.messages == []
