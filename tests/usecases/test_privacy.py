"""What somebody is told that their managers see is what those see."""

from dataclasses import replace

from bot.domain.enrolments import Role
from bot.domain.mentorships import MentorshipState
from bot.usecases.home import read_home
from bot.usecases.privacy import read_seen_by_managers
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
    WEEK,
    WS,
    enrolment,
    move_in,
    question,
    send_due,
)


async def seen(db, content, user_id=NIA, *, now=MONDAY, workspace=WS):
    lines = await read_seen_by_managers(db, workspace_id=workspace, user_id=user_id, content=content, now=now)
    return [(one.program_name, one.line) for one in lines]


async def test_it_lists_ones_place_and_ones_match(db, content):
    await move_in(db, PAIR, CYCLE, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    assert await seen(db, content, OMAR) == [
        ("Nurse leadership", "joined as mentor"),
        ("Nurse leadership", f"matched with <@{NIA}>; status: getting started"),
    ]


async def test_it_lists_nothing_of_others_and_nothing_of_another_hospital(db, content):
    await move_in(db, PAIR, CYCLE, enrolment(NIA))
    assert await seen(db, content, EVE) == []
    assert await seen(db, content, workspace=ELSEWHERE) == []


async def test_a_proposal_nobody_approved_is_not_told(db, content):
    await move_in(db, replace(PAIR, state=MentorshipState.PROPOSED))
    assert await seen(db, content) == []


async def test_it_says_quiet_on_the_day_the_manager_sees_it_and_not_before(db, content):
    asked = MONDAY + 7 * WEEK
    await move_in(db, PAIR, CYCLE, question("quiet_check", due_at=asked))
    await send_due(db, asked)
    for day in range(6, 9):
        now = asked + day * DAY
        [(_, line)] = await seen(db, content, now=now)
        page = await read_home(db, workspace_id=WS, user_id=MIA, is_admin=False, content=content, now=now)
        assert line.endswith("status: quiet") is bool(page.managed[0].quiet) is (day >= 7)
