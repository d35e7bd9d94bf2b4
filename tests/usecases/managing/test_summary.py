"""The totals that go to a channel: nothing small, and nobody's name."""

import re
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.errors import NotFound, NotYours
from bot.usecases.managing.summary import last_mondays, summarise
from bot.views.managing.summary import activity, key_figures, summary_preview
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    TODAY,
    WEEK,
    WS,
    enrolment,
    move_in,
    pair_number,
)

THIS_WEEK, LAST_WEEK = "2026-W10", "2026-W09"


def meetings(number, *weeks):
    """The cycles of a pair that met in these weeks."""
    pair = pair_number(number).id
    return [
        replace(CYCLE, mentorship_id=pair, number=turn, outcome=Outcome.MET, iso_week=week)
        for turn, week in enumerate(weeks, start=1)
    ]


async def summary_of(db, *nouns, by=MIA, workspace=WS):
    await move_in(db, *nouns)
    return await summarise(db, act=Act(workspace, by, MONDAY), program_id="P1")


async def test_totals_are_rounded(db):
    pairs = [pair_number(n) for n in range(12)]
    cycles = [cycle for n in range(11) for cycle in meetings(n, THIS_WEEK)]
    people = [enrolment(f"U{n}") for n in range(23)]
    summary = await summary_of(db, *people, *pairs, *cycles)
    assert (summary.enrolled.text, summary.mentorships.text) == ("about 25", "about 10")
    assert summary.meetings.value == 10
    assert summary.on_track.text.endswith("% or more")


async def test_of_four_mentorships_nothing_is_shown_however_often_they_met(db):
    pairs = [pair_number(n) for n in range(4)]
    cycles = [cycle for n in range(4) for cycle in meetings(n, *[THIS_WEEK] * 5)]
    summary = await summary_of(db, *pairs, *cycles)
    assert (summary.mentorships.text, summary.enrolled.text) == ("fewer than 5", "fewer than 5")
    assert {summary.on_track.value, summary.meetings.value, *weeks(summary)} == {None}
    assert "meetings" not in key_figures(summary)


@pytest.mark.parametrize("many", range(5))
async def test_a_week_with_few_meetings_is_hidden_together_with_another(db, many):
    pairs = [pair_number(n) for n in range(20)]
    busy = [cycle for n in range(20) for cycle in meetings(n, LAST_WEEK)]
    late = [replace(*meetings(n, THIS_WEEK), number=2) for n in range(many)]
    summary = await summary_of(db, *pairs, *busy, *late)
    assert weeks(summary)[-1] is None
    assert sum(week is None for week in weeks(summary)) >= 2


async def test_a_week_is_counted_where_it_belongs(db):
    pairs = [pair_number(n) for n in range(15)]
    cycles = [cycle for n in range(15) for cycle in meetings(n, THIS_WEEK, LAST_WEEK, "2025-W01")]
    summary = await summary_of(db, *pairs, *cycles)
    assert [monday for monday, _ in summary.weeks] == [TODAY - back * WEEK for back in range(11, -1, -1)]
    assert weeks(summary) == [None] * 10 + [15, 15]
    assert summary.meetings.value == 30


async def test_only_who_is_in_it_counts(db):
    people = [enrolment(f"U{n}") for n in range(9)]
    left = [enrolment(f"ULEFT{n}", state=EnrolmentState.LEFT) for n in range(20)]
    proposed = [pair_number(n, state=MentorshipState.PROPOSED) for n in range(20)]
    summary = await summary_of(db, *people, *left, *proposed)
    assert (summary.enrolled.text, summary.mentorships.text) == ("about 10", "fewer than 5")


async def test_no_name_and_no_exact_number_goes_out(db):
    pairs = [pair_number(n) for n in range(17)]
    cycles = [cycle for n in range(17) for cycle in meetings(n, THIS_WEEK)]
    people = [enrolment(user) for pair in pairs for user in pair.user_ids]
    summary = await summary_of(db, *people, *pairs, *cycles)
    said = f"{summary_preview(summary).to_dict()} {activity(summary)}"
    assert not re.search(r"<@|UNIA|UOMAR|\b17\b|\b34\b", said)


@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)])
async def test_only_a_manager_asks_for_it(db, who, error):
    with pytest.raises(error):
        await summary_of(db, **who)


def test_the_twelve_weeks_end_with_this_one():
    for day in range(7):
        mondays = last_mondays(TODAY + day * DAY, 12)
        assert (mondays[0], mondays[-1], len(mondays)) == (TODAY - 11 * WEEK, TODAY, 12)


def weeks(summary):
    return [met.value for _, met in summary.weeks]
