"""Asking for a hand: a topic and no story, for the managers of that program alone, for thirty days."""

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import KEPT_FOR, Request, RequestState, Topic
from bot.domain.mentorships.status import Status
from bot.domain.privacy.visible_to_managers import Show
from bot.errors import NotFound, NotNow, NotYours
from bot.nudges.managing import hand_asked
from bot.usecases.home.home import read_home
from bot.usecases.managing.help_requests import (
    HANDS_LIST,
    ask_for_a_hand,
    give_a_hand,
    programs_to_ask,
    read_hands,
)
from bot.usecases.privacy.retention import forget_in_time
from bot.usecases.privacy.visible_to_managers import read_people
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
    TODAY,
    WS,
    enrolment,
    move_in,
    send_due,
)


@pytest.fixture(autouse=True)
async def pair(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)


async def ask(db, topic="timing", *, by=NIA, now=MONDAY, program_id="P1"):
    return await ask_for_a_hand(db, act=Act(WS, by, now), program_id=program_id, topic=topic)


async def asked(db, *, by=MIA, workspace_id=WS):
    found = await read_hands(db, act=Act(workspace_id, by, MONDAY), program_id="P1")
    return [(one.user_id, one.topic) for one in found.requests]


async def done(db, topic="timing", *, by=MIA, user_id=NIA):
    await give_a_hand(db, workspace_id=WS, program_id="P1", user_id=user_id, topic=topic, by=by)


async def test_what_was_asked_is_a_topic_a_day_and_nothing_else(db):
    assert await ask(db) == Request(WS, "P1", NIA, Topic.TIMING, TODAY)
    assert await asked(db) == [(NIA, Topic.TIMING)]


async def test_the_managers_are_told_when_they_are_next_off_shift_and_not_by_name(db):
    await ask(db)
    await ask(db, "match")
    assert await send_due(db, MONDAY) == [("hand_asked", MIA)]


async def test_nobody_is_told_of_what_another_manager_has_seen_to(db, content):
    told = in_program(content, "hand_asked", recipient=MIA)
    await ask(db)
    async with db.transaction() as repos:
        assert await hand_asked.KIND.fits(repos, told)
    await done(db)
    async with db.transaction() as repos:
        assert not await hand_asked.KIND.fits(repos, told)


def test_who_manages_it_no_more_is_not_told(content):
    assert hand_asked.KIND.still_true(in_program(content, "hand_asked", recipient=MIA))
    assert not hand_asked.KIND.still_true(in_program(content, "hand_asked", recipient=EVE))


async def test_a_manager_who_asks_their_colleagues_is_not_told_of_it_themself(db):
    await move_in(db, enrolment(MIA))
    await ask(db, by=MIA)
    assert await send_due(db, MONDAY) == []


async def test_the_managers_see_it_of_the_one_who_asked_and_not_of_the_other(db):
    """Whoever they are matched with reads the status of both."""
    await ask(db)
    about: dict = {"act": Act(WS, MIA, MONDAY), "program_id": "P1"}
    people = await read_people(db, show=Show.ALL, **about)
    assert {one.user_id: one.hands for one in people.seen} == {
        NIA: ((Topic.TIMING, TODAY, None),),
        OMAR: (),
    }
    assert {match.status for one in people.seen for match in one.matches} == {Status.GETTING_STARTED}
    assert [one.user_id for one in (await read_people(db, show=Show.SUPPORT, **about)).seen] == [NIA]


async def test_home_tells_them_apart_from_those_who_asked_for_another_match(db, content):
    await ask(db)
    await ask(db, "access", by=OMAR)
    home = await read_home(db, act=Act(WS, MIA, MONDAY), is_admin=False, content=content)
    assert (home.managed[0].hands, home.managed[0].rematches) == (Hands(waits=True), False)


async def test_done_is_done_once_and_asking_again_is_asking_anew(db):
    await ask(db)
    await done(db)
    await done(db)
    assert await asked(db) == []
    await ask(db, now=MONDAY + DAY)
    assert await asked(db) == [(NIA, Topic.TIMING)]


async def test_an_introduction_to_somebody_new_leaves_it_open(db):
    await ask(db, "match")
    async with db.transaction() as repos:
        await repos.requests.save(Request(WS, "P1", NIA, Topic.REMATCH, TODAY))
        assert await repos.requests.close(WS, "P1", [NIA]) == 1
    assert await asked(db) == [(NIA, Topic.MATCH)]


@pytest.mark.parametrize("topic", ["rematch", "story", ""])
async def test_no_other_topic_is_taken(db, topic):
    with pytest.raises(NotNow):
        await ask(db, topic)
    with pytest.raises(NotNow):
        await done(db, topic)


async def test_only_who_takes_part_asks(db):
    for stranger in (EVE, MIA):
        with pytest.raises(NotNow, match="no program"):
            await ask(db, by=stranger)
    with pytest.raises(NotFound):
        await ask(db, program_id="P9")
    with pytest.raises(NotNow):
        await programs_to_ask(db, workspace_id=WS, user_id=NIA, program_id="P9")
    assert [one.id for one in await programs_to_ask(db, workspace_id=WS, user_id=NIA)] == ["P1"]


async def test_whoever_has_left_is_left_in_peace(db):
    await ask(db)
    await move_in(db, enrolment(NIA, state=EnrolmentState.LEFT))
    assert await asked(db) == []


async def test_only_managers_see_it_and_their_look_is_noted(db):
    await ask(db)
    for by in (NIA, OMAR, EVE):
        with pytest.raises(NotYours):
            await asked(db, by=by)
        with pytest.raises(NotYours):
            await done(db, by=by)
    with pytest.raises(NotFound):
        await asked(db, workspace_id=ELSEWHERE)
    await asked(db)
    async with db.transaction() as repos:
        looks = await repos.access_log.list_for_program(WS, "P1")
    assert [(one.user_id, one.what) for one in looks] == [(MIA, HANDS_LIST)]


async def test_it_is_kept_for_thirty_days_whatever_became_of_it(db):
    await ask(db)
    await ask(db, "access", now=MONDAY + DAY)
    await done(db, "access")
    async with db.transaction() as repos:
        await repos.requests.save(Request(WS, "P1", NIA, Topic.REMATCH, TODAY))
    assert "help requests" not in await forget_in_time(db, now=MONDAY + KEPT_FOR)
    assert (await forget_in_time(db, now=MONDAY + KEPT_FOR + DAY))["help requests"] == 1
    async with db.transaction() as repos:
        left = await repos.requests.list_for_person(WS, NIA)
    assert [(one.topic, one.state) for one in left] == [
        (Topic.REMATCH, RequestState.OPEN),
        (Topic.ACCESS, RequestState.DONE),
    ]
    assert KEPT_FOR.days == 30
