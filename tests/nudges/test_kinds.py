"""Kinds of message are found by scan, and each keeps its promises."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

import bot.nudges
from bot.delivery.kind import Audience, IfUnknown, InAPause, JourneySituation, MentorshipSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.nudges import all_kinds
from bot.nudges.meetings import check_in
from bot.planning import stages
from bot.planning.cycle_messages import REFLECTION
from tests.nudges.situations import situation_for
from tests.people import OMAR

ROOT = Path(bot.nudges.__file__).parents[1]
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
    "paused_note",
    "waiting_note",
    "time_question",
    "time_set",
    "time_off",
    "question_month",
    "code_changed",
    "hospital_changed",
    # Somebody waits for it.
    "hand_asked",
    "hand_taken",
    "hand_given_back",
    # A manager brought it about.
    "new_match_offer",
    "held_note",
    # Somebody waits for an answer.
    "application_waiting",
    # They asked for it.
    "asked_again",
    # Somebody wanted them to hear it.
    "thanks",
    # A program, or a mentor, waits for it.
    "lead_question",
    "sign_off_asked",
    "advice_asked",
    "advice_urgent",
    "advice_seen",
    # Somebody waits for the answer, or has to know that their name left.
    "list_asked",
    "list_agreed",
    "list_declined",
    "in_a_list",
    # They have a role now, and nobody else says so.
    "named_owner",
    "named_officer",
    "named_reader",
}
LET_GO = {
    "answers_in",
    "you_said",
    "matches_ready",
    "first_meeting",
    "meeting_reminder",
    "wave_invite",
    "wave_reminder",
    "mentor_reminder",
    "check_in",
    "quiet_check",
    "briefing_reminder",
    "still_there",
    "announcement",
    "scheduled_summary",
    "champions_month",
    "milestone",
    "midpoint",
    "rhythm_check",
    "plan_ending",
    "closing",
    "reflection",
    "next_time",
    "roster_unreachable",
    "roster_to_agree",
    "circle_invitation",
    # The next one comes anyway.
    "monday_list",
}
ABOUT_PAIRS = [kind for kind in KINDS.values() if issubclass(kind.about, MentorshipSituation)]
# Asked again at their moment whether they are still true.
STAY_IN_A_PAUSE = {
    "introduction",
    "mentor_request",
    "mentor_reminder",
    "first_meeting",
    "time_question",
    "time_set",
    "time_off",
    "meeting_reminder",
    "question_month",
    "ending_note",
    "left_note",
    "firewall_note",
    "named_note",
    "rematch_note",
    "held_note",
    "paused_note",
    "thanks",
}
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
    "scheduled_summary",
    "application_answer",
    "rematch_note",
    "paused_note",
    "held_note",
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
    # Their roster is read so already.
    "code_changed",
    # It may be where people turn in a crisis.
    "hospital_changed",
    # Somebody waits for a hand.
    "hand_asked",
    "hand_taken",
    "hand_given_back",
    # And these for an answer.
    "application_waiting",
    # A program, or a mentor, waits for these.
    "lead_question",
    "sign_off_asked",
    "advice_asked",
    "advice_urgent",
    "advice_seen",
    # Somebody waits for these, or has to know that their name left.
    "list_asked",
    "list_agreed",
    "list_declined",
    "in_a_list",
    # They have a role now.
    "named_owner",
    "named_officer",
    "named_reader",
}
# Their readers agreed to be told at any hour.
AT_ONCE = {"advice_urgent"}
# To managers and champions about their work: on weekdays, in their hours.
AT_WORK = {"monday_list", "hand_asked", "application_waiting", "matches_ready", "champions_month"}


def test_every_kind_is_found_by_its_files_name():
    assert set(KINDS) == SENT_AGAIN | LET_GO


def test_a_kind_named_otherwise_than_its_file_is_refused(monkeypatch):
    monkeypatch.setattr(check_in, "KIND", KINDS["quiet_check"])
    with pytest.raises(ValueError, match=r"check_in\.py calls its kind 'quiet_check'"):
        all_kinds.__wrapped__()


def test_what_matters_is_sent_again_and_what_nags_is_not():
    again = {key for key, kind in KINDS.items() if kind.if_unknown is IfUnknown.SEND_AGAIN}
    assert again == SENT_AGAIN


def test_whatever_nags_counts_towards_two_messages_a_week():
    assert {key for key, kind in KINDS.items() if not kind.budgeted} == BEYOND_THE_BUDGET


def test_only_what_its_reader_agreed_to_comes_at_any_hour():
    assert {key for key, kind in KINDS.items() if kind.at_once} == AT_ONCE


def test_managers_are_told_of_their_work_on_weekdays():
    assert {key for key, kind in KINDS.items() if kind.at_work} == AT_WORK


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


def test_only_what_a_manager_brought_about_is_named_with_its_readers_when_it_is_stuck():
    """Of any other one it would say how somebody is doing, or what they asked for in confidence."""
    named = {key for key, kind in KINDS.items() if kind.undelivered}
    asked = {"nomination", "mentor_request", "choose_mentors", "lead_question"}
    brought = {"introduction", "application_answer", "new_match_offer", "held_note", "scheduled_summary"}
    assert named == brought | asked
    # Twice in a channel is worse than never.
    assert named - {"scheduled_summary"} <= SENT_AGAIN


def test_whatever_is_about_a_mentorship_says_what_a_pause_does_to_it():
    found = {kind.key: kind.in_a_pause for kind in ABOUT_PAIRS}
    let_go, anew = (
        {key for key in found if found[key] is what} for what in (InAPause.LET_GO, InAPause.PLANNED_ANEW)
    )
    assert set(found) - let_go - anew == STAY_IN_A_PAUSE
    assert let_go == {"check_in", "quiet_check", "still_there", "new_match_offer"}
    assert anew == {kind.key for kind in ABOUT_PAIRS if kind.about is JourneySituation}


def test_questions_of_a_cycle_are_let_go_of_in_a_pause():
    of_a_cycle = {key for key, kind in KINDS.items() if kind.of_a_cycle}
    assert of_a_cycle == {"check_in", "quiet_check", "still_there"}
    assert all(KINDS[key].in_a_pause is InAPause.LET_GO for key in of_a_cycle)


def test_every_milestone_that_is_a_message_of_its_own_is_in_a_template_and_a_kind(content):
    keys = {one.key for program in content.programs.values() for one in program.milestones}
    assert [key for key in stages.KINDS if key not in keys] == []
    known = {*stages.KINDS.values(), stages.MILESTONE, REFLECTION}
    assert known == {key for key, kind in KINDS.items() if kind.about is JourneySituation}


def test_every_kind_is_planned_somewhere():
    """Its key is said where messages are planned, or by another kind."""
    said = set(said_outside_kinds())
    assert [key for key in KINDS if key not in said] == []


def test_nothing_is_planned_that_is_no_kind():
    assert [key for key in planned_by_name() if key not in KINDS] == []


def test_a_row_counts_towards_the_budget_as_its_kind_does():
    found = dict(budgets_by_name())
    assert len(found) > 10
    assert {key: counts for key, counts in found.items() if counts is not KINDS[key].budgeted} == {}


def budgets_by_name():
    """For each kind whose key is said where its row is made: whether that row counts."""
    for node in planning_code():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Planned":
            said = {one.arg: one.value for one in node.keywords}
            kind, counts = said.get("kind"), said.get("budgeted")
            if isinstance(kind, ast.Constant):
                yield kind.value, counts is None or ast.literal_eval(counts)


def said_outside_kinds():
    for node in planning_code():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def planned_by_name():
    for node in planning_code():
        if isinstance(node, ast.keyword) and node.arg == "kind" and isinstance(node.value, ast.Constant):
            yield node.value.value


def planning_code():
    """Every part of what may plan a message, but for the definitions of kinds."""
    for room in ("domain", "planning", "usecases", "nudges"):
        for path in (ROOT / room).rglob("*.py"):
            for part in ast.parse(path.read_text(encoding="utf-8")).body:
                if not ast.unparse(part).startswith("KIND = NudgeKind("):
                    yield from ast.walk(part)


def test_a_kind_without_a_title_still_has_words():
    assert KINDS["left_note"].in_words == "Left note messages"
    assert KINDS["introduction"].in_words == "Introductions"


def test_what_a_manager_may_hold_has_a_plain_name():
    """Their own list is of no program, and nobody holds it."""
    held = [kind for kind in all_kinds().values() if kind.can_be_held]
    assert not KINDS["monday_list"].can_be_held
    assert held
    assert [kind.key for kind in held if not kind.title] == []
    assert len({kind.title for kind in held}) == len(held)
