"""A wave's page is made of its frozen cells alone, says what it can't tell, and ranks nobody."""

from dataclasses import replace

import pytest

from bot.domain.disclosure.figures import WhyNot, asked
from bot.domain.disclosure.kinds import AGREES, ANSWERED
from bot.domain.feedback.findings import Says, find
from bot.domain.feedback.retrospective import (
    Lesson,
    Lever,
    Verdict,
    lessons_of,
    with_change,
)
from bot.domain.feedback.waves import WaveKind
from bot.domain.matching.choices import MatchedBy
from bot.domain.measures.targets import REPORT, at_least
from tests.domain.feedback.closed_waves import (
    OF_A_QUARTER,
    SUPPORTED,
    Cells,
    agree,
    at_the_end,
    at_the_start,
    closed,
)
from tests.views.variants import PROGRAM

TARGETS = {"match_fit": at_least(80), "safe_to_be_open": at_least(80), "confidence_change": REPORT}


def by_key(found):
    return {one.key: one for one in found.findings}


def test_what_moved_comes_first_and_then_what_people_say():
    found = find(closed(), at_the_end())
    assert [one.says for one in found.moved] == [Says.MORE_CONFIDENT, Says.MORE_CONFIDENT, Says.GOAL_MOVED]
    assert [one.key for one in found.said] == ["e2", "e4", "e5", "e8", "e9"]
    assert [one.item.key for one in found.chosen] == ["e10"]
    assert found.untold == []


def test_a_share_is_one_of_those_who_are_asked_it():
    found = by_key(find(closed(), at_the_end(mentees=(20, 26), mentors=(10, 12))))
    assert (found["e2"].of.value, found["e4"].of.value, found["e8"].of.value) == (20, 30, 10)
    assert found["e2"].share.value == 80
    assert found["e8"].share.value == 30


def test_of_confidence_those_count_who_answered_both_times():
    one = by_key(find(closed(), at_the_end(mentees=(22, 26))))["e1:judgement_uncertain"]
    assert (one.of.text, one.share.text, one.share.likely) == ("about 20", "about 55 %", "35 to 75 %")


def test_what_most_want_changed_comes_first():
    [choice] = find(closed(), at_the_end()).chosen
    assert [choice.item.options[number] for number, _ in choice.options][:3] == [
        "Rhythm",
        "Time set aside for it",
        "Training for mentors",
    ]


def test_a_question_of_the_start_is_shown_beside_the_same_one_at_the_end():
    first, before = at_the_start()
    found = by_key(find(closed(), [*at_the_end(), *before], first=first))
    assert found["e2"].earlier.value == 45
    assert found["e4"].earlier is None


def test_what_can_not_be_told_says_why():
    found = find(closed(), at_the_end(mentees=(3, 26), mentors=(4, 8)))
    why = {getattr(one, "key", "e10"): one.why_not for one in found.untold}
    assert why["e1:ask_for_help"] is WhyNot.FEW_ANSWERED
    assert why["e8"] is WhyNot.FEW_ASKED
    assert "e9" not in why
    assert why["e2"] is WhyNot.FEW_ANSWERED


def test_of_an_option_thirty_have_to_be_asked():
    found = find(closed(), at_the_end(mentees=(16, 18), mentors=(9, 11)))
    assert found.chosen == []
    assert [one.why_not for one in found.untold if not hasattr(one, "says")] == [WhyNot.FEW_ASKED]


@pytest.mark.parametrize("many", range(10))
def test_of_a_program_of_nine_nothing_is_told_but_who_was_asked(many):
    wave = closed(items=(agree("e4", "My partner and I were a good match."),))
    cells = Cells(wave).add(ANSWERED, "end:mentee", many, many).add(AGREES, "e4", many, many).made
    found = find(wave, cells)
    assert (found.moved, found.said, found.chosen) == ([], [], [])
    assert not any(one.answered.is_shown for one in found.turnout)


def test_who_left_early_counts_where_they_were_asked():
    """They get three questions, and this is the fourth of a mentee's."""
    cells = Cells(closed()).add(ANSWERED, "end:mentee:early", 6, 8).made
    found = by_key(find(closed(), [*at_the_end(mentees=(20, 26)), *cells]))
    assert (found["e2"].of.value, found["e5"].of.value) == (25, 20)
    [mentees, _] = find(closed(), [*at_the_end(mentees=(20, 26)), *cells]).turnout
    assert (mentees.asked.value, mentees.answered.value) == (35, 25)


def test_the_cells_of_another_quarter_or_wave_are_not_this_ones():
    cells = at_the_end(wave=OF_A_QUARTER)
    assert find(closed(), cells).findings == ()
    assert find(OF_A_QUARTER, cells).findings
    assert find(replace(OF_A_QUARTER, kind=WaveKind.MID), cells).turnout == []


def lessons(**about):
    return {one.key: one for one in lessons_of(find(closed(), at_the_end(**about)), TARGETS)}


def test_a_finding_worked_is_unclear_or_says_to_change_something():
    found = lessons(mentees=(40, 45), mentors=(18, 20))
    assert found["e4"].verdict is Verdict.WORKED
    assert (found["e5"].verdict, found["e5"].target) == (Verdict.UNCLEAR, 80)
    assert found["e8"].verdict is Verdict.UNCLEAR
    assert lessons(mentees=(80, 90), mentors=(60, 70))["e8"].verdict is Verdict.TO_CHANGE


def test_that_few_moved_up_is_reported_and_no_failure():
    assert lessons(mentees=(90, 90))["e1:ask_for_help"].verdict is Verdict.UNCLEAR


def test_what_many_chose_is_to_be_changed_and_nothing_is_not():
    found = [one for one in lessons(mentees=(40, 45)).values() if one.option]
    assert [one.option for one in found] == ["Rhythm", "Time set aside for it", "Training for mentors"]
    assert [one.lever for one in found] == [Lever.RHYTHM, Lever.TIME, Lever.OBJECTIVE]


# A finding that pulls each of them.
PULLS = {
    Lever.RHYTHM: "e10/2",
    Lever.LENGTH: "e10/1",
    Lever.TALK: "m1",
    Lever.TIME: "e10/6",
    Lever.PLACES: "m6",
    Lever.MATCHING: "e4",
    Lever.OBJECTIVE: "e10/3",
}


@pytest.mark.parametrize("lever", Lever)
def test_every_lever_moves_something_of_the_plan_and_can_be_pulled_again(lever):
    lesson = Lesson(PULLS[lever], Verdict.TO_CHANGE, asked([]), option="Guides")
    assert lesson.lever is lever
    after = with_change(PROGRAM, lesson)
    assert after != PROGRAM
    for _ in range(9):
        after = with_change(after, lesson)
    assert after.every_weeks <= 8
    assert after.minutes >= 15
    assert after.plan.capacity >= 1
    assert after.plan.objectives.count("Better: Guides") == (lever is Lever.OBJECTIVE)
    assert (after.plan.matched_by is MatchedBy.CHOSEN) == (lever is Lever.MATCHING)


def test_a_question_of_mentors_is_no_question_of_mentees():
    found = find(closed(items=(SUPPORTED,)), at_the_end(mentors=(9, 12)))
    assert [str(one.of) for one in found.said] == ["about 10"]
