"""Kinds of message are found by scan, and each keeps its promises."""

import re
from dataclasses import replace

import pytest

from bot.delivery.kind import Audience, IfUnknown, MentorshipSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges import all_kinds
from bot.nudges.meetings import check_in
from tests.nudges.situations import situation_for
from tests.people import OMAR

KINDS = all_kinds()
# What somebody waits for, or must know; what nags and can be let go.
SENT_AGAIN = {
    "introduction",
    "ending_note",
    "charter_changed",
    "left_note",
    "released",
    "firewall_note",
    "named_note",
    "nomination",
    "application_answer",
    "mentor_request",
    "choose_mentors",
    "rematch_note",
    "waiting_note",
    "time_question",
    "time_set",
    "time_off",
    "question_month",
    # They asked for it.
    "asked_again",
}
LET_GO = {
    "matches_ready",
    "first_meeting",
    "meeting_reminder",
    "match_check",
    "mentor_reminder",
    "check_in",
    "quiet_check",
    "briefing_reminder",
    "still_there",
    "announcement",
    "milestone",
    "midpoint",
    "rhythm_check",
    "plan_ending",
    "closing",
    "reflection",
    "roster_unreachable",
}
ABOUT_PAIRS = [kind for kind in KINDS.values() if issubclass(kind.about, MentorshipSituation)]
# Outside the two messages a week, answers to one's own request, safety, posts to a channel.
BEYOND_THE_BUDGET = {
    "introduction",
    "ending_note",
    "charter_changed",
    "left_note",
    "released",
    "firewall_note",
    "named_note",
    "announcement",
    "application_answer",
    "rematch_note",
    "waiting_note",
    "asked_again",
    # Somebody else waits for the answer to these.
    "time_question",
    "mentor_request",
    "mentor_reminder",
    "choose_mentors",
    # What they arranged themselves.
    "time_set",
    "time_off",
    "meeting_reminder",
}


def test_every_kind_is_found_by_its_files_name():
    assert set(KINDS) == SENT_AGAIN | LET_GO


def test_a_kind_named_otherwise_than_its_file_is_refused(monkeypatch):
    monkeypatch.setattr(check_in, "KIND", KINDS["quiet_check"])
    with pytest.raises(ValueError, match=r"check_in\.py calls its kind 'quiet_check'"):
        all_kinds()


def test_what_matters_is_sent_again_and_what_nags_is_not():
    again = {key for key, kind in KINDS.items() if kind.if_unknown is IfUnknown.SEND_AGAIN}
    assert again == SENT_AGAIN


def test_whatever_nags_counts_towards_two_messages_a_week():
    assert {key for key, kind in KINDS.items() if not kind.budgeted} == BEYOND_THE_BUDGET


def test_only_the_introduction_goes_to_the_group():
    assert [key for key, kind in KINDS.items() if kind.audience is Audience.GROUP] == ["introduction"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_lock_screen_shows_no_name_no_program_and_no_reason(content, kind):
    text = kind.says(situation_for(content, kind)).text
    assert not re.search(r"<@|Nurse leadership|nights", text)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_nobody_is_told_about_themselves_in_their_own_question(content, kind):
    if kind.audience is Audience.PERSON:
        said = kind.says(situation_for(content, kind, recipient=OMAR))
        assert f"<@{OMAR}>" not in str(said.to_dict())


@pytest.mark.parametrize("kind", ABOUT_PAIRS, ids=lambda kind: kind.key)
def test_a_proposal_hears_of_nothing(content, kind):
    asked = situation_for(content, kind)
    proposed = replace(asked.mentorship, state=MentorshipState.PROPOSED)
    assert not kind.still_true(replace(asked, mentorship=proposed))


def test_only_what_every_pair_gets_or_a_manager_planned_is_counted_by_its_own_name():
    """That any other one is due says how somebody is doing, or what they chose: a manager sees a sum."""
    named = {key for key, kind in KINDS.items() if not kind.reveals}
    on_the_way = {"milestone", "midpoint", "plan_ending", "closing"}
    assert named == {"introduction", "check_in", "announcement"} | on_the_way


def test_a_kind_without_a_title_still_has_words():
    assert KINDS["left_note"].in_words == "Left note messages"
    assert KINDS["introduction"].in_words == "Introductions"
