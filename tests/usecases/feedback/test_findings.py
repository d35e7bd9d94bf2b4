"""Who may read what a wave came to, and how a finding becomes a change that people hear of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.choices import MatchedBy
from bot.domain.measures.targets import at_least
from bot.domain.mentorships.mentorships import this_monday
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotNow, NotYours
from bot.usecases.feedback.findings import read_findings
from bot.usecases.feedback.looking_back import change_plan, look_back, suggest_change
from bot.usecases.programs.cohorts import start_cohort, suggest_cohort
from bot.usecases.programs.moves import launch_program
from bot.views.refs import FindingsRef
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed
from tests.people import DAY, EVE, MIA, MONDAY, NIA, OMAR, PROGRAM, TODAY, WS, enrolment, move_in
from tests.usecases.feedback.people import ask, freeze, pairs

assert PROGRAM.ends_on is not None
NEAR_THE_END = MONDAY + (PROGRAM.ends_on - MONDAY.date()) - DAY
CHIEF = "UCHIEF"
HERE = replace(PROGRAM, champion=CHIEF, plan=Plan(targets={"match_fit": at_least(80)}, minutes_a_month=60))
RHYTHM, MATCH = "e10/2", "e4"


def act(by=MIA):
    return Act(WS, by, MONDAY)


async def keep(db, wave, cells):
    """As a freezing leaves it behind."""
    async with db.transaction() as repos:
        await repos.waves.add_first(replace(wave, frozen_on=None))
        await repos.waves.freeze(wave, TODAY)
        await repos.cells.freeze(WS, "P1", sorted(cells, key=lambda one: (one.kind, one.group)))


def ours(wave, closes_on):
    return replace(wave, workspace_id=WS, program_id="P1", opens_on=closes_on, closes_on=closes_on)


@pytest.fixture
async def hospital(db):
    """Its end wave closed last week, with many mentees and mentors."""
    await move_in(db, HERE, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    end = ours(closed(), TODAY - timedelta(days=3))
    cells = at_the_end(mentees=(60, 70), mentors=(40, 48))
    await keep(db, end, [replace(one, week=this_monday(end.closes_on)) for one in cells])
    return db


async def with_a_start(db):
    wave, cells = at_the_start()
    wave = ours(wave, TODAY - timedelta(days=150))
    await keep(db, wave, [replace(one, week=this_monday(wave.closes_on)) for one in cells])


async def read(db, by=MIA, kind="", intake=""):
    return await read_findings(db, act=act(by), ref=FindingsRef("P1", kind, intake))


@pytest.mark.parametrize(("by", "may_change"), [(MIA, True), (CHIEF, False), (NIA, False), (OMAR, False)])
async def test_managers_the_champion_and_those_who_take_part_read_the_same(hospital, by, may_change):
    page = await read(hospital, by)
    assert page.may_change is may_change
    assert page.found == (await read(hospital)).found
    assert [one.key for one in page.found.said] == ["e2", "e4", "e5", "e8", "e9"]


async def test_nobody_else_does_nor_who_was_never_let_in(hospital):
    for state in (None, EnrolmentState.APPLIED, EnrolmentState.DECLINED):
        async with hospital.transaction() as repos:
            if state:
                await repos.enrolments.save(enrolment(NIA, state=state))
        with pytest.raises(NotYours):
            await read(hospital, NIA if state else EVE)


async def test_before_the_first_wave_has_closed_there_is_nothing(db):
    await move_in(db, HERE, enrolment(NIA))
    assert (await read(db)).found is None
    assert (await look_back(db, act=act(), program_id="P1")).lessons == []


async def test_a_wave_that_still_runs_is_not_shown(db):
    await move_in(db, HERE)
    async with db.transaction() as repos:
        await repos.waves.add_first(replace(ours(closed(), TODAY), frozen_on=None))
    assert (await read(db)).found is None


async def test_the_last_wave_comes_first_and_the_others_are_a_tap_away(hospital):
    await with_a_start(hospital)
    page = await read(hospital)
    assert (page.found.wave.kind, [one.kind for one in page.others]) == (WaveKind.END, [WaveKind.BASELINE])
    assert {one.key: one.earlier for one in page.found.said}["e2"].value == 45
    back = await read(hospital, kind="baseline")
    assert (back.found.wave.kind, [one.kind for one in back.others]) == (WaveKind.BASELINE, [WaveKind.END])


async def test_looking_back_is_for_managers(hospital):
    with pytest.raises(NotYours):
        await look_back(hospital, act=act(NIA), program_id="P1")
    assert (await look_back(hospital, act=act(), program_id="P1")).lessons[0].key == RHYTHM


async def test_what_was_said_at_the_start_is_no_lesson(hospital):
    await with_a_start(hospital)
    assert "b2" not in [one.key for one in (await look_back(hospital, act=act(), program_id="P1")).lessons]


async def test_a_suggestion_fills_in_the_plan_and_keeps_nothing(hospital, content):
    found = await suggest_change(hospital, act=act(), program_id="P1", key=RHYTHM, content=content)
    assert found.after.every_weeks > PROGRAM.every_weeks
    async with hospital.transaction() as repos:
        assert await repos.programs.get(WS, "P1") == HERE
    with pytest.raises(NotNow):
        await suggest_change(hospital, act=act(), program_id="P1", key="e99", content=content)
    with pytest.raises(NotYours):
        await suggest_change(hospital, act=act(NIA), program_id="P1", key=RHYTHM, content=content)


async def save(db, content, key, typed, by=MIA):
    return await change_plan(db, act=act(by), program_id="P1", key=key, typed=typed, content=content)


async def planned(db, kind="you_said"):
    async with db.transaction() as repos:
        rows = await repos.outbox.list_about(WS, kind, ["P1"])
    return sorted(one.recipient for one in rows)


async def versions(db, program_id="P1"):
    async with db.transaction() as repos:
        return await repos.program_versions.list_for_program(WS, program_id)


async def test_a_change_is_a_version_that_says_why_and_people_hear_of_it_once(hospital, content):
    await save(hospital, content, RHYTHM, "6")
    [version] = await versions(hospital)
    assert version.lines[0].startswith("Rhythm: ")
    assert version.why == "People said: “Rhythm”, about 40 % (likely 30 to 50 %)."
    assert await planned(hospital) == sorted([NIA, OMAR])
    await save(hospital, content, "e10/6", "90")
    assert await planned(hospital) == sorted([NIA, OMAR])
    assert [line.partition(":")[0] for line in (await read(hospital, NIA)).changed] == [
        "Time for each person, a month",
        "Rhythm",
    ]


async def test_the_same_form_twice_changes_it_once(hospital, content):
    first, again = [await save(hospital, content, RHYTHM, "6") for _ in range(2)]
    assert (first.lines, first.why) == (again.lines, again.why)
    assert [one.number for one in await versions(hospital)] == [2]


@pytest.mark.parametrize(
    ("key", "typed", "field"),
    [(RHYTHM, "0", "every_weeks"), (RHYTHM, "x", "every_weeks"), (MATCH, "fate", "matched_by")],
)
async def test_what_is_wrong_is_said_beside_the_field(hospital, content, key, typed, field):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, key, typed)
    assert [*wrong.value.fields] == [field]
    assert await versions(hospital) == []
    assert await planned(hospital) == []


async def test_who_decides_on_matches_can_be_changed(hospital, content):
    changed = await save(hospital, content, MATCH, "chosen")
    assert changed.program.plan.matched_by is MatchedBy.CHOSEN


async def test_nobody_but_a_manager_changes_it_and_a_plan_that_is_over_stays(hospital, content):
    with pytest.raises(NotYours):
        await save(hospital, content, RHYTHM, "6", by=NIA)
    async with hospital.transaction() as repos:
        await repos.programs.save(replace(HERE, state=ProgramState.CLOSED))
    with pytest.raises(NotNow):
        await save(hospital, content, RHYTHM, "6")


async def test_whoever_has_left_is_told_nothing(hospital, content):
    async with hospital.transaction() as repos:
        await repos.enrolments.save(enrolment(NIA, state=EnrolmentState.LEFT))
    await save(hospital, content, RHYTHM, "6")
    assert await planned(hospital) == [OMAR]


async def test_the_next_version_is_filled_in_and_its_history_says_why(hospital, content):
    suggested = await suggest_cohort(
        hospital, workspace_id=WS, program_id="P1", by=MIA, today=TODAY, content=content
    )
    assert suggested.first[0] == RHYTHM
    assert suggested.changes[RHYTHM].startswith("Rhythm: ")
    assert "e4" not in suggested.first
    set_up = await start_cohort(
        hospital,
        act=act(),
        program_id="P1",
        new_id="P2",
        name="Next",
        content=content,
        changes=[RHYTHM, "e10/5", "e99"],
    )
    assert set_up.program.every_weeks > HERE.every_weeks
    assert set_up.program.plan.objectives[-1] == "Better: Training for mentors"
    [version] = await versions(hospital, "P2")
    assert version.lines[0] == f"A new cohort of “{HERE.name}”"
    assert "“Rhythm”" in version.why
    assert "“Training for mentors”" in version.why
    assert await planned(hospital) == []


async def opened_next(db, content, *, changes):
    """The next cohort, with all it needs."""
    new = {"act": act(), "program_id": "P1", "new_id": "P2", "name": "Next"}
    draft = (await start_cohort(db, content=content, changes=changes, **new)).program
    filled = dict.fromkeys(content.signposts, "Ext. 9")
    async with db.transaction() as repos:
        await repos.programs.save(replace(draft, signposts=filled, channel_id="C1", lead=MIA))
        await repos.leads.save_answer(LeadAnswer(WS, MIA, "P2", LeadSays.YES, act().now.date()))
        await repos.leads.sign(SignOff(WS, "P2", 1, content.signed_version, MIA, act().now))
    await launch_program(db, act=act(), program_id="P2", content=content)


async def test_when_it_opens_those_before_it_hear_and_read_what_they_changed(hospital, content):
    await opened_next(hospital, content, changes=[RHYTHM])
    assert await planned(hospital) == sorted([NIA, OMAR])
    [line] = (await read(hospital, NIA)).changed
    assert line.startswith(f"A new cohort of “{HERE.name}”. Rhythm: ")
    assert line.endswith("(likely 30 to 50 %).")


async def test_of_one_that_is_as_before_nobody_hears(hospital, content):
    await opened_next(hospital, content, changes=[])
    assert await planned(hospital) == []
    assert (await read(hospital, NIA)).changed == []


async def test_without_a_change_it_is_as_before(hospital, content):
    await start_cohort(hospital, act=act(), program_id="P1", new_id="P2", name="Next", content=content)
    [version] = await versions(hospital, "P2")
    assert (version.why, len(version.lines)) == ("", 1)


async def asked_at_the_end(db, content, pairs_of_it):
    await pairs(db, pairs_of_it)
    await ask(db, content, now=NEAR_THE_END)
    await freeze(db, now=NEAR_THE_END + timedelta(weeks=4, days=2))


async def test_who_was_asked_at_the_end_hears_once_that_the_answers_are_in(db, content):
    await asked_at_the_end(db, content, 5)
    told = await planned(db, "answers_in")
    assert len(told) == 10
    await freeze(db, now=NEAR_THE_END + timedelta(weeks=5))
    assert await planned(db, "answers_in") == told


async def test_of_a_wave_that_tells_nothing_nobody_hears(db, content):
    await asked_at_the_end(db, content, 4)
    assert await planned(db, "answers_in") == []
