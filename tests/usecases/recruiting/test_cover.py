"""Which mentors give places, and what is expected."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.joining.briefings import Briefing
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.recruiting.cover import Dimension
from bot.errors import NotFound, NotYours
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.recruiting.cover import count_cover, places_and_expected, read_cover
from tests.figures import NoNoise
from tests.people import (
    CHARTER,
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
)

MENTOR = enrolment(OMAR, Role.MENTOR, capacity=3)


async def cover(db, content, *, by=MIA, ws=WS):
    return await read_cover(db, act=Act(ws, by, MONDAY), program_id="P1", content=content)


async def counted(db, content):
    """As it is counted on a Monday."""
    async with db.reading() as repos:
        program = await repos.programs.get(WS, "P1")
        return await count_cover(repos, program, content=content, now=MONDAY)


async def freeze(db, content):
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)


async def places(db, content):
    async with db.transaction() as repos:
        program = await repos.programs.get(WS, "P1")
        return await places_and_expected(repos, program, content=content, now=MONDAY)


def planned(**plan):
    return replace(PROGRAM, plan=Plan(**plan))


async def unbrief(db, who):
    async with db.transaction() as repos:
        await repos.briefings.save(Briefing(WS, who, "mentor"))


async def test_a_mentor_gives_as_many_places_as_they_and_the_program_allow(db, content):
    await move_in(db, planned(capacity=2, expected_mentees=10), MENTOR)
    assert await places(db, content) == (2, 10)


async def test_a_mentee_somewhere_else_takes_a_place_too(db, content):
    elsewhere = replace(PROGRAM, id="P2")
    await move_in(db, planned(capacity=3), elsewhere, MENTOR, replace(PAIR, program_id="P2"))
    assert await places(db, content) == (2, 0)


async def test_matched_mentees_do_not_wait(db, content):
    await move_in(db, planned(capacity=3, expected_mentees=5), MENTOR, enrolment(NIA), enrolment(EVE), PAIR)
    found = (await counted(db, content)).cover
    assert (found.places, found.waiting, found.expected) == (2, 1, 3)


async def test_more_than_were_expected_count(db, content):
    await move_in(db, planned(expected_mentees=1), enrolment(NIA), enrolment(EVE))
    assert await places(db, content) == (0, 2)


@pytest.mark.parametrize(
    "mentor",
    [
        replace(MENTOR, charter_version="2020-01"),
        replace(MENTOR, state=EnrolmentState.RELEASED),
        replace(MENTOR, state=EnrolmentState.APPLIED),
    ],
)
async def test_who_could_not_be_matched_today_gives_no_place(db, content, mentor):
    assert mentor.charter_version == CHARTER or mentor.state is EnrolmentState.ACTIVE
    await move_in(db, mentor)
    assert await places(db, content) == (0, 0)


@pytest.mark.parametrize("changes", [{"paused_from": TODAY}, {"leave_from": TODAY}, {"left_at": MONDAY}])
async def test_who_is_away_gives_no_place(db, content, changes):
    await move_in(db, Person(WS, OMAR, **changes), MENTOR)
    assert (await places(db, content))[0] == 0


async def test_who_has_not_finished_the_briefing_is_counted_apart(db, content):
    await move_in(db, MENTOR, enrolment(EVE, Role.MENTOR))
    await unbrief(db, EVE)
    found = await counted(db, content)
    assert (found.cover.places, found.unbriefed) == (2, 1)
    await freeze(db, content)
    assert (await cover(db, content)).unbriefed.text == "fewer than 5"


async def test_circles_count_hosts(db, content):
    host = enrolment(OMAR, Role.HOST)
    await move_in(db, replace(PROGRAM, template_id="peer_circle"), host, enrolment(NIA, Role.PEER))
    assert (await cover(db, content)).is_circle
    found = await counted(db, content)
    assert found.cover.places == content.programs["peer_circle"].format.size_default
    assert found.cover.waiting == 1


async def test_the_gap_is_said_by_specialty_and_shift(db, content):
    post: dict[str, Any] = {"specialty": "intensive_care", "career_stage": "established"}
    await move_in(
        db,
        planned(expected_mentees=4),
        Person(WS, NIA, preset_id="nights_12", **post),
        Person(WS, OMAR, preset_id="early_8", **post),
        MENTOR,
        enrolment(NIA),
    )
    [gap] = (await counted(db, content)).cover.gaps
    assert (gap.profile, gap.mentees) == ({Dimension.SHIFT: "nights"}, 4)


ONE_OR_ANOTHER: list[dict[str, Any]] = [
    {"specialty": "intensive_care", "career_stage": "established", "preset_id": "nights_12"},
    {"specialty": "cardiology", "career_stage": "in_training", "preset_id": "early_8"},
]


async def test_of_one_who_waits_neither_specialty_nor_stage_nor_shifts_are_shown(db, content):
    """Nor who has not read the briefing: whatever one person is, the page is the same."""
    pages = []
    for number, about in enumerate(ONE_OR_ANOTHER):
        program = replace(PROGRAM, id=f"PX{number}", plan=Plan(expected_mentees=40, capacity=9))
        mentor = enrolment(OMAR, Role.MENTOR, capacity=9, program_id=program.id)
        one = enrolment(NIA, program_id=program.id)
        await move_in(db, program, mentor, one, Person(WS, NIA, **about))
        await freeze(db, content)
        found = await read_cover(db, act=Act(WS, MIA, MONDAY), program_id=program.id, content=content)
        pages.append(replace(found, program=PROGRAM))
    assert pages[0].as_of
    assert pages[0] == pages[1]


async def test_only_a_manager_sees_it(db, content):
    await move_in(db, MENTOR)
    with pytest.raises(NotYours):
        await cover(db, content, by=OMAR)
    with pytest.raises(NotFound):
        await cover(db, content, ws=ELSEWHERE)
