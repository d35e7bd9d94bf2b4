"""The invitation to a wave and its reminders: to whoever has not opened it, as long as it takes answers."""

from dataclasses import replace

import pytest

from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.domain.people import Person
from bot.nudges.feedback import wave_invite, wave_reminder
from bot.views.refs import AskedRef
from tests.nudges.situations import of_a_wave
from tests.people import DAY, MONDAY, NIA, PROGRAM, TODAY, WS

BOTH = (wave_invite, wave_reminder)
MID = Wave(WS, PROGRAM.id, "2026Q2", WaveKind.MID, TODAY, TODAY + 28 * DAY, ())


def situation(content, kind, **changes):
    return of_a_wave(content, kind.KIND.key, **changes)


@pytest.mark.parametrize("kind", BOTH)
def test_whoever_has_not_opened_it_hears_of_it(content, kind):
    assert kind.still_true(situation(content, kind))


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("what", [{"is_opened": True}, {"is_opened": True, "is_finished": True}])
def test_whoever_has_opened_it_hears_no_more_of_it_whatever_they_answered(content, kind, what):
    assert not kind.still_true(situation(content, kind, **what))


@pytest.mark.parametrize("kind", BOTH)
def test_nobody_is_asked_before_it_opens_nor_after_it_has_closed_or_been_counted(content, kind):
    asked = situation(content, kind)
    wave = asked.wave
    assert kind.still_true(replace(asked, now=MONDAY + 28 * DAY))
    assert not kind.still_true(replace(asked, now=MONDAY + 29 * DAY))
    assert not kind.still_true(replace(asked, now=MONDAY - DAY))
    assert not kind.still_true(replace(asked, wave=replace(wave, frozen_on=TODAY)))
    assert not kind.still_true(replace(asked, wave=None))


@pytest.mark.parametrize("kind", BOTH)
def test_nobody_is_asked_who_is_not_asked_in_it_or_not_here_any_more(content, kind):
    asked = situation(content, kind)
    assert not kind.still_true(replace(asked, place=None))
    assert not kind.still_true(replace(asked, person=None))
    assert not kind.still_true(replace(asked, person=Person(WS, NIA, left_at=MONDAY)))


def test_whoever_left_early_is_asked_and_never_reminded(content):
    assert wave_invite.still_true(situation(content, wave_invite, is_early=True))
    assert not wave_reminder.still_true(situation(content, wave_reminder, is_early=True))


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("wave", [None, MID])
def test_its_button_is_of_the_wave_that_the_row_is_about(content, kind, wave):
    asked = situation(content, kind, wave=wave)
    of = (MID.kind, MID.intake) if wave else (WaveKind.BASELINE, COHORT)
    assert asked.asked == AskedRef(PROGRAM.id, *of)
    assert str(asked.asked) in str(kind.says(asked).to_dict())


def test_a_reminder_is_the_same_for_everybody(content):
    others = [situation(content, wave_reminder, recipient=who) for who in (NIA, "UOTHER")]
    assert len({str(wave_reminder.says(one).to_dict()) for one in others}) == 1
