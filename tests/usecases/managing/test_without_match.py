"""The people of a program without a match: for its managers alone, page by page, and each look noted."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.proposals import LeftOver
from bot.domain.matching.waiting import NOT_LOOKED_AT, PROPOSED, WaitsForMatch
from bot.domain.mentorships.mentorships import MentorshipState
from bot.errors import NotFound, NotYours
from bot.usecases.managing.without_match import WITHOUT_MATCH, read_without_match
from bot.views.managing.without_match import PAGE_SIZE
from tests.people import (
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
    WEEK,
    WS,
    enrolment,
    move_in,
)

WHY = ("No eligible mentor had a free place.", "One more mentor with a free place.")


async def look(db, *, by=MIA, page=0, workspace=WS):
    return await read_without_match(db, act=Act(workspace, by, MONDAY), program_id="P1", page=page)


async def looks(db):
    async with db.transaction() as repos:
        return [(one.user_id, one.what) for one in await repos.access_log.list_for_program(WS, "P1")]


async def left_over(db, *who):
    async with db.transaction() as repos:
        await repos.proposals.replace_left_over(WS, "P1", [LeftOver(WS, "P1", one, *WHY) for one in who])


async def test_who_waits_is_listed_with_what_would_help(db):
    await move_in(db, enrolment(NIA), enrolment("UNEW"), enrolment(OMAR, Role.MENTOR))
    await left_over(db, NIA)
    found = await look(db)
    assert list(found.waiting) == [
        WaitsForMatch("UNEW", TODAY, *NOT_LOOKED_AT),
        WaitsForMatch(NIA, TODAY, *WHY),
    ]
    assert await looks(db) == [(MIA, WITHOUT_MATCH)]


@pytest.mark.parametrize("state", MentorshipState)
async def test_who_has_a_match_or_may_have_one_is_not_said_to_lack_it(db, state):
    """A mentor who is being asked among them: that is said to nobody."""
    await move_in(
        db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), replace(PAIR, state=state, answer_by=TODAY)
    )
    await left_over(db, NIA)
    found = await look(db)
    waits = {
        MentorshipState.PROPOSED: [PROPOSED],
        MentorshipState.DROPPED: [WHY],
        MentorshipState.ENDED: [WHY],
    }
    assert [(one.why, one.help) for one in found.waiting] == waits.get(state, [])


async def test_a_match_that_ended_is_when_the_waiting_begins(db):
    ended = replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY + 2 * WEEK + DAY)
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), ended)
    assert [one.since for one in (await look(db)).waiting] == [TODAY + 2 * WEEK]


async def test_every_one_is_on_one_page(db):
    ids = [f"U{number:02}" for number in range(PAGE_SIZE + 3)]
    await move_in(db, *(enrolment(one) for one in ids))
    pages = [await look(db, page=page) for page in (0, 1, 2, -1)]
    assert [one.user_id for page in pages[:2] for one in page.waiting] == ids
    assert [(one.page, one.pages) for one in pages] == [(0, 2), (1, 2), (1, 2), (0, 2)]


async def test_nobody_is_no_look(db):
    await move_in(db, enrolment(NIA, state=EnrolmentState.LEFT))
    assert list((await look(db)).waiting) == []
    assert await looks(db) == []


@pytest.mark.parametrize(("day", "said"), [(TODAY + WEEK, True), (TODAY, False), (None, False)])
async def test_it_says_when_we_look_again(db, day, said):
    await move_in(db, enrolment(NIA), replace(PROGRAM, look_again_on=day))
    assert (await look(db)).again_on == (day if said else None)


@pytest.mark.parametrize(
    ("who", "error"),
    [({"by": NIA}, NotYours), ({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)],
)
async def test_only_a_manager_sees_them(db, who, error):
    await move_in(db, enrolment(NIA))
    with pytest.raises(error):
        await look(db, **who)
    assert await looks(db) == []
