"""Goals: what may be written, how far along they are, and until when something is for the next talk."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.goals.goals import (
    LONGEST_GOAL,
    MOST_GOALS,
    STEPS_KEPT,
    TURNS,
    Goal,
    Goals,
    NextTalk,
    Typed,
    choose_next,
    current,
    delete_goal,
    has_goals,
    has_moved_up,
    may_have_goals,
    mentees_of,
    move_goal,
    next_talk_of,
    tidy,
    write_goal,
)
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Outcome
from bot.errors import NotFound, NotNow
from tests.people import EVE, NIA, OMAR, PAIR, TODAY, WS

TOPICS = {"leadership": "Leading others", "wellbeing": "Wellbeing"}
HINT = "This looks like a patient's."
NONE = Goals(WS, "M1", NIA)
TYPED = Typed("Lead a handover", "leadership", importance=4, progress=2)
HANDOVER = Goal("g1", 4, (2,), "Lead a handover", "leadership")
ONE = replace(NONE, goals=(HANDOVER,))


def written(typed, *, goals=NONE, goal_id="g1"):
    return write_goal(goals, goal_id, typed, topics=TOPICS, hint=HINT, today=TODAY)


def cycles(*outcomes):
    return [Cycle("M1", number, TODAY, outcome=one) for number, one in enumerate(outcomes, start=1)]


def chosen(goals, *, goal_id="", topic="", outcomes=(None,)):
    return choose_next(goals, goal_id=goal_id, topic=topic, cycles=cycles(*outcomes), topics=TOPICS)


def test_a_goal_is_kept_as_it_was_typed():
    assert written(TYPED) == ONE


def test_a_form_that_is_sent_twice_writes_one_goal():
    assert written(TYPED, goals=written(TYPED)) == ONE


def test_a_goal_may_be_a_topic_alone():
    assert written(replace(TYPED, text="")).goals == (replace(HANDOVER, text=""),)


def test_a_topic_that_is_none_is_not_kept():
    assert written(replace(TYPED, topic="gossip")).goals == (replace(HANDOVER, topic=""),)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (replace(TYPED, text=" \n\t", topic=""), {Part.GOAL}),
        (replace(TYPED, text="", topic="gossip"), {Part.GOAL}),
        (replace(TYPED, text="x" * (LONGEST_GOAL + 1)), {Part.GOAL}),
        (replace(TYPED, text="long " * 2_000), {Part.GOAL}),
        (replace(TYPED, text="Help MRN 4711 23 go home"), {Part.GOAL}),
        (replace(TYPED, importance=0), {Part.GOAL_MATTERS}),
        (replace(TYPED, importance=6), {Part.GOAL_MATTERS}),
        (replace(TYPED, progress=99), {Part.GOAL_PROGRESS}),
        (Typed(), {Part.GOAL, Part.GOAL_MATTERS, Part.GOAL_PROGRESS}),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(typed, parts):
    with pytest.raises(InvalidAnswer) as refused:
        written(typed)
    assert set(refused.value.parts) == parts
    assert all(one.endswith(".") for one in refused.value.parts.values())


def test_what_looks_like_a_patients_gets_the_hint_in_whatever_digits():
    for text in ("NHS number 943 476 5919", "MRN \u0664\u0667\u0661\u0661\u0662"):
        with pytest.raises(InvalidAnswer, match=HINT):
            written(replace(TYPED, text=text))


def test_a_fourth_goal_is_refused_and_an_old_one_can_still_be_changed():
    full = NONE
    for number in range(MOST_GOALS):
        full = written(TYPED, goals=full, goal_id=f"g{number}")
    with pytest.raises(NotNow, match="three goals"):
        written(TYPED, goals=full, goal_id="g9")
    assert written(replace(TYPED, text="Rest more"), goals=full, goal_id="g0").goals[0].text == "Rest more"


def test_letters_of_every_direction_stay_and_nothing_turns_what_follows():
    hebrew = "להוביל משמרת"
    assert tidy(f"\u202e{hebrew}\u2069\u202c now") == f"{hebrew} now"
    assert tidy("one\nline\x00, and\u200fmarks") == "one line, and\u200fmarks"


@given(st.text())
def test_a_sentence_is_one_line_and_leaves_its_frame_closed(text):
    found = tidy(text)
    assert not TURNS.intersection(found)
    assert found.splitlines() in ([], [found])
    assert tidy(found) == found


def test_a_step_is_noted_once_and_only_where_it_differs():
    moved = move_goal(move_goal(ONE, "g1", 3), "g1", 3)
    assert moved.goals[0].steps == (2, 3)
    assert not has_moved_up(ONE.goals)
    assert has_moved_up(moved.goals)
    assert not has_moved_up(move_goal(moved, "g1", 1).goals)


def test_one_that_moved_up_is_enough():
    assert has_moved_up([replace(HANDOVER, steps=(3, 2)), replace(HANDOVER, steps=(1, 2))])
    assert not has_moved_up([])


@pytest.mark.parametrize(("goal_id", "progress"), [("g9", 3), ("g1", 0), ("g1", 6)])
def test_a_made_up_step_is_answered_in_words(goal_id, progress):
    with pytest.raises(NotFound, match="Open Goals"):
        move_goal(ONE, goal_id, progress)


def test_of_a_long_way_the_beginning_and_the_latest_are_kept():
    moved = ONE
    for number in range(3 * STEPS_KEPT):
        moved = move_goal(moved, "g1", 3 + number % 2)
    [goal] = moved.goals
    assert (len(goal.steps), goal.steps[0], goal.progress) == (STEPS_KEPT, 2, 4)


def test_deleting_twice_is_deleting_once():
    assert delete_goal(delete_goal(ONE, "g1"), "g1") == NONE


def test_only_the_mentee_sees_what_they_keep_to_themself():
    private = replace(ONE, goals=(replace(HANDOVER, is_private=True),))
    assert private.as_seen_by(NIA) == private
    assert private.as_seen_by(OMAR) == NONE


@pytest.mark.parametrize(
    ("outcomes", "number"), [((), 1), ((None,), 1), ((Outcome.MET,), 2), ((Outcome.MOVED, None), 2)]
)
def test_the_next_talk_is_that_of_the_cycle_which_is_open_or_comes(outcomes, number):
    assert next_talk_of(cycles(*outcomes)) == number


def test_a_goal_or_a_topic_is_for_the_next_talk_or_nothing_in_particular():
    assert chosen(ONE, goal_id="g1").next_talk == NextTalk(1, goal_id="g1")
    assert chosen(ONE, topic="wellbeing").next_talk == NextTalk(1, topic="wellbeing")
    for nothing in ({}, {"goal_id": "g9"}, {"topic": "gossip"}):
        assert chosen(chosen(ONE, goal_id="g1"), **nothing).next_talk is None


def test_what_is_kept_to_oneself_is_not_for_the_next_talk():
    private = replace(HANDOVER, is_private=True)
    assert chosen(replace(ONE, goals=(private,)), goal_id="g1").next_talk is None
    picked = chosen(ONE, goal_id="g1")
    assert current(replace(picked, goals=(private,)), cycles(None)).next_talk is None
    assert current(delete_goal(picked, "g1"), cycles(None)).next_talk is None


@pytest.mark.parametrize(
    ("outcomes", "is_gone"),
    [
        ((None,), False),
        ((Outcome.MET,), True),
        ((Outcome.MOVED, None), False),
        ((Outcome.NOT_THIS_MONTH, Outcome.MET), True),
        ((Outcome.UNANSWERED, None), False),
    ],
)
def test_it_is_gone_after_the_next_talk_that_takes_place(outcomes, is_gone):
    picked = chosen(ONE, goal_id="g1")
    assert (current(picked, cycles(*outcomes)).next_talk is None) == is_gone


def test_chosen_after_a_talk_it_is_for_the_one_after():
    picked = chosen(ONE, goal_id="g1", outcomes=(Outcome.MET,))
    assert current(picked, cycles(Outcome.MET, None)) == picked


def test_goals_are_a_mentees_and_no_circles():
    mutual = replace(PAIR, members=(Member(NIA, Role.BOTH), Member(EVE, Role.BOTH)))
    circle = replace(PAIR, members=(Member(NIA, Role.PEER), Member(EVE, Role.HOST)))
    assert (mentees_of(PAIR), mentees_of(mutual), mentees_of(circle)) == ((NIA,), (NIA, EVE), ())
    assert (has_goals(PAIR, OMAR), may_have_goals(PAIR), may_have_goals(circle)) == (False, True, False)
