"""Briefings: read page by page, required of mentors, remembered over all programs."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.errors import NotFound
from bot.usecases.home.reader import read_reader
from bot.usecases.joining.briefing import briefing_due, note_page_read, open_briefing
from tests.people import MONDAY, NIA, OMAR, PROGRAM, TODAY, WS, enrolment, move_in, unbriefed


@pytest.fixture
async def hospital(db):
    await move_in(db, unbriefed(enrolment(OMAR, Role.MENTOR)), unbriefed(enrolment(NIA)))
    return db


async def read(db, content, briefing_id, page, *, user_id=OMAR):
    return await note_page_read(
        db, act=Act(WS, user_id, MONDAY), briefing_id=briefing_id, page=page, content=content
    )


async def at(db, content, user_id=OMAR):
    page = await open_briefing(db, workspace_id=WS, user_id=user_id, content=content)
    return page.briefing_id, page.page


async def read_everything(db, content):
    for page in range(len(content.briefings["mentor"].cards)):
        await read(db, content, "mentor", page)
    return await read(db, content, "cards", 0)


async def is_due(db, content, user_id=OMAR):
    async with db.transaction() as repos:
        return (
            await briefing_due(repos, await read_reader(repos, act=Act(WS, user_id, MONDAY), content=content))
            is not None
        )


async def test_one_goes_on_where_one_left_off(hospital, content):
    assert await at(hospital, content) == ("mentor", 0)
    await read(hospital, content, "mentor", 0)
    assert await at(hospital, content) == ("mentor", 1)


async def test_a_mentor_ends_with_the_cards_and_is_ready(hospital, content):
    assert await is_due(hospital, content)
    assert await read_everything(hospital, content) is None
    assert not await is_due(hospital, content)
    async with hospital.transaction() as repos:
        done = await repos.briefings.list_of(WS, OMAR)
    assert {one.finished_on for one in done.values()} == {TODAY}
    assert set(done) == {"mentor", "cards"}


async def test_pages_are_not_skipped(hospital, content):
    last = len(content.briefings["mentor"].cards) - 1
    await read(hospital, content, "mentor", last)
    assert await at(hospital, content) == ("mentor", 0)
    assert await is_due(hospital, content)


async def test_reading_a_page_again_takes_nothing_back(hospital, content):
    await read_everything(hospital, content)
    await read(hospital, content, "mentor", 0)
    assert not await is_due(hospital, content)


async def test_a_mentee_may_read_theirs_and_need_not(hospital, content):
    assert await at(hospital, content, NIA) == ("mentee", 0)
    assert not await is_due(hospital, content, NIA)


@pytest.mark.parametrize("briefing_id", ["host", "cards", "nothing"])
async def test_what_is_not_for_ones_role_is_refused(hospital, content, briefing_id):
    with pytest.raises(NotFound, match="isn't for your role"):
        await read(hospital, content, briefing_id, 0, user_id=NIA)


async def test_who_left_has_nothing_to_read(hospital, content):
    await move_in(hospital, replace(enrolment(OMAR, Role.MENTOR), state=EnrolmentState.LEFT))
    with pytest.raises(NotFound, match="in a program"):
        await at(hospital, content)
    assert not await is_due(hospital, content)


async def test_who_has_seen_the_cards_is_not_told_of_them_again(hospital, content):
    await read_everything(hospital, content)
    page = await open_briefing(hospital, workspace_id=WS, user_id=OMAR, content=content)
    assert not page.with_cards
    again = await read(hospital, content, "mentor", 0)
    assert again is not None
    assert not again.with_cards


async def test_one_briefing_is_enough_for_all_programs(hospital, content):
    await read_everything(hospital, content)
    second = unbriefed(replace(enrolment(OMAR, Role.BOTH), program_id="P2"))
    await move_in(hospital, replace(PROGRAM, id="P2"), second)
    assert not await is_due(hospital, content)
