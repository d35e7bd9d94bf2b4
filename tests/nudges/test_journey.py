"""The steps of the way: when each still makes sense, what it says, and on which day it comes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content.choosing import guide_for_talk, next_reflection, number_of, reflection_number
from bot.delivery.kind import JourneySituation
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.programs.states import ProgramState
from bot.nudges import all_kinds
from bot.planning.stages import closing_on, plan_stages, stages_of
from bot.views.ids import Action
from tests.nudges.situations import on_the_way
from tests.people import DAY, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK

KINDS = {key: kind for key, kind in all_kinds().items() if kind.about is JourneySituation}
LAST_DAY = replace(PROGRAM, ends_on=TODAY)
OVER = replace(PROGRAM, ends_on=TODAY - DAY)
CIRCLE = tuple(Member(f"UPEER{number}", Role.PEER) for number in range(4))


def is_sent(content, kind, **changes):
    return KINDS[kind].still_true(on_the_way(content, kind, **changes))


def said(content, kind, **changes):
    return str(KINDS[kind].says(on_the_way(content, kind, **changes)).to_dict())


@pytest.mark.parametrize("kind", KINDS)
def test_it_reaches_a_pair_that_is_on_its_way_and_no_other(content, kind):
    assert is_sent(content, kind)
    for state in MentorshipState:
        assert is_sent(content, kind, state=state) is (state is MentorshipState.ACTIVE)


@pytest.mark.parametrize("kind", KINDS)
def test_after_the_last_day_only_the_thanks_are_left(content, kind):
    assert is_sent(content, kind, program=LAST_DAY)
    assert is_sent(content, kind, program=OVER) is (kind == "closing")
    closed = replace(OVER, state=ProgramState.CLOSED)
    assert not is_sent(content, kind, program=closed)


@pytest.mark.parametrize(("kind", "number"), [("milestone", 4), ("midpoint", 0)])
def test_goals_are_offered_to_a_mentee_when_they_are_set_and_half_way(content, kind, number):
    for who, members, offers in ((NIA, PAIR.members, 1), (OMAR, PAIR.members, 0), (NIA, CIRCLE, 0)):
        found = said(content, kind, number=number, recipient=who, members=members)
        assert found.count(Action.GOALS) == offers
    assert Action.GOALS not in said(content, "milestone", number=8)


@pytest.mark.parametrize("kind", ["plan_ending", "closing"])
def test_an_end_that_was_moved_is_not_announced(content, kind):
    assert PROGRAM.ends_on
    other = (PROGRAM.ends_on + DAY).toordinal()
    assert not is_sent(content, kind, number=other)


@pytest.mark.parametrize("kind", ["plan_ending", "closing"])
def test_what_was_said_about_the_end_is_not_said_again_when_it_moves_by_a_little(content, kind):
    assert not is_sent(content, kind, said_at=MONDAY - 7 * WEEK)
    assert is_sent(content, kind, said_at=MONDAY - 8 * WEEK)


def test_a_milestone_that_is_no_longer_in_the_template_is_not_spoken_of(content):
    assert not is_sent(content, "milestone", number=9)
    assert not is_sent(content, "milestone", program=replace(PROGRAM, template_id="retired"))


def test_who_has_just_chosen_a_rhythm_is_not_asked_whether_it_is_right(content):
    assert not is_sent(content, "rhythm_check", own_rhythm_on=TODAY - 3 * WEEK)
    assert is_sent(content, "rhythm_check", own_rhythm_on=TODAY - 4 * WEEK)


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        ({"wants_prompts": False}, False),
        ({"prompted_at": MONDAY - 13 * DAY}, False),
        ({"prompted_at": MONDAY - 14 * DAY}, True),
        ({"number": 1}, False),
    ],
)
def test_a_prompt_comes_to_those_who_want_one_and_had_none_for_a_fortnight(content, changes, comes):
    assert is_sent(content, "reflection", **changes) is comes


def test_a_prompt_asks_for_no_answer(content):
    prompt = KINDS["reflection"].says(on_the_way(content, "reflection")).to_dict()
    assert [block["type"] for block in prompt["blocks"]] == ["section", "context"]
    [stop] = prompt["blocks"][0]["accessory"]["options"]
    assert stop["text"]["text"] == "Stop these questions"


def test_each_reads_the_templates_words_and_the_guide_that_belongs_to_them(content):
    assert "No patient details leave the room" in said(content, "milestone")
    assert "button" not in said(content, "milestone")
    assert "half way" in said(content, "midpoint")
    assert "'value': 'midpoint'" in said(content, "midpoint")
    for kind in ("plan_ending", "closing"):
        assert "'value': 'closing'" in said(content, kind)


def test_a_circle_is_offered_no_other_match_half_way(content):
    assert "New match" in said(content, "midpoint")
    assert "New match" not in said(content, "midpoint", members=CIRCLE, recipient="UPEER0")


def test_a_pair_without_a_last_day_of_its_program_may_go_on(content):
    rolling = replace(PROGRAM, ends_on=None)
    assert "End this mentorship" in said(content, "closing", program=rolling)
    assert "End this mentorship" not in said(content, "closing")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_blames_or_shouts(content, kind):
    words = said(content, kind).lower()
    for never in ("overdue", "missed", "failed", "!", "reminder"):
        assert never not in words


def weeks_of(stages, begun=TODAY):
    return [(one.kind, round((one.day - begun) / WEEK, 1)) for one in stages]


def test_the_way_is_that_of_the_template_where_there_is_as_much_time(content):
    program = replace(PROGRAM, ends_on=TODAY + 26 * WEEK)
    stages = stages_of(PAIR, program, content.programs["nurse_leadership"])
    assert weeks_of(stages) == [
        ("milestone", 4),
        ("milestone", 8),
        ("midpoint", 13),
        ("milestone", 20),
        ("plan_ending", 22),
        ("closing", 26),
    ]


def test_in_half_the_time_it_is_the_same_way(content):
    program = replace(PROGRAM, ends_on=TODAY + 13 * WEEK)
    stages = stages_of(PAIR, program, content.programs["nurse_leadership"])
    assert weeks_of(stages) == [
        ("milestone", 2),
        ("milestone", 4),
        ("midpoint", 6.4),
        ("plan_ending", 9),
        ("closing", 13),
    ]


def test_in_a_few_weeks_there_is_only_the_end(content):
    program = replace(PROGRAM, ends_on=TODAY + 7 * WEEK)
    assert weeks_of(stages_of(PAIR, program, content.programs["nurse_leadership"])) == [("closing", 7)]


def test_where_people_come_and_go_each_pair_has_an_end_of_its_own(content):
    stages = stages_of(PAIR, replace(PROGRAM, ends_on=None), content.programs["onboarding"])
    assert stages[-1] == closing_on(TODAY + 26 * WEEK)
    assert weeks_of(stages)[0] == ("milestone", 4)


def test_before_an_introduction_there_is_no_way(content):
    waiting = replace(PAIR, introduced_on=None)
    assert stages_of(waiting, PROGRAM, content.programs["nurse_leadership"]) == []


def planned(content, today, *, weeks=3, **more):
    program = replace(PROGRAM, ends_on=TODAY + 26 * WEEK)
    template = content.programs["nurse_leadership"]
    rows = plan_stages(PAIR, program, template, today=today, until=today + weeks * WEEK, **more)
    return sorted({(one.kind, (one.due_at.date() - TODAY).days) for one in rows})


def test_only_what_falls_into_the_turn_is_planned_for_both_of_them(content):
    assert planned(content, TODAY) == []
    assert planned(content, TODAY + 3 * WEEK) == [("milestone", 28)]
    rows = plan_stages(
        PAIR,
        replace(PROGRAM, ends_on=TODAY + 26 * WEEK),
        content.programs["nurse_leadership"],
        today=TODAY + 3 * WEEK,
        until=TODAY + 6 * WEEK,
    )
    assert {one.recipient for one in rows} == {NIA, OMAR}
    assert all(one.budgeted for one in rows)


def test_what_a_pause_kept_back_comes_after_it_unless_it_has_lost_its_point(content):
    assert ("midpoint", 17 * 7 + 3) in planned(content, TODAY + 17 * WEEK)
    assert not [one for one in planned(content, TODAY + 19 * WEEK + DAY) if one[0] == "midpoint"]


def test_of_several_that_a_pause_kept_back_only_the_latest_comes(content):
    assert planned(content, TODAY + 9 * WEEK) == [("milestone", 9 * 7 + 3)]


def test_what_was_kept_back_gives_way_to_what_comes_anyway_within_a_week(content):
    assert planned(content, TODAY + 12 * WEEK) == [("midpoint", 13 * 7)]
    assert planned(content, TODAY + 11 * WEEK) == [("midpoint", 13 * 7), ("milestone", 11 * 7 + 3)]


def test_whoever_answers_nothing_hears_only_of_the_end(content):
    assert planned(content, TODAY + 3 * WEEK, weeks=24, endings_only=True) == [
        ("closing", 26 * 7),
        ("plan_ending", 22 * 7),
    ]


def test_guides_on_what_they_have_in_common_come_first_and_each_once(content):
    template = content.programs["nurse_leadership"]
    guides = [guide_for_talk(n, content, template, topics=("wellbeing",)) for n in range(5)]
    talks = [one.id for one in guides if one]
    assert talks[0] == talks[4] == "wellbeing"
    assert sorted(talks[:4]) == ["career_direction", "conflict", "leading_under_pressure", "wellbeing"]


@pytest.mark.parametrize("topic", ["leadership", "difficult_conversations", "settling_in", "improvement"])
def test_a_prompt_is_about_what_they_talk_about_and_never_the_same_twice(content, topic):
    given: set[int] = set()
    order: list = []
    while found := next_reflection(content, user_id=NIA, topics=(topic,), given=given):
        order.append(found)
        given.add(number_of(found.id))
    near = content.reflections_for[topic]
    assert len({one.id for one in order}) == len(content.reflections)
    first = [one.topic for one in order if one.topic in near]
    assert [one.topic for one in order[: len(first)]] == sorted(first, key=near.index)
    assert all(reflection_number(content, number_of(one.id)) == one for one in order)


def test_a_way_may_begin_on_any_day(content):
    first = date(2026, 7, 15)
    begun = replace(PAIR, introduced_on=first)
    for template in content.programs.values():
        for length in range(0, 400, 13):
            last = first + timedelta(days=length)
            program = replace(PROGRAM, ends_on=last)
            days = [one.day for one in stages_of(begun, program, template)]
            assert days == sorted(days)
            assert all(first <= day <= last for day in days)
