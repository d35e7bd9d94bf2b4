"""A mentorship turns by itself: answered, moved, let go, paused, widening, quiet."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome
from bot.domain.mentorships.status import Status, status_of
from bot.domain.people import Person
from bot.facts.status_rows import signs_by_mentorship
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.lifecycle import keep_going
from bot.usecases.mentorships.pausing import pause_mentorship
from bot.usecases.mentorships.silence import ask_the_silent
from tests.people import (
    CYCLE,
    DAY,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    asked_by,
    cycles_now,
    mentorship_now,
    move_in,
    pair_number,
)
from tests.statements import counted


async def answered(db, content, outcome, *, now=MONDAY, cycle=1):
    await answer_cycle(db, act=Act(WS, NIA, now), mentorship_id="M1", cycle=cycle, outcome=outcome)
    await keep_rhythm(db, content=content, now=now)


async def turned(db, content, now):
    """What a tick does about cycles and silences."""
    await keep_rhythm(db, content=content, now=now)
    await ask_the_silent(db, now=now)


async def status(db, now):
    mentorship = await mentorship_now(db)
    async with db.transaction() as repos:
        signs = await signs_by_mentorship(repos, WS, [mentorship], today=now.date())
    return status_of(mentorship, signs["M1"], today=now.date())


@pytest.mark.parametrize(
    ("outcome", "weeks"), [(Outcome.MET, 4), (Outcome.NOT_THIS_MONTH, 4), (Outcome.MOVED, 1)]
)
async def test_an_answer_leads_to_the_next_question(db, content, outcome, weeks):
    await move_in(db, PAIR, CYCLE)
    await answered(db, content, outcome, now=MONDAY + 3 * DAY)
    assert (await cycles_now(db))[1] == Cycle("M1", 2, starts_on=TODAY)
    due = MONDAY.replace(hour=0) + weeks * WEEK
    assert await asked_by(db, due - DAY) == []
    assert await asked_by(db, due) == [("check_in", NIA)]
    assert await asked_by(db, due + 2 * DAY) == [("check_in", OMAR)]


async def test_a_question_nobody_answers_is_let_go_and_the_next_cycle_begins(db, content):
    await move_in(db, PAIR, CYCLE)
    lapses = MONDAY + 4 * WEEK + 12 * DAY
    await keep_rhythm(db, content=content, now=lapses - DAY)
    assert await cycles_now(db) == [CYCLE]
    await keep_rhythm(db, content=content, now=lapses)
    assert [(one.outcome, one.iso_week) for one in await cycles_now(db)] == [
        (Outcome.UNANSWERED, None),
        (None, None),
    ]


async def test_turning_it_many_times_at_once_turns_it_once(db, content):
    await move_in(db, PAIR, replace(CYCLE, outcome=Outcome.MET, iso_week="2026-W10"))
    await asyncio.gather(*(keep_rhythm(db, content=content, now=MONDAY) for _ in range(4)))
    assert [one.number for one in await cycles_now(db)] == [1, 2]
    assert len(await asked_by(db, MONDAY + 9 * WEEK)) == 2


async def test_a_pause_ends_by_itself_and_the_rhythm_goes_on(db, content):
    await move_in(db, PAIR, CYCLE)
    until = await pause_mentorship(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    await keep_rhythm(db, content=content, now=MONDAY + 4 * WEEK - DAY)
    assert (await mentorship_now(db)).state is MentorshipState.PAUSED
    await keep_rhythm(db, content=content, now=MONDAY + 4 * WEEK)
    again = await mentorship_now(db)
    assert (again.state, again.paused_until) == (MentorshipState.ACTIVE, None)
    assert (await cycles_now(db))[-1] == Cycle("M1", 2, starts_on=until)


@pytest.mark.parametrize("state", [MentorshipState.PAUSED, MentorshipState.ENDED])
async def test_what_stands_still_does_not_turn(db, content, state):
    met = replace(CYCLE, number=1, outcome=Outcome.MET, iso_week="2026-W10")
    await move_in(db, replace(PAIR, state=state), met, replace(CYCLE, number=2))
    await keep_rhythm(db, content=content, now=MONDAY + 30 * WEEK)
    assert await cycles_now(db) == [met, replace(CYCLE, number=2)]


@pytest.mark.parametrize(
    ("week", "own_rhythm", "rhythm"),
    [(0, 1, 1), (3, 1, 1), (4, 1, 2), (11, 1, 2), (12, 1, 4), (100, 1, 4), (12, 3, 3)],
)
async def test_new_starters_meet_often_at_first_and_a_rhythm_of_ones_own_stays(
    db, content, week, own_rhythm, rhythm
):
    onboarding = replace(PROGRAM, template_id="onboarding", every_weeks=own_rhythm)
    begun = replace(PAIR, every_weeks=own_rhythm)
    await move_in(db, onboarding, begun, replace(CYCLE, starts_on=(MONDAY + week * WEEK).date()))
    await answered(db, content, Outcome.MET, now=MONDAY + week * WEEK)
    assert (await mentorship_now(db)).every_weeks == rhythm
    assert await asked_by(db, MONDAY + (week + rhythm) * WEEK - DAY) == []
    assert ("check_in", NIA) in await asked_by(db, MONDAY + (week + rhythm) * WEEK)


async def test_a_program_whose_template_is_gone_keeps_its_rhythm(db, content):
    await move_in(db, replace(PROGRAM, template_id="retired"), PAIR, CYCLE)
    await answered(db, content, Outcome.MET)
    assert (await mentorship_now(db)).every_weeks == 4
    assert len(await cycles_now(db)) == 2


async def test_silence_is_asked_about_once_however_long_it_lasts(db, content):
    await move_in(db, PAIR, CYCLE)
    await answered(db, content, Outcome.MET)
    sent = []
    for week in range(40):
        now = MONDAY + week * WEEK
        await turned(db, content, now)
        sent += [one for one in await asked_by(db, now) if one[0] == "quiet_check"]
    assert sent == [("quiet_check", NIA), ("quiet_check", OMAR)]


async def test_a_manager_sees_quiet_a_week_after_the_pair_was_asked_in_every_silence(db, content):
    await move_in(db, PAIR, CYCLE)
    await answered(db, content, Outcome.MET)
    first = MONDAY + 7 * WEEK
    await goes_quiet(db, content, since=MONDAY, asked=first)
    await keep_going(db, act=Act(WS, NIA, first), mentorship_id="M1")
    await keep_rhythm(db, content=content, now=first + WEEK)
    assert await status(db, first + WEEK) is Status.ON_TRACK
    await goes_quiet(db, content, since=first + WEEK, asked=first + 8 * WEEK)


async def goes_quiet(db, content, *, since, asked):
    """Nobody answers from `since` on; the pair is asked at `asked`, and only then can a manager know."""
    day = since
    while day <= asked:
        await turned(db, content, day)
        assert await status(db, day) is Status.ON_TRACK
        day += DAY
    assert ("quiet_check", NIA) in await asked_by(db, asked)
    assert await status(db, asked + 6 * DAY) is Status.ON_TRACK
    assert await status(db, asked + 7 * DAY) is Status.MAY_NEED_SUPPORT


async def test_an_answer_in_the_week_of_the_question_starts_a_silence_of_its_own(db, content):
    await move_in(db, PAIR, CYCLE)
    await answered(db, content, Outcome.MET)
    asked = MONDAY + 7 * WEEK
    await keep_rhythm(db, content=content, now=asked)
    await ask_the_silent(db, now=asked)
    assert ("quiet_check", NIA) in await asked_by(db, asked)
    await keep_going(db, act=Act(WS, NIA, asked), mentorship_id="M1")
    await keep_rhythm(db, content=content, now=asked + DAY)
    silent_again = asked + 43 * DAY
    assert await status(db, silent_again) is Status.ON_TRACK


@pytest.mark.parametrize("who", [NIA, OMAR])
async def test_while_one_of_them_is_on_leave_an_unanswered_question_is_no_silence(db, content, who):
    lapses = MONDAY + 4 * WEEK + 12 * DAY
    back = lapses.date() + 2 * WEEK
    await move_in(db, PAIR, CYCLE, Person(WS, who, leave_from=lapses.date() - DAY, leave_until=back))
    await keep_rhythm(db, content=content, now=lapses)
    first, second = await cycles_now(db)
    assert (first.outcome, second.outcome) == (Outcome.PAUSED, None)
    await ask_the_silent(db, now=lapses + 9 * WEEK)
    sent = await asked_by(db, lapses + 9 * WEEK)
    assert ("quiet_check", who) in sent


async def test_many_turn_together_and_each_as_it_would_alone(db, content):
    """One has met, one was not answered, one is away, one is paused and stands still."""
    met, silent, away, paused = [pair_number(number) for number in range(4)]
    lapses = MONDAY + 4 * WEEK + 12 * DAY
    await move_in(
        db,
        *(
            met,
            silent,
            away,
            replace(paused, state=MentorshipState.PAUSED, paused_until=(lapses + DAY).date()),
        ),
        replace(CYCLE, mentorship_id=met.id, outcome=Outcome.MET, iso_week="2026-W10"),
        *(replace(CYCLE, mentorship_id=one.id) for one in (silent, away, paused)),
        Person(WS, away.user_ids[1], leave_from=lapses.date() - DAY),
    )
    await keep_rhythm(db, content=content, now=lapses)
    outcomes = {
        one.id: [each.outcome for each in await cycles_now(db, one.id)] for one in (met, silent, away)
    }
    assert outcomes == {
        met.id: [Outcome.MET, None],
        silent.id: [Outcome.UNANSWERED, None],
        away.id: [Outcome.PAUSED, None],
    }
    assert await cycles_now(db, paused.id) == [replace(CYCLE, mentorship_id=paused.id)]


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.UNANSWERED, None])
async def test_many_turn_in_as_many_statements_as_a_few(db, content, outcome):
    counts = []
    for first, count in ((0, 3), (3, 20)):
        pairs = [pair_number(number) for number in range(first, first + count)]
        week = "2026-W10" if outcome is Outcome.MET else None
        cycles = [replace(CYCLE, mentorship_id=one.id, outcome=outcome, iso_week=week) for one in pairs]
        await move_in(db, *pairs, *cycles)
        with counted(db) as statements:
            await keep_rhythm(db, content=content, now=MONDAY + 8 * WEEK)
        counts.append(len(statements))
        assert [len(await cycles_now(db, one.id)) for one in pairs] == [2] * count
    assert counts[0] == counts[1] <= 30


async def test_many_pauses_end_in_as_many_statements_as_a_few(db, content):
    counts = []
    for first, count in ((0, 3), (3, 20)):
        pairs = [pair_number(number) for number in range(first, first + count)]
        await move_in(db, *(replace(one, state=MentorshipState.PAUSED, paused_until=TODAY) for one in pairs))
        with counted(db) as statements:
            await keep_rhythm(db, content=content, now=MONDAY)
        counts.append(len(statements))
        assert {(await mentorship_now(db, one.id)).state for one in pairs} == {MentorshipState.ACTIVE}
    assert counts[0] == counts[1]


async def test_somebody_in_two_mentorships_that_turn_together_gets_one_prompt(db, content):
    """The next comes a fortnight later, and is another."""
    pairs = [replace(PAIR, id=f"M{number}", every_weeks=4) for number in (1, 2)]
    met = replace(CYCLE, outcome=Outcome.MET, iso_week="2026-W10")
    await move_in(db, *pairs, *(replace(met, mentorship_id=one.id) for one in pairs))
    await keep_rhythm(db, content=content, now=MONDAY)
    async with db.transaction() as repos:
        given = (await repos.prompts.given(WS, [NIA])).get(NIA, [])
    assert len({one.number for one in given}) == len(given) >= 1
    moments = [one.due_at for one in given]
    assert all(later - one >= 2 * WEEK for one, later in zip(moments, moments[1:], strict=False))
