"""A review: who reads it, who holds it, what is kept, and that it reads the same for ever after."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.kinds import FIRST_TALK, JOINED, MET, REACHED
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import this_monday
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.domain.review.reviews import Decision
from bot.errors import InvalidInput, NotNow, NotYours
from bot.usecases.home.home import read_home
from bot.usecases.programs.cohorts import start_cohort
from bot.usecases.programs.history import read_history
from bot.usecases.review.holding import Answers, hold_review, require_to_hold
from bot.usecases.review.pack import read_pack
from bot.views.ids import Field
from bot.views.refs import HeldRef
from bot.views.review.pack import pack_page
from tests.domain.feedback.closed_waves import at_the_end, closed
from tests.figures import record
from tests.people import MIA, MONDAY, NIA, OMAR, PROGRAM, TODAY, WEEK, WS, enrolment, move_in
from tests.situations.reviews import count_cell

MOE, CHIEF = "UMOE", "UCHIEF"
PLAN = Plan(objectives=("Lead a shift",), review_every_weeks=6)
HERE = replace(PROGRAM, managers=(MIA, MOE), champion=CHIEF, plan=PLAN)
YES = Answers("right", "right", "continue")
CHANGE = Answers("too short", "not often enough", "change", "Nights make it too short.")


def act(by=MIA, now=MONDAY):
    return Act(WS, by, now)


def week(back):
    return TODAY - back * WEEK


async def freeze(db, *cells):
    async with db.transaction() as repos:
        for one in cells:
            await repos.cells.freeze(WS, "P1", [one])


async def add_wave(db, kind=WaveKind.END, days_ago=3, mentees=(60, 70), mentors=(9, 12)):
    day = TODAY - timedelta(days=days_ago)
    wave = replace(
        closed(kind), workspace_id=WS, program_id="P1", opens_on=day, closes_on=day, frozen_on=None
    )
    async with db.transaction() as repos:
        await repos.waves.add_first(wave)
        await repos.waves.freeze(wave, day)
        cells = [
            replace(one, week=this_monday(day))
            for one in at_the_end(mentees=mentees, mentors=mentors, wave=closed(kind))
        ]
        await repos.cells.freeze(WS, "P1", sorted(cells, key=lambda one: (one.kind, one.group)))


@pytest.fixture
async def hospital(db):
    """Eight weeks of meetings that were counted, and a wave that closed."""
    await move_in(db, HERE, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    await freeze(db, *(record(MET, 20, 30, week(back)) for back in range(1, 9)))
    await freeze(db, *(count_cell(JOINED, 60, week(back)) for back in range(1, 9)))
    await add_wave(db)
    return db


async def read(db, content, number=0, by=MIA, now=MONDAY):
    return await read_pack(db, act=act(by, now), ref=HeldRef("P1", number), content=content)


async def hold(db, content, answers=YES, by=MIA, number=1, now=MONDAY):
    return await hold_review(
        db, act=act(by, now), ref=HeldRef("P1", number), answers=answers, content=content
    )


async def save(db, program):
    async with db.transaction() as repos:
        await repos.programs.save(program)


async def history(db, by=MIA):
    found = await read_history(db, workspace_id=WS, program_id="P1", by=by)
    return [line for one in found.versions for line in one.lines]


async def test_it_shows_what_is_frozen_and_what_people_said(hospital, content):
    pack = await read(hospital, content)
    assert (pack.as_of, pack.due, pack.last, pack.held) == (TODAY, HERE.starts_on + 6 * WEEK, None, None)
    assert pack.hours.text == "about 120"
    assert pack.found.wave.kind is WaveKind.END
    assert pack.may_hold


async def test_only_its_managers_see_one_that_is_still_to_be_held(hospital, content):
    for by in (NIA, OMAR, "USTRANGER"):
        with pytest.raises(NotYours):
            await read(hospital, content, by=by)
    with pytest.raises(NotNow, match="No review"):
        await read(hospital, content, by=CHIEF)


async def test_the_champion_reads_a_held_one_and_may_not_hold_any(hospital, content):
    await hold(hospital, content, CHANGE)
    pack = await read(hospital, content, by=CHIEF)
    assert (pack.held.decision, pack.may_hold, pack.may_change) == (Decision.CHANGE, False, False)
    with pytest.raises(NotYours):
        await hold(hospital, content, by=CHIEF, number=2)
    with pytest.raises(NotYours):
        await require_to_hold(hospital, act=act(CHIEF), program_id="P1")


async def test_answers_are_kept_with_a_line_in_the_history(hospital, content):
    kept = await hold(hospital, content, CHANGE)
    assert (kept.by_another, kept.review.number, kept.review.note) == (False, 1, CHANGE.note)
    assert await history(hospital) == [
        "Review held. Change something. Length: too short. Rhythm: not often enough."
    ]
    async with hospital.transaction() as repos:
        assert (await repos.programs.get(WS, "P1")).plan == HERE.plan


async def test_the_same_form_twice_is_one_review(hospital, content):
    first = await hold(hospital, content)
    again = await hold(hospital, content)
    assert again == first
    assert len(await history(hospital)) == 1


async def test_of_two_managers_at_once_the_second_reads_what_the_first_kept(hospital, content):
    both = await asyncio.gather(hold(hospital, content, YES, MIA), hold(hospital, content, CHANGE, MOE))
    assert sorted(one.by_another for one in both) == [False, True]
    assert both[0].review == both[1].review
    assert len(await history(hospital)) == 1


async def test_every_question_wants_an_answer_and_no_patient_is_in_the_reason(hospital, content):
    with pytest.raises(InvalidInput) as raised:
        await hold(hospital, content, Answers("", "sometimes", "", "MRN 4455667"))
    assert set(raised.value.fields) == {
        Field.REVIEW_LENGTH,
        Field.REVIEW_RHYTHM,
        Field.REVIEW_DECISION,
        Field.REVIEW_NOTE,
    }
    with pytest.raises(InvalidInput):
        await hold(hospital, content, replace(YES, note="x" * 151))
    assert await history(hospital) == []


async def test_a_held_review_shows_the_same_whatever_comes_after(hospital, content):
    """New numbers, a new wave, another plan and another review change nothing of it."""
    await freeze(hospital, replace(count_cell(REACHED, 40, week(1)), group="site:Main"))
    await freeze(hospital, record(FIRST_TALK, 20, 30, week(1)))
    await hold(hospital, content, CHANGE)
    before = await read(hospital, content, 1)
    assert before.reached
    later = MONDAY + 8 * WEEK
    await freeze(hospital, *(record(MET, 30, 30, week(-ahead)) for ahead in range(7)))
    await freeze(hospital, record(FIRST_TALK, 5, 60, week(-3)))
    await freeze(hospital, *(count_cell(JOINED, 90, week(-ahead)) for ahead in range(7)))
    await add_wave(hospital, WaveKind.MID, days_ago=-40, mentees=(20, 70))
    async with hospital.transaction() as repos:
        now = await repos.programs.get(WS, "P1")
    await save(hospital, replace(now, minutes=15, every_weeks=1, plan=Plan(review_every_weeks=26)))
    await hold(hospital, content, YES, number=2, now=later)
    after = await read(hospital, content, 1, now=later)
    changed = {"others", "is_latest", "next_on"}
    assert {
        name for name in before.__dataclass_fields__ if getattr(before, name) != getattr(after, name)
    } <= changed | {"program"}
    assert after.program.plan == before.program.plan
    live = await read(hospital, content, now=later)
    assert live.hours != after.hours
    assert live.found.wave.kind is WaveKind.MID
    assert live.reached == {}


async def test_with_no_monday_counted_when_it_was_held_there_are_no_numbers_in_it_later(db, content):
    await move_in(db, HERE)
    await hold(db, content)
    await freeze(db, record(MET, 20, 30, week(1)), count_cell(JOINED, 60, week(1)))
    pack = await read(db, content, 1)
    assert (pack.as_of, pack.hours.is_shown, pack.is_bare) == (None, False, True)


async def test_what_came_of_the_last_review_is_said(hospital, content):
    await hold(hospital, content, CHANGE)
    said = str(pack_page(await read(hospital, content), content=content).to_dict())
    assert "Nothing in the plan has changed since." in said
    assert "Nights make it too short." in said
    assert [one.note for one in [(await read(hospital, content)).last]] == [CHANGE.note]


async def test_a_program_of_nine_says_that_it_cannot_tell_and_why(db, content):
    await move_in(db, HERE)
    await freeze(db, record(MET, 3, 4, week(1)), count_cell(JOINED, 9, week(1)))
    await add_wave(db, mentees=(3, 5), mentors=(2, 4))
    pack = await read(db, content)
    said = str(pack_page(pack, content=content).to_dict())
    assert "no number that we may show" in said
    assert "hours" not in said


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.ENROLLING, ProgramState.ARCHIVED])
async def test_what_does_not_run_is_not_reviewed(hospital, content, state):
    await save(hospital, replace(HERE, state=state))
    with pytest.raises(NotNow):
        await read(hospital, content)
    with pytest.raises(NotNow):
        await hold(hospital, content)


async def test_in_the_archive_a_held_review_is_still_read(hospital, content):
    await hold(hospital, content)
    async with hospital.transaction() as repos:
        now = await repos.programs.get(WS, "P1")
    await save(hospital, replace(now, state=ProgramState.ARCHIVED))
    pack = await read(hospital, content, 1)
    assert (pack.held.number, pack.may_hold, pack.may_change) == (1, False, False)


async def test_a_manager_who_is_none_any_more_neither_reads_nor_holds(hospital, content):
    await save(hospital, replace(HERE, managers=(MOE,)))
    with pytest.raises(NotYours):
        await read(hospital, content)
    with pytest.raises(NotYours):
        await hold(hospital, content)


async def test_who_held_it_is_forgotten_with_them_and_what_was_decided_stays(hospital, content):
    await hold(hospital, content, CHANGE)
    async with hospital.transaction() as repos:
        await repos.forgetting.forget(WS, MIA)
        [kept] = await repos.reviews.list_for_program(WS, "P1")
    assert (kept.by, kept.decision) == ("", Decision.CHANGE)
    assert (await read(hospital, content, 1, by=MOE)).held == kept


async def test_the_next_cohort_says_what_the_last_review_decided_and_tells_nobody(hospital, content):
    await hold(hospital, content, CHANGE)
    await start_cohort(
        hospital, act=act(), program_id="P1", new_id="P2", name="Spring", content=content, changes=()
    )
    async with hospital.transaction() as repos:
        [first] = await repos.program_versions.list_for_program(WS, "P2")
    assert first.decided == (
        "The last review before it, on Monday 2 March 2026: Change something. Length: too short. "
        "Rhythm: not often enough."
    )
    assert (first.why, first.lines) == ("", ("A new cohort of “Nurse leadership”",))


async def home(db, content, by=MIA, now=MONDAY):
    return await read_home(db, act=act(by, now), is_admin=False, content=content)


async def test_home_says_that_a_review_is_due_until_one_of_them_has_held_it(hospital, content):
    for by in (MIA, MOE):
        assert (await home(hospital, content, by)).managed[0].review_due
    await hold(hospital, content)
    for by in (MIA, MOE):
        assert not (await home(hospital, content, by)).managed[0].review_due
    assert (await home(hospital, content, now=MONDAY + 6 * WEEK)).managed[0].review_due


async def test_a_champion_finds_the_last_review_on_home(hospital, content):
    assert not (await home(hospital, content, CHIEF)).reviewed
    await hold(hospital, content)
    assert set((await home(hospital, content, CHIEF)).reviewed) == {"P1"}
