"""What every program shows is changed by workspace admins alone, kept as it was, and told to the others."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import bot
from bot.domain.acts import Act
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput
from bot.nudges.programs.hospital_changed import KIND
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.programs.history import read_history
from bot.usecases.programs.planning import (
    SIGNPOSTS_ARE_SHARED,
    SITES_ARE_SHARED,
    save_program,
    save_signposts,
)
from bot.usecases.programs.times import TimesPage
from bot.views.refs import FormRef
from tests.nudges.situations import of_the_hospital
from tests.people import EVE, HOSPITAL, MIA, MONDAY, OMAR, PROGRAM, WS, move_in, send_due

OLD = "Ext. 1"
DRAFT = replace(PROGRAM, id="P2", name="Draft", state=ProgramState.DRAFT, managers=(MIA, EVE))
OVER = replace(PROGRAM, id="P3", name="Over", state=ProgramState.CLOSED, managers=("UGONE",))
SHARED = replace(PROGRAM, managers=(MIA, OMAR))
TIMES = TimesPage(starts_on="2026-01-05", length_weeks="35", every_weeks="4", minutes="45", channel_id="C1")


@pytest.fixture
async def hospital(db, content):
    """Complete, with a program that runs, a draft and one that is over."""
    await move_in(db, replace(HOSPITAL, signposts=dict.fromkeys(content.signposts, OLD)), SHARED, DRAFT, OVER)
    return db


async def signs(db, content, *, is_admin, only=False, program_id="P1", by=MIA, **changed):
    given = dict.fromkeys(content.signposts, OLD) | changed
    return await save_signposts(
        db,
        act=Act(WS, by, MONDAY),
        program_id=program_id,
        answers=given,
        for_program_only=only,
        is_admin=is_admin,
        content=content,
    )


async def sites(db, content, sites, *, is_admin):
    form = FormRef(PROGRAM.template_id, "P1", 1)
    pages = [replace(TIMES, sites=sites)]
    act = Act(WS, MIA, MONDAY)
    return await save_program(db, act=act, is_admin=is_admin, form=form, pages=pages, content=content)


async def now_shown(db):
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(WS)
    return workspace.signposts.get("crisis_line"), workspace.sites


async def versions(db):
    async with db.transaction() as repos:
        found = await repos.hospital_versions.list_latest(WS, limit=9)
    return [(one.number, one.by, one.at, one.before, one.after) for one in found]


@pytest.mark.parametrize("program_id", ["P1", "P2"])
async def test_a_manager_who_is_no_admin_is_told_whom_to_ask_and_changes_nothing(
    hospital, content, program_id
):
    with pytest.raises(InvalidInput) as refused:
        await signs(hospital, content, is_admin=False, program_id=program_id, crisis_line="Call me")
    assert refused.value.fields == {"signposts_for": SIGNPOSTS_ARE_SHARED}
    assert "ask one" in SIGNPOSTS_ARE_SHARED
    assert (await now_shown(hospital))[0] == OLD
    assert await versions(hospital) == []


async def test_the_list_of_sites_is_no_managers_either(hospital, content):
    with pytest.raises(InvalidInput) as refused:
        await sites(hospital, content, "Main\nMy own", is_admin=False)
    assert refused.value.fields == {"sites": SITES_ARE_SHARED}
    assert (await now_shown(hospital))[1] == ("Main",)
    await sites(hospital, content, "Main", is_admin=False)
    await sites(hospital, content, "Main\nNorth", is_admin=True)
    assert (await now_shown(hospital))[1] == ("Main", "North")
    assert await versions(hospital) == [(1, MIA, MONDAY, {"sites": "Main"}, {"sites": "Main, North"})]


async def test_a_programs_own_signposts_stay_its_managers(hospital, content):
    saved = await signs(hospital, content, is_admin=False, only=True, crisis_line="Ask Wanda")
    assert saved.program.signposts == {"crisis_line": "Ask Wanda"}
    saved = await signs(hospital, content, is_admin=False)
    assert saved.program.signposts == {}
    assert (await now_shown(hospital), await versions(hospital)) == ((OLD, ("Main",)), [])


async def test_it_is_kept_who_changed_what_when_and_what_it_was_before(hospital, content):
    await signs(hospital, content, is_admin=True, crisis_line="Ext. 2")
    await signs(hospital, content, is_admin=True, crisis_line="Ext. 2")
    await signs(hospital, content, is_admin=True, crisis_line="Ext. 3", employee_support="Ext. 4")
    was, now = (
        {"crisis_line": one, "employee_support": other}
        for one, other in (("Ext. 2", OLD), ("Ext. 3", "Ext. 4"))
    )
    newest, first = await versions(hospital)
    assert first == (1, MIA, MONDAY, {"crisis_line": OLD}, {"crisis_line": "Ext. 2"})
    assert newest[:3] == (2, MIA, MONDAY)
    assert ({key: newest[3][key] for key in was}, {key: newest[4][key] for key in now}) == (was, now)
    history = await read_history(hospital, workspace_id=WS, program_id="P1", by=MIA)
    assert [one.number for one in history.hospital] == [2, 1]


async def test_each_other_manager_is_told_once_of_a_change(hospital, content):
    await signs(hospital, content, is_admin=True, crisis_line="Ext. 2")
    assert await send_due(hospital, MONDAY) == [("hospital_changed", EVE), ("hospital_changed", OMAR)]
    await signs(hospital, content, is_admin=True, crisis_line="Ext. 2")
    assert await send_due(hospital, MONDAY) == []


async def test_who_had_themselves_deleted_is_named_no_more(hospital, content):
    await signs(hospital, content, is_admin=True, by=OMAR, crisis_line="Ext. 2")
    await forget_person(hospital, act=Act(WS, OMAR, MONDAY))
    assert [by for _, by, *_ in await versions(hospital)] == [""]


def test_a_note_goes_to_who_manages_by_then_and_says_what_it_was_before(content):
    said = str(KIND.says(of_the_hospital(content, "hospital_changed")).to_dict())
    assert "nothing → Ext. &lt;9&gt;" in said
    assert KIND.still_true(of_the_hospital(content, "hospital_changed", recipient=MIA))
    assert not KIND.still_true(of_the_hospital(content, "hospital_changed", recipient=EVE))
    over = replace(PROGRAM, state=ProgramState.ARCHIVED)
    assert not KIND.still_true(of_the_hospital(content, "hospital_changed", recipient=MIA, program=over))


def test_what_every_program_shows_is_written_in_one_place():
    root = Path(bot.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("workspaces.save")
    }
    assert found == {"usecases/programs/hospital.py"}
