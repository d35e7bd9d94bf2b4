"""The totals that go to a channel: as they were frozen, nothing small, and nobody's name."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import MentorshipState, Outcome, iso_week
from bot.errors import NotFound, NotYours
from bot.facts.boards import read_boards
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.managing.summary import summarise
from bot.views.managing.summary import ON_MONDAY, activity, key_figures, summary_preview
from tests.figures import NoNoise
from tests.people import (
    CYCLE,
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

LAST, BEFORE = TODAY - WEEK, TODAY - 2 * WEEK


def pair(number, **more):
    return pair_number(number, **{"introduced_on": TODAY - 8 * WEEK} | more)


def meetings(number, *mondays):
    """The cycles of a pair that met in these weeks."""
    return [
        replace(
            CYCLE, mentorship_id=pair(number).id, number=turn, outcome=Outcome.MET, iso_week=iso_week(one)
        )
        for turn, one in enumerate(mondays, start=1)
    ]


async def freeze(db, content, *, now=MONDAY):
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=now)


async def summary_of(db, content, *nouns, by=MIA, workspace=WS, now=MONDAY):
    await move_in(db, *nouns)
    await freeze(db, content)
    return await summarise(db, act=Act(workspace, by, now), program_id="P1", content=content)


async def test_totals_are_rounded_and_say_of_which_monday_they_are(db, content):
    pairs = [pair(n) for n in range(12)]
    cycles = [cycle for n in range(11) for cycle in meetings(n, LAST)]
    people = [enrolment(f"U{n}") for n in range(23)]
    summary = await summary_of(db, content, *people, *pairs, *cycles)
    assert (summary.enrolled.text, summary.mentorships.text) == ("about 25", "about 10")
    assert (summary.meetings.value, summary.as_of) == (10, TODAY)
    assert "As of Monday 2 March:" in key_figures(summary)


async def test_nothing_moves_before_the_next_monday(db, content):
    pairs = [pair(n) for n in range(12)]
    before = await summary_of(db, content, *pairs, *(c for n in range(6) for c in meetings(n, LAST)))
    more = [enrolment(f"U{n}") for n in range(23)]
    await move_in(db, *more, *(cycle for n in range(6, 12) for cycle in meetings(n, LAST)))
    for day in range(7):
        now = MONDAY + timedelta(days=day)
        await freeze(db, content, now=now)
        assert await summarise(db, act=Act(WS, MIA, now), program_id="P1", content=content) == before


async def test_before_the_first_monday_there_is_a_sentence_and_nothing_to_post(db, content):
    await move_in(db, *(pair(n) for n in range(12)), *(enrolment(f"U{n}") for n in range(23)))
    summary = await summarise(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)
    assert key_figures(summary) == ON_MONDAY
    assert "Post it" not in str(summary_preview(summary).to_dict())


async def test_of_four_mentorships_nothing_is_shown_however_often_they_met(db, content):
    weeks = [TODAY - n * WEEK for n in range(1, 7)]
    cycles = [cycle for n in range(4) for cycle in meetings(n, *weeks)]
    summary = await summary_of(db, content, *(pair(n) for n in range(4)), *cycles)
    assert (summary.mentorships.text, summary.enrolled.text) == ("fewer than 5", "fewer than 5")
    assert {summary.on_track.value, summary.meetings.value, *shown(summary)} == {None}
    assert "meetings" not in key_figures(summary)


async def test_one_pair_that_goes_on_is_not_shown_among_many_that_have_ended(db, content):
    """Small is how many could have met in the week, and not how many were ever introduced."""
    ended = [pair(n, state=MentorshipState.ENDED, ended_on=TODAY - 5 * WEEK) for n in range(1, 30)]
    summary = await summary_of(db, content, pair(0), *ended, *meetings(0, LAST, BEFORE))
    assert summary.mentorships.text == "about 30"
    assert shown(summary) == []


async def test_a_week_is_counted_where_it_belongs(db, content):
    cycles = [cycle for n in range(15) for cycle in meetings(n, BEFORE, LAST, TODAY, TODAY - 40 * WEEK)]
    summary = await summary_of(db, content, *(pair(n) for n in range(15)), *cycles)
    board = await board_of(db)
    assert [monday for monday, _ in board.meetings_by_week()] == [
        TODAY - back * WEEK for back in range(12, 0, -1)
    ]
    assert [met.value for _, met in board.meetings_by_week()][-2:] == [15, 15]
    assert summary.meetings.value == 30


async def board_of(db):
    async with db.reading() as repos:
        return (await read_boards(repos, WS, ["P1"], today=TODAY))["P1"]


async def test_only_who_is_in_it_counts(db, content):
    people = [enrolment(f"U{n}") for n in range(9)]
    left = [enrolment(f"ULEFT{n}", state=EnrolmentState.LEFT) for n in range(20)]
    proposed = [pair(n, state=MentorshipState.PROPOSED) for n in range(20)]
    summary = await summary_of(db, content, *people, *left, *proposed)
    assert (summary.enrolled.text, summary.mentorships.text) == ("about 10", "fewer than 5")


async def test_no_name_and_no_exact_number_goes_out(db, content):
    pairs = [pair(n) for n in range(17)]
    cycles = [cycle for n in range(17) for cycle in meetings(n, LAST)]
    people = [enrolment(user) for one in pairs for user in one.user_ids]
    summary = await summary_of(db, content, *people, *pairs, *cycles)
    said = f"{summary_preview(summary).to_dict()} {activity(summary)}"
    assert "about 15 meetings" in said
    assert not re.search(r"<@|UNIA|UOMAR|\b17\b|\b34\b", said)


@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)])
async def test_only_a_manager_asks_for_it(db, content, who, error):
    with pytest.raises(error):
        await summary_of(db, content, **who)


def shown(summary):
    return [met.value for _, met in summary.bars.met]
