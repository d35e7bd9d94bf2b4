"""A manager's list on a Monday: nothing when there is nothing, and once a month that all is quiet."""

from datetime import date

import pytest

from bot.nudges.digest.monday_list import KIND
from bot.views.digest.monday_list import ALL_QUIET, ON_LOCK_SCREEN, QUIET_ON_LOCK_SCREEN
from tests.nudges.situations import on_a_monday

FIRST, BEFORE = date(2026, 3, 2), date(2026, 2, 2)


def test_what_waits_is_said_and_nobody_is_named_where_others_may_read(content):
    asked = on_a_monday(content)
    assert KIND.still_true(asked)
    assert KIND.say(asked).text == ON_LOCK_SCREEN


@pytest.mark.parametrize(
    ("monday", "quiet", "about"),
    [
        (FIRST, True, {}),
        (FIRST, True, {"said_since": BEFORE}),
        (FIRST, False, {"said_since": date(2026, 2, 9)}),
        (FIRST, False, {"manages": False}),
        # Something waits that comes back less often.
        (FIRST, False, {"more_waits": True}),
        # They manage something since this week, or for less than a month.
        (FIRST, False, {"planned_since": FIRST}),
        (FIRST, False, {"planned_since": date(2026, 2, 9)}),
        (date(2026, 3, 9), False, {}),
    ],
)
def test_all_is_quiet_on_the_first_monday_of_a_month_after_one_without_a_list(content, monday, quiet, about):
    asked = on_a_monday(content, lines=[], monday=monday, **{"planned_since": BEFORE, **about})
    assert KIND.still_true(asked) is quiet
    if quiet:
        said = KIND.say(asked)
        assert (said.text, ALL_QUIET in str(said.to_dict())) == (QUIET_ON_LOCK_SCREEN, True)
