"""Hours: a talk for each week a meeting was noted in, by mentorship, and nothing of whom it was with."""

from dataclasses import replace
from datetime import date

from bot.domain.care.hours import hours_of
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState
from tests.people import EVE, NIA, OMAR, PAIR, PROGRAM, TODAY

SECOND = replace(PAIR, id="M2", members=(Member(EVE, Role.MENTEE), Member(OMAR, Role.MENTOR)))


def hours(user_id=OMAR, mentorships=(PAIR,), **weeks):
    cycles = {
        key: [Cycle(key, number, TODAY, iso_week=week) for number, week in enumerate(some, start=1)]
        for key, some in weeks.items()
    }
    return hours_of(
        user_id, mentorships=mentorships, cycles=cycles, programs={PROGRAM.id: PROGRAM}, today=TODAY
    )


def test_each_week_of_each_mentorship_is_one_talk_of_the_planned_minutes():
    statement = hours(mentorships=(PAIR, SECOND), M1=["2026-W10", None, "2026-W12"], M2=["2026-W10"])
    [one] = statement.programs
    assert (one.talks, one.minutes_each, one.minutes, statement.minutes) == (3, 45, 135, 135)


def test_two_answers_about_one_week_are_one_talk():
    assert hours(M1=["2026-W10", "2026-W10"]).talks == 1


def test_a_mentee_has_no_hours_as_a_mentor():
    assert hours(user_id=NIA, M1=["2026-W10"]).programs == ()


def test_a_host_gives_hours_and_a_peer_does_not():
    circle = replace(PAIR, members=(Member(OMAR, Role.HOST), Member(NIA, Role.PEER), Member(EVE, Role.PEER)))
    assert [hours(who, [circle], M1=["2026-W10"]).talks for who in (OMAR, NIA)] == [1, 0]


def test_the_period_is_open_while_one_mentorship_is_current():
    ended = replace(SECOND, state=MentorshipState.ENDED, ended_on=date(2026, 6, 1))
    [still] = hours(mentorships=(PAIR, ended)).programs
    [over] = hours(mentorships=(ended,)).programs
    assert (still.until, over.until) == (None, date(2026, 6, 1))


def test_what_was_never_introduced_is_left_out():
    assert hours(mentorships=(replace(PAIR, introduced_on=None),)).programs == ()
