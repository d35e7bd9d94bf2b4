"""Where mentees choose, whoever waits is asked without a manager, once, and only when there is somebody."""

import asyncio
import sys
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.choices import MatchedBy, Said
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.usecases.home.reader import read_reader
from bot.usecases.matching import offering
from bot.usecases.matching.choosing import choice_due
from bot.usecases.matching.offering import offer_choices, offer_to_newcomers
from bot.usecases.matching.waiting import waiting_in
from bot.usecases.mentorships.lifecycle import end_mentorship
from tests.people import (
    DAY,
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
    send_due,
)

ADA, LEA, SAM, JOE = "UADA", "ULEA", "USAM", "UJOE"
CHOSEN = Plan(matched_by=MatchedBy.CHOSEN)
ABOUT: dict = {
    "profession": "nurse",
    "career_stage": "established",
    "specialty": "intensive_care",
    "department": "critical_care",
    "preset_id": "office",
}
QUESTION = ("choose_mentors", NIA)


async def joins(db, *enrolments, **about):
    people = [Person(WS, one.user_id, **{**ABOUT, **about}) for one in enrolments]
    await move_in(db, *people, *enrolments)
    await becomes(db)


async def becomes(db, **changes):
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, **{"plan": CHOSEN, **changes}))


async def offers(db, content, *, now=MONDAY, seed=1):
    return await offer_to_newcomers(db, content=content, now=now, rng=Random(seed))


async def shown_to(db, user_id=NIA):
    async with db.transaction() as repos:
        return await repos.suggestions.list_for_person(WS, user_id)


async def says(db, *mentors, user_id=NIA, what=Said.NO):
    async with db.transaction() as repos:
        for mentor in mentors:
            assert await repos.suggestions.answer(WS, "P1", user_id, mentor_id=mentor, said=what)


def mentor(user_id, **more):
    return enrolment(user_id, Role.MENTOR, **more)


@pytest.fixture
async def waits(db):
    """A mentee and a mentor who suit each other."""
    await joins(db, enrolment(NIA), mentor(OMAR))
    return db


@pytest.fixture
def without_solver(monkeypatch):
    """From when it is called, whatever asks for the solver fails."""
    return lambda: monkeypatch.setitem(sys.modules, "bot.usecases.matching.pooling", None)


async def test_whoever_waits_is_asked_without_a_manager(waits, content):
    assert await offers(waits, content) == 1
    assert [one.mentor_id for one in await shown_to(waits)] == [OMAR]
    assert await send_due(waits, MONDAY) == [QUESTION]


async def test_who_joins_later_is_asked_and_who_was_asked_costs_nothing_more(waits, content, without_solver):
    await offers(waits, content)
    await joins(waits, enrolment(ADA))
    assert await offers(waits, content, now=MONDAY + DAY) == 1
    assert sorted(await send_due(waits, MONDAY + DAY)) == [("choose_mentors", ADA), QUESTION]
    without_solver()
    assert await offers(waits, content, now=MONDAY + DAY) == 0


async def test_who_found_nobody_is_asked_once_a_mentor_is_free(db, content, without_solver, monkeypatch):
    await joins(db, enrolment(NIA), mentor(OMAR, capacity=1))
    taken = replace(PAIR, members=(replace(PAIR.members[0], user_id=EVE), PAIR.members[1]))
    await move_in(db, enrolment(EVE), taken)
    await becomes(db)
    without_solver()
    assert await offers(db, content) == 0
    monkeypatch.undo()
    await end_mentorship(db, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")
    await offers(db, content)
    assert QUESTION in await send_due(db, MONDAY)


async def test_the_mentors_somebody_was_shown_stay_the_same(waits, content):
    await offers(waits, content)
    before = await shown_to(waits)
    await joins(waits, mentor(LEA), mentor(SAM))
    assert await offers(waits, content, now=MONDAY + WEEK) == 0
    assert await shown_to(waits) == before


async def test_whoever_said_no_to_all_is_shown_others_from_the_next_day(db, content):
    await joins(db, enrolment(NIA), *map(mentor, (OMAR, LEA, SAM)))
    await offers(db, content)
    await send_due(db, MONDAY)
    await says(db, OMAR, LEA)
    await joins(db, mentor(JOE))
    assert await offers(db, content, now=MONDAY + DAY) == 0
    await says(db, SAM)
    assert await offers(db, content, now=MONDAY) == 0
    assert await offers(db, content, now=MONDAY + DAY) == 1
    assert [one.mentor_id for one in await shown_to(db) if one.said is None] == [JOE]
    assert await send_due(db, MONDAY + DAY) == [QUESTION]
    async with db.transaction() as repos:
        assert await choice_due(
            repos, await read_reader(repos, act=Act(WS, NIA, MONDAY + DAY), content=content)
        )


async def test_whoever_is_turned_down_by_all_they_liked_is_shown_others(waits, content):
    await offers(waits, content)
    await says(waits, OMAR, what=Said.FIRST)
    declined = replace(PAIR, state=MentorshipState.DROPPED, channel_id=None, introduced_on=None)
    await joins(waits, mentor(LEA))
    await move_in(waits, declined)
    await becomes(waits)
    assert await offers(waits, content, now=MONDAY + DAY) == 1
    assert {one.mentor_id for one in await shown_to(waits)} == {OMAR, LEA}


async def test_after_a_mentorship_has_ended_the_choice_begins_anew(db, content):
    await joins(db, enrolment(NIA), mentor(OMAR), mentor(LEA))
    await offers(db, content)
    await says(db, OMAR, what=Said.FIRST)
    await move_in(db, PAIR)
    await becomes(db)
    assert await offers(db, content, now=MONDAY + DAY) == 0
    await end_mentorship(db, act=Act(WS, OMAR, MONDAY + DAY), mentorship_id="M1")
    assert await shown_to(db) == []
    assert await offers(db, content, now=MONDAY + DAY) == 1
    assert [one.mentor_id for one in await shown_to(db)] == [LEA]


async def test_a_mentor_who_is_a_mentee_too_keeps_their_own_choice_when_a_pair_ends(db, content):
    await joins(db, enrolment(OMAR, Role.BOTH, capacity=2), mentor(LEA))
    await offers(db, content)
    await move_in(db, enrolment(NIA), PAIR)
    await end_mentorship(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    assert [one.mentor_id for one in await shown_to(db, OMAR)] == [LEA]


async def test_two_replicas_ask_once_and_show_the_same(db, content):
    """Each has read before the other wrote, and a mentor came between the two."""
    await joins(db, enrolment(NIA), mentor(OMAR))
    first = await _read(db, content)
    await joins(db, mentor(LEA), mentor(SAM))
    second = await _read(db, content)
    asked = [await offering._offer(db, one, content, MONDAY, Random(1)) for one in (first, second)]
    assert asked == [1, 0]
    assert [one.mentor_id for one in await shown_to(db)] == [OMAR]
    assert await send_due(db, MONDAY) == [QUESTION]


async def test_many_at_once_ask_once(db, content):
    await joins(db, enrolment(NIA), enrolment(ADA), *map(mentor, (OMAR, LEA, SAM)))
    asked = await asyncio.gather(*(offers(db, content, seed=seed) for seed in range(4)))
    assert sum(asked) == 2
    assert sorted(await send_due(db, MONDAY)) == [("choose_mentors", ADA), QUESTION]


async def _read(db, content):
    async with db.transaction() as repos:
        return await waiting_in(repos, await repos.programs.get(WS, "P1"), content, MONDAY)


@pytest.mark.parametrize(
    "change",
    [
        {"plan": Plan(matched_by=MatchedBy.BY_HAND)},
        {"state": ProgramState.CLOSING},
        {"plan": Plan()},
    ],
    ids=["by hand", "closing", "proposed"],
)
async def test_what_changed_while_it_was_worked_out_counts(waits, content, change):
    found = await _read(waits, content)
    await becomes(waits, **change)
    assert await offering._offer(waits, found, content, MONDAY, Random(1)) == 0
    assert await shown_to(waits) == []


async def test_who_was_matched_or_left_while_it_was_worked_out_is_not_asked(db, content):
    await joins(db, enrolment(NIA), enrolment(ADA), enrolment(EVE), mentor(OMAR), mentor(LEA))
    found = await _read(db, content)
    gone = enrolment(ADA, state=EnrolmentState.LEFT)
    await move_in(db, PAIR, gone, enrolment(EVE, on_hold=True))
    await becomes(db)
    assert await offering._offer(db, found, content, MONDAY, Random(1)) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"plan": Plan()},
        {"plan": Plan(matched_by=MatchedBy.BY_HAND)},
        {"template_id": "peer_circle"},
        {"state": ProgramState.DRAFT},
        {"state": ProgramState.RECRUITING},
        {"state": ProgramState.CLOSING},
        {"state": ProgramState.CLOSED},
        {"state": ProgramState.ENROLLING, "starts_on": TODAY + DAY},
        {"state": ProgramState.ENROLLING, "starts_on": TODAY + WEEK, "signup_ends_on": TODAY},
    ],
    ids=lambda changes: str([str(one) for one in changes.values()][-1])[:20],
)
async def test_where_mentees_do_not_choose_or_not_yet_nobody_is_asked(waits, content, changes):
    await becomes(waits, **changes)
    assert await offers(waits, content) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ProgramState.MATCHING, "starts_on": TODAY + WEEK},
        {"state": ProgramState.ENROLLING, "starts_on": TODAY},
        {"state": ProgramState.ENROLLING, "starts_on": TODAY + WEEK, "signup_ends_on": date(2026, 3, 1)},
    ],
    ids=["sign-up closed", "first day", "sign-up over"],
)
async def test_once_sign_up_is_over_or_the_program_begins_they_are_asked(waits, content, changes):
    await becomes(waits, **changes)
    assert await offers(waits, content) == 1


@pytest.mark.parametrize(
    ("enrolled", "about"),
    [
        ({"on_hold": True}, {}),
        ({}, {"paused_from": TODAY, "paused_until": TODAY + WEEK}),
        ({"charter_version": "before"}, {}),
        ({}, {"leave_from": TODAY - DAY, "leave_until": TODAY + DAY}),
    ],
    ids=["on hold", "paused", "old charter", "on leave"],
)
async def test_who_may_not_be_matched_now_is_not_asked_and_costs_nothing(
    db, content, without_solver, enrolled, about
):
    await joins(db, mentor(OMAR))
    await joins(db, enrolment(NIA, **enrolled), **about)
    without_solver()
    assert await offers(db, content) == 0


async def test_with_nobody_waiting_nothing_is_worked_out(db, content, without_solver):
    await joins(db, mentor(OMAR))
    without_solver()
    assert await offers(db, content) == 0


async def test_whoever_a_manager_had_asked_is_not_asked_again(waits, content):
    await offer_choices(waits, act=Act(WS, MIA, MONDAY), program_id="P1", content=content, rng=Random(1))
    assert await offers(waits, content, now=MONDAY + DAY) == 0
