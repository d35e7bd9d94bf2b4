"""Joining and changing one's answers: all or nothing, and as often as one likes."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.availability import Availability
from bot.domain.enrolments import EnrolmentState, Role
from bot.domain.joining import JoinAnswers
from bot.domain.people import Person
from bot.domain.program_states import ProgramState
from bot.errors import InvalidInput, NotFound, NotNow
from bot.usecases.joining import enrol, start_joining, when_in_words
from tests.people import CHARTER, ELSEWHERE, MIA, MONDAY, NIA, OMAR, PROGRAM, WEEK, WS, enrolment, move_in

ANSWERS = JoinAnswers(
    program_id="P1",
    role="both",
    profession="nurse",
    specialty="intensive_care",
    department="critical_care",
    site="Main",
    career_stage="established",
    topics_wanted=("leadership",),
    topics_offered=("wellbeing", "conflict"),
    capacity=2,
    preset_id="days_12",
    excluded=(MIA,),
)


async def joins(db, content, *, workspace=WS, now=MONDAY, **changes):
    return await enrol(
        db,
        workspace_id=workspace,
        user_id=NIA,
        answers=replace(ANSWERS, **changes),
        tz="Europe/London",
        content=content,
        now=now,
    )


async def opens(db, content, **more):
    return await start_joining(db, workspace_id=WS, user_id=NIA, content=content, now=MONDAY, **more)


async def kept(db):
    """Everything there is about Nia."""
    async with db.transaction() as repos:
        return (
            await repos.people.find(WS, NIA),
            await repos.exclusions.list_of(WS, NIA),
            await repos.enrolments.list_for_person(WS, NIA),
        )


NOTHING: tuple = (None, (), [])


async def test_a_person_their_place_and_whom_to_keep_apart_are_kept(db, content):
    await move_in(db)
    joined = await joins(db, content)
    assert (joined.program, joined.role, joined.is_new) == (PROGRAM, Role.BOTH, True)
    person, excluded, [place] = await kept(db)
    assert person == Person(
        WS, NIA, "Europe/London", "nurse", "intensive_care", "critical_care", "Main", "established", "days_12"
    )
    assert excluded == (MIA,)
    assert place == enrolment(
        NIA, Role.BOTH, capacity=2, topics_wanted=("leadership",), topics_offered=("wellbeing", "conflict")
    )


@pytest.mark.parametrize(
    ("role", "wanted", "offered", "capacity"),
    [("mentee", ("leadership",), (), 0), ("mentor", (), ("wellbeing", "conflict"), 2)],
)
async def test_what_a_role_does_not_ask_is_not_kept(db, content, role, wanted, offered, capacity):
    await move_in(db)
    await joins(db, content, role=role)
    _, _, [place] = await kept(db)
    assert (place.topics_wanted, place.topics_offered, place.capacity) == (wanted, offered, capacity)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"program_id": "P404"}, NotFound),
        ({"topics_wanted": ()}, InvalidInput),
        ({"excluded": (NIA,)}, InvalidInput),
        ({"workspace": ELSEWHERE}, NotFound),
        ({"role": "boss"}, NotNow),
        ({"role": "host"}, InvalidInput),
        ({"topics_offered": ("<!channel>",)}, NotNow),
        ({"department": "nowhere"}, NotNow),
        ({"preset_id": "never"}, NotNow),
        ({"capacity": 4}, NotNow),
        ({"capacity": "two"}, NotNow),
    ],
)
async def test_nothing_is_kept_of_a_form_that_cannot_be_taken(db, content, changes, error):
    await move_in(db)
    with pytest.raises(error):
        await joins(db, content, **changes)
    assert await kept(db) == NOTHING


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.CLOSED])
async def test_a_program_that_closed_while_the_form_was_open_keeps_nothing(db, content, state):
    await move_in(db)
    assert (await opens(db, content)).programs == [PROGRAM]
    await move_in(db, replace(PROGRAM, state=state))
    with pytest.raises(NotNow, match="not open for joining"):
        await joins(db, content)
    assert await kept(db) == NOTHING


async def test_a_form_sent_many_times_at_once_enrols_once(db, content):
    await move_in(db)
    await asyncio.gather(*(joins(db, content) for _ in range(4)))
    _, excluded, places = await kept(db)
    assert (excluded, len(places)) == ((MIA,), 1)


async def test_changing_answers_keeps_the_day_the_charter_was_agreed_to(db, content):
    await move_in(db)
    await joins(db, content)
    changed = await joins(db, content, now=MONDAY + WEEK, topics_wanted=("conflict",), excluded=(OMAR,))
    assert not changed.is_new
    _, excluded, [place] = await kept(db)
    assert excluded == (OMAR,)
    assert (place.topics_wanted, place.charter_accepted_at) == (("conflict",), MONDAY)


async def test_a_new_charter_is_agreed_to_anew(db, content):
    await move_in(db, enrolment(NIA, charter_version="2019-01"))
    assert not (await opens(db, content)).has_accepted
    await joins(db, content, now=MONDAY + WEEK)
    _, _, [place] = await kept(db)
    assert (place.charter_version, place.charter_accepted_at) == (CHARTER, MONDAY + WEEK)


async def test_somebody_who_left_may_come_back(db, content):
    await move_in(db, enrolment(NIA, state=EnrolmentState.LEFT))
    await joins(db, content)
    _, _, [place] = await kept(db)
    assert place.state is EnrolmentState.ACTIVE


async def test_the_form_remembers_everything_that_was_said(db, content):
    await move_in(db)
    await joins(db, content)
    started = await opens(db, content)
    assert started.answers == ANSWERS
    assert (started.is_edit, started.has_accepted, started.sites) == (True, True, ("Main",))


async def test_a_first_form_is_empty_and_about_an_open_program(db, content):
    await move_in(db)
    started = await opens(db, content)
    assert started.answers == JoinAnswers(program_id="P1")
    assert (started.is_edit, started.has_accepted) == (False, False)


async def test_the_form_is_about_the_program_chosen_or_else_one_not_joined_yet(db, content):
    other = replace(PROGRAM, id="P2", name="Second")
    await move_in(db, other)
    await joins(db, content)
    assert (await opens(db, content)).answers.program_id == "P2"
    assert (await opens(db, content, program_id="P1")).answers.program_id == "P1"
    assert (await opens(db, content, program_id="P404")).answers.program_id == "P2"


async def test_without_an_open_program_there_is_no_form(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED))
    assert await opens(db, content) is None


def test_everybody_can_read_when_they_would_be_written_to(content):
    words = [
        when_in_words(Availability("UTC", content.preset(None)), preset, tz="Europe/London", content=content)
        for preset in [None, *content.presets]
    ]
    assert all(one.startswith("I may write to you") for one in words)
