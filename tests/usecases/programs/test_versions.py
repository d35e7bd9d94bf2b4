"""Versions of a program: what a saving changed in words, and two managers saving at once."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow, NotYours
from bot.usecases.matching.approving import approve_matches
from bot.usecases.programs.forms import PurposePage, TargetsPage
from bot.usecases.programs.history import read_history
from bot.usecases.programs.planning import ChangedMeanwhile, save_program, save_signposts
from bot.usecases.programs.times import TimesPage
from bot.views.refs import FormRef
from tests.people import EVE, HOSPITAL, MIA, MONDAY, PAIR, PROGRAM, WS, enrolment, move_in

RUNNING = replace(PROGRAM, plan=Plan(minutes_a_month=60, purpose="To lead"))
TIMES = TimesPage(
    starts_on=PROGRAM.starts_on.isoformat(),
    length_weeks="35",
    every_weeks="4",
    minutes="45",
    channel_id="C1",
    sites="Main",
)
PURPOSE = PurposePage(
    name=PROGRAM.name, purpose="To lead", mentees="", mentors="", objectives="", managers=(MIA,)
)
TARGETS = TargetsPage(minutes_a_month="60")


@pytest.fixture
async def hospital(db):
    await move_in(db, RUNNING)
    return db


async def save(db, content, *pages, by=MIA, version=1):
    saved = await save_program(
        db,
        act=Act(WS, by, MONDAY),
        is_admin=True,
        form=FormRef(PROGRAM.template_id, "P1", version),
        pages=pages,
        content=content,
    )
    return saved.program


async def history(db, *, by=MIA):
    found = await read_history(db, workspace_id=WS, program_id="P1", by=by)
    return {one.number: list(one.changes.values()) for one in found.versions}


async def program_now(db):
    async with db.transaction() as repos:
        return await repos.programs.get(WS, "P1")


async def events(db):
    async with db.transaction() as repos:
        return [
            (one.user_id, one.what, one.about) for one in await repos.access_log.list_for_program(WS, "P1")
        ]


async def test_a_changed_rhythm_is_a_version_in_words(hospital, content):
    saved = await save(hospital, content, replace(TIMES, every_weeks="3"))
    assert saved.version == 2
    assert await history(hospital) == {2: ["Rhythm: every four weeks → every three weeks"]}


async def test_saving_without_a_change_makes_no_version(hospital, content):
    assert await save(hospital, content, PURPOSE, TIMES, TARGETS) == RUNNING
    assert await history(hospital) == {}


async def test_everything_of_a_plan_is_told_when_it_changes(hospital, content):
    pages = (
        replace(PURPOSE, name="Leading", purpose="A", mentees="B", mentors="C", objectives="D"),
        replace(TIMES, intake="rolling", minutes="30", capacity="3", by_approval=True, channel_id="C2"),
        TargetsPage("40", "100", "45", "0", "26", targets={"match_fit": "90 %"}),
    )
    await save(hospital, content, *pages)
    assert (await history(hospital))[2] == [
        "Name: Nurse leadership → Leading",
        "Intake: a cohort → rolling",
        "Last day: Monday 7 September 2026 → none",
        "A talk: 45 minutes → 30 minutes",
        "Channel for summaries changed",
        "Time for each person, a month: 60 minutes → 45 minutes",
        "Most mentees for one mentor: 2 → 3",
        "Review: every 12 weeks → every 26 weeks",
        "Mentees expected: not said → 40",
        "Places wanted first: 80 % → 100 %",
        "Joining: everyone who joins is in → a manager decides",
        "A pair that doesn't answer frees its places: eight weeks after being asked → never",
        "Purpose changed",
        "Who the mentees are changed",
        "Who the mentors are changed",
        "Objectives changed",
        "Target for “Say their match is good”: none → at least 90 %",
    ]


async def test_a_version_names_nobody_and_the_access_log_says_who_got_a_role(hospital, content):
    await save(hospital, content, replace(PURPOSE, managers=(MIA, "UOTTO"), champion="UCHIEF"))
    await save(hospital, content, replace(PURPOSE, managers=("UOTTO",), champion=EVE), version=2)
    assert await history(hospital, by="UOTTO") == {
        2: ["Managers changed", "Champion changed"],
        3: ["Managers changed", "Champion changed"],
    }
    assert await events(hospital) == [
        (MIA, "named a manager", "UOTTO"),
        (MIA, "named the champion", "UCHIEF"),
        (MIA, "removed a manager", MIA),
        (MIA, "removed the champion", "UCHIEF"),
        (MIA, "named the champion", EVE),
    ]


async def test_whoever_is_removed_may_do_nothing_more(hospital, content):
    await save(hospital, content, replace(PURPOSE, managers=("UOTTO",)))
    with pytest.raises(NotYours):
        await save(hospital, content, PURPOSE, version=2)
    with pytest.raises(NotYours):
        await history(hospital)


async def test_a_champion_is_no_manager(hospital, content):
    await save(hospital, content, replace(PURPOSE, champion=EVE))
    with pytest.raises(NotYours):
        await save(hospital, content, PURPOSE, by=EVE, version=2)


async def test_signposts_of_one_program_are_a_version_and_those_of_all_are_not(hospital, content):
    given = {key: f"Call {key}" for key in content.signposts}
    for_program = {"act": Act(WS, MIA, MONDAY), "program_id": "P1", "content": content, "is_admin": True}
    await save_signposts(hospital, **for_program, answers=given, for_program_only=False)
    assert await history(hospital) == {}
    own = given | {"crisis_line": "Ext. 9"}
    await save_signposts(hospital, **for_program, answers=own, for_program_only=True)
    assert await history(hospital) == {2: ["Signposts of this program changed"]}


async def test_the_second_of_two_managers_is_told_and_loses_nothing_typed(hospital, content):
    await save(hospital, content, replace(TIMES, every_weeks="3"))
    with pytest.raises(ChangedMeanwhile) as told:
        await save(hospital, content, replace(TIMES, minutes="30", sites="Main\nNorth"), version=1)
    assert told.value.changes == ("Rhythm: every four weeks → every three weeks",)
    assert (told.value.typed.minutes, told.value.typed.version) == (30, 2)
    assert told.value.workspace.sites == ("Main", "North")
    assert ((await program_now(hospital)).every_weeks, (await program_now(hospital)).minutes) == (3, 45)
    async with hospital.transaction() as repos:
        assert (await repos.workspaces.get(WS)).sites == HOSPITAL.sites
    kept = await save(hospital, content, replace(TIMES, minutes="30"), version=2)
    assert kept.version == 3


async def test_of_many_savings_at_once_one_is_kept_and_the_others_are_told(hospital, content):
    pages = [replace(TIMES, every_weeks=str(weeks)) for weeks in (1, 2, 3, 5)]
    ended = await asyncio.gather(*(save(hospital, content, page) for page in pages), return_exceptions=True)
    assert sum(isinstance(one, ChangedMeanwhile) for one in ended) == 3
    assert (await program_now(hospital)).version == 2
    assert set(await history(hospital)) == {2}


async def test_a_second_submit_of_what_is_kept_already_is_no_conflict(hospital, content):
    page = replace(TIMES, every_weeks="3")
    assert await save(hospital, content, page) == await save(hospital, content, page)


async def test_a_plan_that_is_over_stays_as_it_was(hospital, content):
    await move_in(hospital, replace(RUNNING, state=ProgramState.CLOSED))
    with pytest.raises(NotNow, match="its plan stays as it is"):
        await save(hospital, content, replace(TIMES, every_weeks="3"))


async def test_an_edit_that_waits_for_an_approval_does_not_take_the_state_back(hospital, content):
    """Whoever reads the program before the other has committed would write its old state over it."""
    proposed = replace(PAIR, state=PAIR.state.PROPOSED, channel_id=None, introduced_on=None)
    enrolling = replace(RUNNING, state=ProgramState.ENROLLING)
    nia, omar = (enrolment(one.user_id, one.role) for one in PAIR.members)
    await move_in(hospital, enrolling, nia, omar, proposed)
    held, go_on = asyncio.Event(), asyncio.Event()

    async def approve():
        async with hospital.transaction() as repos:
            program = await repos.programs.get(WS, "P1", lock=True)
            held.set()
            await go_on.wait()
            await repos.programs.save(replace(program, state=ProgramState.RUNNING))

    approving = asyncio.create_task(approve())
    await held.wait()
    editing = asyncio.create_task(save(hospital, content, replace(TIMES, every_weeks="3")))
    done, _ = await asyncio.wait({editing}, timeout=0.25)
    assert not done
    go_on.set()
    await approving
    assert (await editing).state is ProgramState.RUNNING


async def test_an_approval_waits_for_an_edit(hospital, content):
    proposed = replace(PAIR, state=PAIR.state.PROPOSED, channel_id=None, introduced_on=None)
    nia, omar = (enrolment(one.user_id, one.role) for one in PAIR.members)
    await move_in(hospital, nia, omar, proposed)
    async with hospital.transaction() as repos:
        program = await repos.programs.get(WS, "P1", lock=True)
        approving = asyncio.create_task(
            approve_matches(
                hospital, act=Act(WS, MIA, MONDAY), program_id="P1", seen="forged", content=content
            )
        )
        done, _ = await asyncio.wait({approving}, timeout=0.25)
        assert not done
        await repos.programs.save(replace(program, managers=("UOTTO",)))
    with pytest.raises(NotYours):
        await approving
