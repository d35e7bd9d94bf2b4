"""Who gets what mentors ask, and what a program lacks before it can open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.care.leads import Lacks, Leads, LeadSays, SignOff
from bot.domain.people import Person
from tests.people import MONDAY, PROGRAM, TODAY, WS

LED = replace(PROGRAM, lead="ULEA", deputy="UDEE")
YES = {"ULEA": LeadSays.YES, "UDEE": LeadSays.YES}
SIGNED = [SignOff(WS, "P1", 1, "v1", "ULEA", MONDAY)]
GONE = {"ULEA": Person(WS, "ULEA", left_at=MONDAY)}
ON_LEAVE = {"ULEA": Person(WS, "ULEA", leave_from=TODAY, leave_until=TODAY + timedelta(days=3))}


@pytest.mark.parametrize(
    ("answers", "people", "acts"),
    [
        (YES, {}, "ULEA"),
        (YES, GONE, "UDEE"),
        (YES, ON_LEAVE, "UDEE"),
        ({**YES, "ULEA": LeadSays.NO}, {}, "UDEE"),
        ({"ULEA": LeadSays.YES}, ON_LEAVE, None),
        ({"UDEE": LeadSays.YES}, {}, "UDEE"),
        ({}, {}, None),
    ],
)
def test_the_deputy_gets_requests_while_the_lead_is_away_gone_or_said_no(answers, people, acts):
    assert Leads(LED, answers, people).acting(MONDAY) == acts


def test_leave_is_over_in_the_leads_own_zone():
    east = {"ULEA": replace(ON_LEAVE["ULEA"], tz="Pacific/Auckland", leave_until=TODAY)}
    late = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    assert Leads(LED, YES, east).acting(late) == "ULEA"


def test_nobody_gets_their_own_request():
    assert Leads(LED, YES).acting(MONDAY, asker="ULEA") == "UDEE"
    assert Leads(replace(LED, deputy=None), YES).acting(MONDAY, asker="ULEA") is None


@pytest.mark.parametrize(
    ("program", "answers", "people", "signed", "lacks"),
    [
        (PROGRAM, {}, {}, (), Lacks.NOBODY),
        (LED, {}, {}, (), Lacks.NO_ANSWER),
        (LED, {"ULEA": LeadSays.NO}, {}, (), Lacks.SAID_NO),
        (LED, YES, GONE, SIGNED, Lacks.LEFT),
        (LED, YES, {}, (), Lacks.SIGN_OFF),
        (LED, YES, {}, [replace(SIGNED[0], version="v0")], Lacks.SIGN_OFF),
        (LED, YES, {}, [replace(SIGNED[0], by="UDEE")], Lacks.SIGN_OFF),
        (LED, YES, {}, SIGNED, None),
        (LED, YES, ON_LEAVE, SIGNED, None),
        (replace(LED, lead=None), YES, {}, SIGNED, Lacks.NOBODY),
    ],
)
def test_a_program_needs_a_lead_who_said_yes_and_signed_what_it_says_now(
    program, answers, people, signed, lacks
):
    assert Leads(program, answers, people, signed).lacks("v1") is lacks
