"""What managers see by name: a place, with whom, and a status; nothing that tells more."""

from dataclasses import fields, replace
from typing import Any

import pytest

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Signs, Status
from bot.domain.people import Person
from bot.domain.privacy.visible_to_managers import (
    Place,
    Show,
    VisibleMatch,
    VisiblePerson,
    VisiblePost,
    in_order,
    visible_match,
    visible_people,
)
from tests.people import DAY, MONDAY, NIA, OMAR, PAIR, TODAY, WEEK, WS, enrolment


def seen(mentorship=None, *, state=EnrolmentState.ACTIVE, person=None, signs=None):
    mentorships = [mentorship] if mentorship else []
    by_id = {one.id: signs or Signs() for one in mentorships}
    people = {NIA: person or Person(WS, NIA)}
    [one] = visible_people([enrolment(NIA, state=state)], people, mentorships, by_id, today=TODAY)
    return one


@pytest.mark.parametrize("state", EnrolmentState)
def test_every_state_of_an_enrolment_has_its_place(state):
    assert seen(state=state).place == state.value


@pytest.mark.parametrize("why", ["paused", "leave"])
def test_a_pause_and_a_leave_read_alike(why):
    days: dict[str, Any] = {f"{why}_from": TODAY, f"{why}_until": TODAY}
    away = Person(WS, NIA, **days)
    assert seen(person=away).place is Place.PAUSED


def test_whoever_left_the_workspace_has_left():
    assert seen(person=Person(WS, NIA, left_at=MONDAY)).place is Place.LEFT


@pytest.mark.parametrize("state", [MentorshipState.PROPOSED, MentorshipState.DROPPED])
def test_a_suggestion_nobody_approved_is_not_seen(state):
    assert seen(replace(PAIR, state=state)).matches == ()


def test_a_match_of_another_program_is_not_seen_in_this_one():
    assert seen(replace(PAIR, program_id="P2")).matches == ()


def test_a_silent_pair_may_need_support_only_a_week_after_it_was_asked():
    silent = Signs(silent_since=TODAY - 12 * WEEK, asked_on=TODAY - 6 * DAY)
    assert seen(PAIR, signs=silent).matches[0].status is Status.GETTING_STARTED
    asked = replace(silent, asked_on=TODAY - 7 * DAY)
    assert seen(PAIR, signs=asked).matches[0].status is Status.MAY_NEED_SUPPORT


@pytest.mark.parametrize(
    ("one", "shown_in"),
    [
        (VisiblePerson(NIA, Role.MENTEE, Place.ACTIVE), {Show.WAITING}),
        (VisiblePerson(NIA, Role.MENTEE, Place.APPLIED), {Show.WAITING}),
        (VisiblePerson(NIA, Role.MENTEE, Place.LEFT), set()),
        (VisiblePerson(NIA, Role.MENTEE, Place.RELEASED), set()),
        (
            VisiblePerson(NIA, Role.MENTEE, Place.ACTIVE, (VisibleMatch((OMAR,), Status.ENDED, False),)),
            {Show.WAITING},
        ),
        (
            VisiblePerson(NIA, Role.MENTEE, Place.ACTIVE, (VisibleMatch((OMAR,), Status.PAUSED, True),)),
            {Show.MATCHED},
        ),
        (
            VisiblePerson(
                NIA, Role.MENTEE, Place.ACTIVE, (VisibleMatch((OMAR,), Status.MAY_NEED_SUPPORT, True),)
            ),
            {Show.MATCHED, Show.SUPPORT},
        ),
    ],
)
def test_each_filter_shows_whom_it_names(one, shown_in):
    assert {show for show in Show if one.is_shown_in(show)} == {Show.ALL} | shown_in


@pytest.mark.parametrize(
    ("about", "signs", "since"),
    [
        ({"introduced_on": TODAY + 2 * DAY}, Signs(), TODAY),
        ({"introduced_on": None}, Signs(), None),
        ({}, Signs(last_met_on=TODAY - WEEK), None),
        ({"state": MentorshipState.PAUSED, "paused_on": TODAY}, Signs(last_met_on=TODAY), TODAY),
        ({"state": MentorshipState.PAUSED}, Signs(), None),
        ({"state": MentorshipState.ENDED, "ended_on": TODAY + 3 * DAY}, Signs(last_met_on=TODAY), TODAY),
        ({}, Signs(None, TODAY - 20 * WEEK, TODAY - 9 * DAY), TODAY - WEEK),
    ],
)
def test_since_when_is_a_monday_and_nothing_of_what_is_on_track(about, signs, since):
    assert visible_match(replace(PAIR, **about), signs, today=TODAY + 4 * DAY).since == since


def test_what_is_never_seen_has_no_field():
    """A new field here is a new thing a manager sees: docs/managers.md says which there may be."""
    names = {field.name for kind in (VisiblePerson, VisibleMatch) for field in fields(kind)}
    of_the_match = {"matches", "mentorship_id", "others", "status", "stands", "since", "taker"}
    assert names == {"user_id", "role", "place", "asked_on", "set_aside", "hands", "post"} | of_the_match
    of_the_post = {field.name for field in fields(VisiblePost)}
    assert of_the_post == {"profession", "career_stage", "department", "site"}


def test_those_a_manager_can_do_something_for_come_first_and_those_who_left_last():
    def one(user_id, place=Place.ACTIVE, **more):
        return VisiblePerson(user_id, Role.MENTEE, place, **more)

    matched = (VisibleMatch((OMAR,), Status.ON_TRACK, True),)
    silent = (VisibleMatch((OMAR,), Status.MAY_NEED_SUPPORT, True),)
    over = (VisibleMatch((OMAR,), Status.MAY_NEED_SUPPORT, False),)
    people = [
        one("left", Place.LEFT),
        one("matched", matches=matched),
        one("waits", matches=over),
        one("silent", matches=silent),
        one("asks", Place.APPLIED),
        one("again", asked_on=TODAY, matches=matched),
    ]
    assert [seen.user_id for seen in in_order(people)] == [
        "silent",
        "again",
        "asks",
        "waits",
        "matched",
        "left",
    ]
