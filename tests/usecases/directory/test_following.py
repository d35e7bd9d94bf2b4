"""What the records mean for people who joined: leave, a departure, a return, a move."""

import logging
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.directory import Aspect, DirectoryEntry, Employment
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.usecases.directory.following import DirectoryFollowed, follow_directory
from tests.people import CYCLE, DAY, MONDAY, NIA, OMAR, PAIR, TODAY, WS, enrolment, mentorship_now, move_in

NIAS = DirectoryEntry(WS, "E1", user_id=NIA, profession="doctor", site="Northfield", manager_id="E2")
OMARS = DirectoryEntry(WS, "E2", user_id=OMAR)


@pytest.fixture
async def pair(db):
    nia = Person(WS, NIA, profession="nurse", site="Main")
    await move_in(db, nia, enrolment(NIA), enrolment(OMAR, Role.MENTOR), PAIR, CYCLE)
    return db


async def say(db, *entries):
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 1) for one in entries], number=1)


async def follow(db, *, now=MONDAY, **hooks):
    return await follow_directory(db, workspace_id=WS, now=now, **hooks)


async def person(db, user_id=NIA):
    async with db.transaction() as repos:
        return await repos.people.get(WS, user_id)


async def entry(db, number="E1"):
    async with db.transaction() as repos:
        return await repos.directory.find(WS, number)


async def test_who_is_there_as_ever_is_left_alone(pair):
    before = await person(pair)
    await say(pair, NIAS, OMARS)
    assert await follow(pair) == DirectoryFollowed()
    assert await person(pair) == before


async def test_their_own_answers_are_never_written_over(pair):
    await say(pair, replace(NIAS, leave_from=TODAY, moved=(Aspect.SITE,)))
    await follow(pair)
    nia = await person(pair)
    assert (nia.profession, nia.site) == ("nurse", "Main")


async def test_leave_is_taken_over_and_taken_back_and_pauses_stay(pair):
    async with pair.transaction() as repos:
        await repos.people.save(replace(await repos.people.get(WS, NIA), paused_from=TODAY))
    await say(pair, replace(NIAS, leave_from=TODAY, leave_until=TODAY + 30 * DAY))
    assert await follow(pair) == DirectoryFollowed(leave=1)
    assert (await person(pair)).leave_until == TODAY + 30 * DAY
    assert await follow(pair) == DirectoryFollowed()
    await say(pair, NIAS)
    assert await follow(pair) == DirectoryFollowed(leave=1)
    nia = await person(pair)
    assert (nia.leave_from, nia.leave_until, nia.paused_from) == (None, None, TODAY)


async def test_a_leaver_is_taken_out_of_everything_once(pair):
    await say(pair, replace(NIAS, left_on=TODAY))
    assert await follow(pair) == DirectoryFollowed(left=1)
    assert await follow(pair) == DirectoryFollowed()
    assert (await person(pair)).left_at == MONDAY
    assert (await mentorship_now(pair)).state is MentorshipState.ENDED
    assert (await entry(pair)).released_on == TODAY


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"ends_on": TODAY}, 0),
        ({"ends_on": TODAY - DAY}, 1),
        ({"standing": Employment.LEFT}, 1),
        ({"left_on": TODAY + DAY}, 0),
    ],
)
async def test_a_last_day_counts_when_it_is_over(pair, changes, left):
    await say(pair, replace(NIAS, **changes))
    assert await follow(pair) == DirectoryFollowed(left=left)


async def test_a_last_day_comes_without_a_new_file(pair):
    await say(pair, replace(NIAS, ends_on=TODAY))
    assert await follow(pair) == DirectoryFollowed()
    assert await follow(pair, now=MONDAY + DAY) == DirectoryFollowed(left=1)


async def test_who_comes_back_is_here_again_and_in_no_program(pair):
    await say(pair, replace(NIAS, left_on=TODAY))
    await follow(pair)
    await say(pair, replace(await entry(pair), left_on=None))
    assert await follow(pair) == DirectoryFollowed(came_back=1)
    assert await follow(pair) == DirectoryFollowed()
    assert (await person(pair)).left_at is None
    async with pair.transaction() as repos:
        assert (await repos.enrolments.find(WS, "P1", NIA)).state is EnrolmentState.LEFT


async def test_who_left_slack_is_not_called_back_by_the_records(pair):
    async with pair.transaction() as repos:
        await repos.people.save(replace(await repos.people.get(WS, NIA), left_at=MONDAY))
    await say(pair, NIAS)
    assert await follow(pair) == DirectoryFollowed()
    assert (await person(pair)).left_at == MONDAY


async def test_a_move_is_told_once_with_what_has_changed(pair):
    told = []

    async def on_moved(repos, workspace_id, user_id, aspects, now):
        told.append((user_id, aspects))

    await say(pair, replace(NIAS, moved=(Aspect.MANAGER, Aspect.SITE)))
    assert await follow(pair, on_moved=on_moved) == DirectoryFollowed(moved=1)
    assert await follow(pair, on_moved=on_moved) == DirectoryFollowed()
    assert told == [(NIA, (Aspect.MANAGER, Aspect.SITE))]


async def test_one_persons_trouble_stops_nobody_and_is_tried_again(pair, caplog):
    async def on_left(repos, workspace_id, user_id, now):
        if user_id == NIA:
            raise RuntimeError("no")
        await repos.people.save(replace(await repos.people.get(WS, user_id), left_at=now))

    await say(pair, replace(NIAS, left_on=TODAY), replace(OMARS, left_on=TODAY))
    with caplog.at_level(logging.ERROR):
        assert await follow(pair, on_left=on_left) == DirectoryFollowed(left=1)
    assert NIA in caplog.text
    assert (await entry(pair)).released_on is None
    assert await follow(pair) == DirectoryFollowed(left=1)


async def test_people_who_never_joined_are_nobodys_business(pair):
    await say(pair, DirectoryEntry(WS, "E8", user_id="UNEW", left_on=TODAY), DirectoryEntry(WS, "E9"))
    assert await follow(pair) == DirectoryFollowed()


async def test_many_are_followed_page_by_page(pair):
    people = [Person(WS, f"U{n}") for n in range(250)]
    async with pair.transaction() as repos:
        await repos.people.save_many(people)
    leave: dict[str, Any] = {
        "leave_from": date(2026, 3, 1),
        "leave_until": date(2026, 3, 1) + timedelta(weeks=2),
    }
    await say(pair, *(DirectoryEntry(WS, f"N{one.user_id}", user_id=one.user_id, **leave) for one in people))
    assert await follow(pair) == DirectoryFollowed(leave=250)
