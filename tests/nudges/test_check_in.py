"""When asking "did you meet?" still makes sense."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.nudges.meetings.check_in import KIND
from tests.nudges.situations import situation
from tests.people import CYCLE, NIA, OMAR


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),
        ({"cycle": None}, False),
        ({"cycle": replace(CYCLE, number=2)}, False),
        ({"number": 2}, False),
        *[({"cycle": replace(CYCLE, outcome=outcome)}, False) for outcome in Outcome],
        *[({"state": state}, False) for state in MentorshipState if state is not MentorshipState.ACTIVE],
    ],
)
def test_it_asks_about_the_open_cycle_of_an_active_pair_and_nothing_else(content, changes, asks):
    assert KIND.still_true(situation(content, "check_in", **changes)) is asks


@pytest.mark.parametrize(("reader", "other"), [(NIA, OMAR), (OMAR, NIA)])
def test_each_is_asked_about_the_other(content, reader, other):
    said = KIND.says(situation(content, "check_in", recipient=reader)).to_dict()
    assert f"Did you and <@{other}> manage to talk" in str(said)


def test_its_buttons_carry_the_cycle_and_nothing_else(content):
    [actions] = [
        block
        for block in KIND.says(situation(content, "check_in", number=3)).to_dict()["blocks"]
        if block["type"] == "actions"
    ]
    *answers, menu = actions["elements"]
    assert {button["value"] for button in answers} == {"M1:3"}
    assert [one["value"] for one in menu["options"]] == ["mentorship.pause:M1"]


def test_it_does_not_ask_after_the_programs_last_day(content):
    asked = situation(content, "check_in")
    over = replace(asked.program, ends_on=asked.now.date() - timedelta(days=1))
    assert KIND.still_true(asked)
    assert not KIND.still_true(replace(asked, program=over))
