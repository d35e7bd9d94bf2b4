"""Which questions a cycle plans, for whom and when."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Outcome
from bot.planning.cycle_messages import CycleToPlan, plan_questions_by_template
from bot.planning.cycles import look_on, plan_about_silence, plan_questions
from tests.people import CYCLE, DAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK

NEXT = Cycle("M1", 2, starts_on=TODAY)


def after(outcome, **more):
    """The questions of a cycle that follows one with this outcome."""
    return plan_questions(PAIR, NEXT, before=replace(CYCLE, outcome=outcome), **more)


def days_of(planned, kind):
    """Recipients and their day, counted from the cycle's Monday."""
    start = datetime.combine(TODAY, time(), UTC)
    return [(one.recipient, (one.due_at - start) / DAY) for one in planned if one.kind == kind]


def test_the_mentee_is_asked_first_and_the_mentor_two_days_later():
    turned = replace(PAIR, members=PAIR.members[::-1])
    for mentorship in (PAIR, turned):
        planned = plan_questions(mentorship, CYCLE, before=None)
        assert days_of(planned, "check_in") == [(NIA, 28), (OMAR, 30)]


@pytest.mark.parametrize(
    ("outcome", "days"),
    [(Outcome.MET, 28), (Outcome.MOVED, 7), (Outcome.NOT_THIS_MONTH, 28), (Outcome.PAUSED, 28)],
)
def test_the_next_question_comes_a_rhythm_after_an_answer_and_a_week_after_a_moved_one(outcome, days):
    assert days_of(after(outcome), "check_in")[0] == (NIA, days)


def test_the_first_question_follows_the_template():
    assert days_of(plan_questions(PAIR, CYCLE, before=None, first_weeks=2), "check_in")[0] == (NIA, 14)


def test_nobody_who_has_just_answered_is_asked_again_within_three_days():
    """Of a weekly rhythm, the Monday after a Sunday is a week later."""
    weekly = replace(PAIR, every_weeks=1)
    to_plan = CycleToPlan(
        mentorship=weekly,
        program=PROGRAM,
        cycle=NEXT,
        before=replace(CYCLE, outcome=Outcome.MET),
        today=TODAY,
    )
    for answered_after, asked_after in ((0, 7), (3, 7), (6, 9)):
        late = replace(to_plan, today=TODAY + answered_after * DAY)
        assert days_of(plan_questions_by_template(late, None), "check_in")[0] == (NIA, asked_after)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_silence_is_looked_for_only_where_it_can_begin(outcome):
    day = look_on(PAIR, NEXT, before=replace(CYCLE, outcome=outcome), has_met=True)
    assert day == (TODAY + 43 * DAY if outcome.is_an_answer else None)


@pytest.mark.parametrize(("every_weeks", "has_met", "day"), [(4, True, 43), (1, False, 22), (1, True, 11)])
def test_silence_is_asked_about_on_its_first_day(every_weeks, has_met, day):
    mentorship = replace(PAIR, every_weeks=every_weeks)
    planned = plan_about_silence(mentorship, CYCLE, has_met=has_met)
    assert days_of(planned, "quiet_check") == [(NIA, day), (OMAR, day + 2)]
    assert look_on(mentorship, CYCLE, before=None, has_met=has_met) == TODAY + day * DAY


def test_every_question_counts_towards_the_budget_and_lasts_as_long_as_it_has_a_point():
    """Nights and leave put off the one about silence for as long as they take."""
    for one in [*after(Outcome.MET), *plan_about_silence(PAIR, CYCLE, has_met=True)]:
        assert one.budgeted
        good_for = 26 * WEEK if one.kind == "quiet_check" else 10 * DAY
        assert one.expires_at - one.due_at == good_for


def test_everybody_in_a_trio_is_asked_in_turn():
    trio = replace(PAIR, members=(*PAIR.members, Member("UAYA", Role.MENTEE)))
    planned = plan_questions(trio, CYCLE, before=None)
    assert days_of(planned, "check_in") == [(NIA, 28), ("UAYA", 30), (OMAR, 32)]
