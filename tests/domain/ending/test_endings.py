"""The planned end: when it has come, how long it opens thanks and papers, and what a certificate says."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ending.endings import (
    OPEN_FOR,
    Certificate,
    Ending,
    certificate_of,
    ending_of,
    require_open,
)
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome
from bot.errors import NotNow
from tests.people import DAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK

LAST = TODAY + 20 * WEEK
ROLLING = replace(PROGRAM, ends_on=None)
COHORT = replace(PROGRAM, ends_on=LAST)


def ended(on):
    return replace(PAIR, state=MentorshipState.ENDED, ended_on=on)


@pytest.mark.parametrize(
    ("pair", "program", "today", "on"),
    [
        (PAIR, COHORT, LAST - DAY, None),
        (PAIR, COHORT, LAST, LAST),
        (PAIR, ROLLING, LAST, LAST),
        # A cohort's mentorships end weeks after its last day, with the program.
        (ended(LAST + 28 * DAY), COHORT, LAST + 29 * DAY, LAST),
        (ended(LAST + 28 * DAY), ROLLING, LAST + 29 * DAY, LAST + 28 * DAY),
        # It ended early, or never began.
        (ended(LAST - DAY), COHORT, LAST, None),
        (ended(LAST - DAY), ROLLING, LAST, None),
        (replace(PAIR, introduced_on=None), COHORT, LAST, None),
    ],
)
def test_the_end_is_the_planned_one_or_when_they_stopped_after_it(pair, program, today, on):
    found = ending_of(pair, program, last_day=LAST, today=today)
    assert (found.on if found else None) == on


def test_a_template_that_is_gone_has_no_last_day():
    assert ending_of(PAIR, COHORT, last_day=None, today=LAST) is None


def test_it_opens_with_the_end_and_closes_ninety_days_later():
    end = Ending(PAIR, LAST)
    require_open([end], today=LAST + OPEN_FOR)
    with pytest.raises(NotNow, match="nothing here yet"):
        require_open([], today=LAST)
    with pytest.raises(NotNow, match="more than 90 days"):
        require_open([end], today=LAST + OPEN_FOR + DAY)


def met(mentorship_id, *weeks):
    return [
        Cycle(mentorship_id, number, TODAY, Outcome.MET, iso_week=f"2026-W{week:02}")
        for number, week in enumerate(weeks, start=1)
    ]


def test_a_certificate_is_of_all_that_somebody_did_in_a_program():
    second = replace(
        PAIR,
        id="M2",
        introduced_on=TODAY - WEEK,
        members=(Member("UEVE", Role.MENTEE), Member(OMAR, Role.MENTOR)),
    )
    cycles = {"M1": met("M1", 11, 15, 19), "M2": [*met("M2", 11, 16), Cycle("M2", 3, TODAY)]}
    endings = [Ending(PAIR, LAST), Ending(second, LAST)]
    assert certificate_of(OMAR, COHORT, endings, cycles) == Certificate(
        "Nurse leadership", (Role.MENTOR,), since=TODAY - WEEK, until=LAST, weeks=4
    )


@pytest.mark.parametrize(("weeks", "said"), [((), 0), ((11, 15), 0), ((11, 15, 15), 0), ((11, 15, 19), 3)])
def test_in_how_many_weeks_they_met_is_said_from_three_on(weeks, said):
    found = certificate_of(NIA, COHORT, [Ending(PAIR, date(2026, 7, 20))], {"M1": met("M1", *weeks)})
    assert found.weeks == said
