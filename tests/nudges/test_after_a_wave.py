"""Two short notes after a wave: to whoever has a place, or had one, and to nobody who left."""

from dataclasses import replace

import pytest

from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.joining.enrolments import EnrolmentState
from bot.nudges import all_kinds
from bot.planning.feedback import number_of
from bot.views.ids import Action
from tests.nudges.situations import in_program, message
from tests.people import NIA, PROGRAM, enrolment

KINDS = [all_kinds()[key] for key in ("answers_in", "you_said")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (EnrolmentState.ACTIVE, True),
        (EnrolmentState.RELEASED, True),
        (EnrolmentState.LEFT, False),
        (EnrolmentState.DECLINED, False),
    ],
)
def test_whoever_has_left_is_told_nothing(content, kind, state, is_told):
    situation = in_program(content, kind.key, enrolment=enrolment(NIA, state=state))
    assert kind.still_true(situation) is is_told
    assert not kind.still_true(in_program(content, kind.key, enrolment=None))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("intake", [COHORT, "2026Q3"])
def test_its_button_leads_to_the_wave_and_its_lock_screen_says_nothing_of_it(content, kind, intake):
    number = number_of(WaveKind.END, intake)
    row = message(kind.key, recipient=NIA, subject=PROGRAM.id, number=number)
    said = kind.say(replace(in_program(content, kind.key), message=row)).to_dict()
    [button] = said["blocks"][-1]["elements"]
    assert (button["action_id"], button["value"]) == (Action.FINDINGS, f"{PROGRAM.id}:end:{intake}")
    assert PROGRAM.name not in said["text"]
