"""Home stays short: few buttons, and a menu for the rest of each mentorship."""

import pytest

from bot.sandbox.elements import walk
from tests.views.variants import variants

MOST_FOR_A_MENTOR_OF_TWO = 8
OF_TWO = [name for name in variants() if name.startswith("home_of_two")]


def controls(view):
    """All that can be tapped: a menu counts as one."""
    return [one for one in walk(view.to_dict()["blocks"]) if one.kind in ("button", "overflow")]


@pytest.mark.parametrize("name", OF_TWO)
def test_a_mentor_of_two_has_eight_things_to_tap_at_most(name):
    assert len(controls(variants()[name])) <= MOST_FOR_A_MENTOR_OF_TWO


@pytest.mark.parametrize("name", [name for name in variants() if name.startswith("home_")])
def test_nothing_on_home_is_asked_twice(name):
    """No button stands there a second time, in sight or in a menu, for the same thing."""
    found = [
        (one.action_id, one.element.get("value"))
        for one in controls(variants()[name])
        if one.kind == "button"
    ]
    folded = [
        tuple(option["value"].partition(":")[::2])
        for one in controls(variants()[name])
        for option in one.element.get("options", ())
    ]
    of_pairs = [one for one in (*found, *folded) if one[0].startswith(("meeting.", "time.", "mentorship."))]
    assert len(set(of_pairs)) == len(of_pairs)
