"""What is wrong with an answer, field by field, and who may join as what."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.answers import InvalidAnswer
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.joining.joining import (
    IN_CIRCLES,
    IN_PAIRS,
    MOST_EXCLUDED,
    MOST_LIKED,
    JoinAnswers,
    check_likes,
    check_shifts,
    check_topics,
    require_may_join,
    roles_on_offer,
    state_after_joining,
)
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow
from tests.people import NIA, PROGRAM, TODAY, enrolment

TOPIC = ("leadership",)
SEVEN = ("a", "b", "c", "d", "e", "f", "g")


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        (JoinAnswers(role="mentee", topics_wanted=TOPIC), set()),
        (JoinAnswers(role="mentee"), {"topics_wanted"}),
        (JoinAnswers(role="mentee", topics_wanted=SEVEN[:4]), {"topics_wanted"}),
        (JoinAnswers(role="mentor", topics_offered=TOPIC), set()),
        (JoinAnswers(role="mentor", topics_offered=TOPIC, capacity=2), set()),
        (JoinAnswers(role="mentor"), {"topics_offered"}),
        (JoinAnswers(role="mentor", topics_offered=SEVEN), {"topics_offered"}),
        (JoinAnswers(role="mentor", topics_offered=TOPIC, capacity=0), {"capacity"}),
        (JoinAnswers(role="mentor", topics_offered=TOPIC, capacity=3), {"capacity"}),
        (JoinAnswers(role="mentee", topics_wanted=TOPIC, capacity=3), set()),
        (JoinAnswers(role="both", topics_wanted=TOPIC, topics_offered=TOPIC), set()),
        (JoinAnswers(role="both", capacity=0), {"topics_wanted", "topics_offered", "capacity"}),
        (JoinAnswers(role="peer"), {"topics_wanted"}),
        (JoinAnswers(role="host"), set()),
        (JoinAnswers(), {"topics_wanted"}),
    ],
)
def test_role_and_topics_have_to_fit(answers, fields):
    assert problems(check_topics, answers, most_mentees=2) == fields


@pytest.mark.parametrize("name", ["excluded", "apart"])
@pytest.mark.parametrize(
    ("named", "is_wrong"),
    [
        ((), False),
        ((NIA,), True),
        (tuple(f"U{n}" for n in range(MOST_EXCLUDED)), False),
        (tuple(f"U{n}" for n in range(MOST_EXCLUDED + 1)), True),
    ],
)
def test_up_to_twenty_others_can_be_named_and_never_oneself(name, named, is_wrong):
    answers = naming(name, named)
    assert problems(check_shifts, answers, user_id=NIA) == ({name} if is_wrong else set())


@pytest.mark.parametrize(
    ("start", "end", "fields", "quiet"),
    [
        (None, None, set(), None),
        ("22:00", "06:30", set(), (time(22), time(6, 30))),
        ("22:00", None, {"quiet_until"}, None),
        (None, "06:30", {"quiet_from"}, None),
        ("22:00", "22:00", {"quiet_until"}, None),
        ("late", "06:30", {"quiet_from"}, None),
    ],
)
def test_quiet_hours_have_two_ends_or_none(start, end, fields, quiet):
    answers = JoinAnswers(quiet_from=start, quiet_until=end)
    assert problems(check_shifts, answers, user_id=NIA) == fields
    assert answers.quiet == quiet


@pytest.mark.parametrize("name", ["heading_for", "been_there", "interests", "languages"])
def test_a_few_of_each_list_can_be_chosen(name):
    assert problems(check_likes, naming(name, SEVEN[:MOST_LIKED])) == set()
    assert problems(check_likes, naming(name, SEVEN)) == {name}


def naming(name, chosen):
    given: dict = {name: chosen}
    return JoinAnswers(**given)


def problems(check, *arguments, **more):
    """The parts a check complains about."""
    try:
        check(*arguments, **more)
    except InvalidAnswer as error:
        return set(error.parts)
    return set()


RECRUITING = replace(PROGRAM, state=ProgramState.RECRUITING)
MATCHING = replace(PROGRAM, state=ProgramState.MATCHING)
CLOSED = replace(PROGRAM, state=ProgramState.CLOSED)
SIGNED_UP = replace(PROGRAM, signup_ends_on=TODAY - timedelta(days=1))
MENTEE, GONE = enrolment(NIA), enrolment(NIA, state=EnrolmentState.LEFT)


@pytest.mark.parametrize(
    ("program", "kinds", "mine", "offered"),
    [
        (PROGRAM, IN_PAIRS, None, IN_PAIRS),
        (PROGRAM, IN_CIRCLES, None, IN_CIRCLES),
        (RECRUITING, IN_PAIRS, None, (Role.MENTOR, Role.BOTH)),
        (RECRUITING, IN_CIRCLES, None, (Role.HOST,)),
        (RECRUITING, IN_PAIRS, MENTEE, IN_PAIRS),
        (MATCHING, IN_PAIRS, None, ()),
        (MATCHING, IN_PAIRS, MENTEE, (Role.MENTEE,)),
        (MATCHING, IN_PAIRS, GONE, ()),
        (SIGNED_UP, IN_PAIRS, None, ()),
        (SIGNED_UP, IN_PAIRS, MENTEE, (Role.MENTEE,)),
        (CLOSED, IN_PAIRS, MENTEE, ()),
    ],
)
def test_a_form_offers_what_can_be_joined_today_and_what_one_is_already(program, kinds, mine, offered):
    assert roles_on_offer(program, kinds, mine=mine, today=TODAY) == offered
    for role in kinds:
        assert may_join(program, role, mine) == (role in offered)


def may_join(program, role, mine):
    try:
        require_may_join(program, role, mine=mine, today=TODAY)
    except NotNow:
        return False
    return True


def test_somebody_declined_is_told_kindly_that_this_program_has_no_place():
    declined = enrolment(NIA, state=EnrolmentState.DECLINED)
    with pytest.raises(NotNow, match="says nothing about you"):
        require_may_join(PROGRAM, Role.MENTEE, mine=declined, today=TODAY)


@pytest.mark.parametrize(
    ("before", "by_approval", "after"),
    [
        (None, False, "active"),
        (None, True, "applied"),
        ("left", False, "active"),
        ("left", True, "applied"),
        ("applied", False, "applied"),
        ("active", True, "active"),
        ("released", True, "active"),
    ],
)
def test_joining_asks_for_approval_once_where_the_plan_says_so(before, by_approval, after):
    mine = enrolment(NIA, state=EnrolmentState(before)) if before else None
    assert state_after_joining(mine, Plan(by_approval=by_approval)) == after
