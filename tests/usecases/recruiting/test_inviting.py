"""Finding people of the directory: each look is noted, and no list tells who said no."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import EnrolmentState, Nomination, NominationState
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.recruiting.inviting import FOUND_LIST, Wanted, find_invitable, start_inviting
from tests.people import DAY, ELSEWHERE, EVE, MIA, MONDAY, NIA, OMAR, PROGRAM, TODAY, WS, enrolment, move_in

NURSES: dict[str, Any] = {"profession": "nurse", "career_stage": "senior", "site": "Main"}


@pytest.fixture
async def hospital(db):
    await move_in(db)
    await take_in(db, *(DirectoryEntry(WS, one, user_id=one, **NURSES) for one in (NIA, OMAR, EVE, MIA)))
    return db


async def take_in(db, *entries):
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 0) for one in entries], number=1)


async def found(db, content, *, by=MIA, wanted=None, ws=WS):
    invitable = await find_invitable(
        db, act=Act(ws, by, MONDAY), program_id="P1", wanted=wanted or Wanted(), content=content
    )
    return list(invitable.user_ids)


async def test_everybody_of_the_directory_but_oneself(hospital, content):
    assert await found(hospital, content) == sorted([NIA, OMAR, EVE])


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        (Wanted(profession="nurse", career_stage="senior", site="Main"), True),
        (Wanted(profession="doctor"), False),
        (Wanted(career_stage="leading"), False),
        (Wanted(site="Elsewhere"), False),
    ],
)
async def test_they_are_found_by_stage_profession_and_site(hospital, content, wanted, is_found):
    assert bool(await found(hospital, content, wanted=wanted)) is is_found


async def test_who_has_left_or_is_not_on_slack_is_not_found(db, content):
    await move_in(db)
    await take_in(
        db,
        DirectoryEntry(WS, "1", user_id=NIA, left_on=TODAY - DAY),
        DirectoryEntry(WS, "2"),
        DirectoryEntry(WS, "3", user_id=OMAR, ends_on=TODAY - DAY),
    )
    assert await found(db, content) == []


@pytest.mark.parametrize("state", NominationState)
async def test_who_was_asked_is_missing_whatever_they_said(hospital, content, state):
    async with hospital.transaction() as repos:
        await repos.nominations.save(Nomination(WS, "P1", OMAR, state))
    assert OMAR not in await found(hospital, content)


@pytest.mark.parametrize("state", EnrolmentState)
async def test_who_joined_is_missing_too(hospital, content, state):
    await move_in(hospital, enrolment(OMAR, state=state))
    assert OMAR not in await found(hospital, content)


async def test_each_look_is_noted(hospital, content):
    await found(hospital, content)
    async with hospital.transaction() as repos:
        [event] = await repos.access_log.list_for_program(WS, "P1")
    assert (event.user_id, event.what, event.at) == (MIA, FOUND_LIST, MONDAY)


async def test_only_a_manager_looks(hospital, content):
    with pytest.raises(NotYours):
        await found(hospital, content, by=NIA)
    with pytest.raises(NotFound):
        await found(hospital, content, ws=ELSEWHERE)


@pytest.mark.parametrize("changes", [{"state": ProgramState.CLOSED}, {"template_id": "peer_circle"}])
async def test_a_program_that_takes_no_mentors_looks_for_none(hospital, content, changes):
    await move_in(hospital, replace(PROGRAM, **changes))
    with pytest.raises(NotNow):
        await found(hospital, content)


async def test_without_a_directory_the_other_way_is_named(db, content):
    await move_in(db)
    with pytest.raises(NotNow, match="one by one"):
        await start_inviting(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)
