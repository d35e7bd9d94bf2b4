"""A note for whoever waits: while they wait, and until the day it names."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.nudges.matching.waiting_note import KIND
from tests.nudges.situations import in_program
from tests.people import DAY, NIA, PAIR, PROGRAM, TODAY, enrolment, move_in

WAITS = replace(PROGRAM, look_again_on=TODAY + 14 * DAY)


def is_sent(content, *, program=WAITS, one=None):
    return KIND.still_true(
        in_program(content, "waiting_note", program=program, enrolment=one or enrolment(NIA))
    )


def test_it_is_true_of_those_who_wait_until_the_day(content):
    assert is_sent(content)
    assert not is_sent(content, program=replace(WAITS, look_again_on=TODAY))
    assert not is_sent(content, program=PROGRAM)
    assert not is_sent(content, one=enrolment(NIA, Role.MENTOR))
    assert not is_sent(content, one=enrolment(NIA, state=EnrolmentState.LEFT))


@pytest.mark.parametrize("matched", [True, False])
async def test_who_has_found_a_match_since_hears_nothing(db, content, matched):
    await move_in(db, *([PAIR] if matched else []))
    async with db.transaction() as repos:
        assert await KIND.fits(repos, in_program(content, "waiting_note", program=WAITS)) is not matched
