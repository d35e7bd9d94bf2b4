"""Starting a program: who may, what is wrong with a form, signposts, and the launch."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.program_states import ProgramState
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.usecases.programs import (
    ProgramForm,
    fresh_draft,
    get_set_up,
    launch_program,
    list_managed,
    save_program,
    save_signposts,
    start_program,
)
from tests.people import DAY, ELSEWHERE, EVE, HOSPITAL, MIA, PROGRAM, TODAY, WEEK, WS, move_in

DRAFT = replace(PROGRAM, id="P2", name="Draft", state=ProgramState.DRAFT)
FORM = ProgramForm(
    template_id="onboarding",
    program_id="P9",
    name=" New starters ",
    starts_on="2026-04-06",
    length_weeks="26",
    every_weeks="2",
    minutes="30",
    channel_id="C9",
    managers=(MIA, "UOTTO"),
    sites="Main\n\n North \nMain",
)


@pytest.fixture
async def hospital(db):
    await move_in(db, DRAFT)
    return db


async def save(db, content, *, by=MIA, is_admin=False, workspace=WS, **changes):
    form = replace(FORM, **changes)
    return await save_program(
        db, workspace_id=workspace, by=by, is_admin=is_admin, form=form, content=content, today=TODAY
    )


async def fill(db, content, answers, *, by=MIA, program_id="P2", for_program_only=False):
    return await save_signposts(
        db,
        workspace_id=WS,
        program_id=program_id,
        by=by,
        answers=answers,
        for_program_only=for_program_only,
        content=content,
    )


async def launch(db, content, **changes):
    who = {"workspace_id": WS, "program_id": "P2", "by": MIA, **changes}
    return await launch_program(db, **who, content=content)


async def programs_now(db, workspace=WS):
    async with db.transaction() as repos:
        return {program.id: program for program in await repos.programs.list_all(workspace)}


def all_of(content):
    return {key: f"Call {key}" for key in content.signposts}


async def test_a_saved_form_is_a_draft_of_its_template(hospital, content):
    saved = await save(hospital, content)
    program = saved.program
    assert (await programs_now(hospital))["P9"] == program
    assert (program.state, program.name) == (ProgramState.DRAFT, "New starters")
    assert (program.ends_on - program.starts_on, program.every_weeks) == (26 * WEEK, 2)
    assert (program.managers, program.created_by) == ((MIA, "UOTTO"), MIA)
    assert saved.workspace.sites == ("Main", "North")


async def test_one_form_sent_many_times_at_once_is_one_program(hospital, content):
    await asyncio.gather(*(save(hospital, content) for _ in range(4)))
    assert set(await programs_now(hospital)) == {"P1", "P2", "P9"}
    assert (await programs_now(hospital))["P9"].managers == FORM.managers


async def test_changing_a_running_program_keeps_it_running(hospital, content):
    await save(hospital, content, program_id="P1", name="Renamed")
    changed = (await programs_now(hospital))["P1"]
    assert (changed.name, changed.state, changed.created_by) == ("Renamed", ProgramState.RUNNING, MIA)
    assert changed.template_id == PROGRAM.template_id


@pytest.mark.parametrize("is_admin", [False, True])
async def test_a_program_is_changed_by_its_managers_alone(hospital, content, is_admin):
    with pytest.raises(NotYours):
        await save(hospital, content, program_id="P1", by=EVE, is_admin=is_admin, managers=(EVE,))
    assert (await programs_now(hospital))["P1"] == PROGRAM


async def test_a_program_is_started_by_an_admin_or_by_somebody_who_manages_one(hospital):
    await start_program(hospital, workspace_id=WS, user_id=MIA, is_admin=False)
    await start_program(hospital, workspace_id=WS, user_id=EVE, is_admin=True)
    with pytest.raises(NotYours, match="needs a workspace admin"):
        await start_program(hospital, workspace_id=WS, user_id=EVE, is_admin=False)


async def test_managing_in_one_hospital_counts_for_nothing_in_another(hospital, content):
    with pytest.raises(NotYours):
        await save(hospital, content, workspace=ELSEWHERE, program_id="P1")
    assert await programs_now(hospital, ELSEWHERE) == {}


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "  ", "name"),
        ("name", "x" * 76, "name"),
        ("starts_on", "", "starts_on"),
        ("starts_on", "2026-02-30", "starts_on"),
        ("starts_on", "2025-03-01", "starts_on"),
        ("starts_on", "9999-12-31", "starts_on"),
        ("length_weeks", "3", "length_weeks"),
        ("length_weeks", "105", "length_weeks"),
        ("length_weeks", "-26", "length_weeks"),
        ("length_weeks", "6 months", "length_weeks"),
        ("length_weeks", "26.5", "length_weeks"),
        ("length_weeks", "²", "length_weeks"),
        ("channel_id", "", "channel"),
        ("managers", (), "managers"),
        ("sites", "x" * 76, "sites"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(hospital, content, field, value, named):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, **{field: value})
    assert set(wrong.value.fields) == {named}
    assert "P9" not in await programs_now(hospital)


async def test_everything_that_is_wrong_is_said_at_once(hospital, content):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, name="", starts_on="soon", length_weeks="many", managers=())
    assert set(wrong.value.fields) == {"name", "starts_on", "length_weeks", "managers"}


def test_a_fresh_draft_starts_on_the_monday_after_next(content):
    for day in range(7):
        draft = fresh_draft(
            program_id="P9",
            workspace_id=WS,
            template_id="onboarding",
            by=MIA,
            content=content,
            today=TODAY + day * DAY,
        )
        assert draft.starts_on == TODAY + 2 * WEEK
        assert draft.managers == (MIA,)


async def test_a_launch_is_refused_with_the_labels_of_what_is_missing(hospital, content):
    filled = dict(list(all_of(content).items())[1:])
    first = next(iter(content.signposts.values()))
    await fill(hospital, content, filled)
    with pytest.raises(NotNow, match="filled in") as refused:
        await launch(hospital, content)
    assert str(refused.value).endswith(f"filled in: {first.label}.")
    assert (await programs_now(hospital))["P2"] == DRAFT


async def test_a_complete_draft_opens_once(hospital, content):
    await fill(hospital, content, all_of(content))
    opened = await launch(hospital, content)
    assert (await programs_now(hospital))["P2"] == opened == replace(DRAFT, state=ProgramState.ENROLLING)
    with pytest.raises(NotNow, match="already open"):
        await launch(hospital, content)


@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace_id": ELSEWHERE}, NotFound)])
async def test_a_stranger_cannot_open_it(hospital, content, who, error):
    await fill(hospital, content, all_of(content))
    with pytest.raises(error):
        await launch(hospital, content, **who)
    assert (await programs_now(hospital))["P2"] == DRAFT


async def test_signposts_are_kept_for_every_program_here(hospital, content):
    saved = await fill(hospital, content, all_of(content) | {"forged": "x"})
    assert saved.workspace.signposts == all_of(content)
    assert saved.missing == ()
    other = await get_set_up(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    assert other.signposts == all_of(content)


async def test_a_program_keeps_only_what_differs(hospital, content):
    await fill(hospital, content, all_of(content))
    key, blank, *_ = content.signposts
    own = {**all_of(content), key: "Ext. 9", blank: " "}
    saved = await fill(hospital, content, own, for_program_only=True)
    assert saved.program.signposts == {key: "Ext. 9", blank: ""}
    assert saved.missing == (content.signposts[blank].label,)
    other = await get_set_up(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    assert other.signposts == all_of(content)


async def test_signposts_are_filled_in_by_a_manager(hospital, content):
    with pytest.raises(NotYours):
        await fill(hospital, content, all_of(content), by=EVE)
    with pytest.raises(NotYours):
        await get_set_up(hospital, workspace_id=WS, program_id="P1", by=EVE, content=content)
    async with hospital.transaction() as repos:
        assert await repos.workspaces.get(WS) == HOSPITAL


async def test_a_manager_finds_the_programs_that_are_open_and_nobody_elses(hospital):
    await move_in(hospital, replace(PROGRAM, id="P3", managers=(EVE,)))
    assert await list_managed(hospital, workspace_id=WS, user_id=MIA) == [PROGRAM]
    with pytest.raises(NotYours, match="/mentoring new"):
        await list_managed(hospital, workspace_id=ELSEWHERE, user_id=MIA)


async def test_a_draft_takes_no_signpost_from_the_cards_of_an_open_program(hospital, content):
    """The workspace's own serve them all; a manager of one program must not empty them for the others."""
    known = {"crisis_line": "Call 1", "speaking_up": ""}
    await move_in(hospital, replace(HOSPITAL, signposts=known), DRAFT)
    with pytest.raises(InvalidInput) as refused:
        await fill(hospital, content, {"crisis_line": " "})
    assert set(refused.value.fields) == {"crisis_line"}
    set_up = await get_set_up(hospital, workspace_id=WS, program_id="P2", by=MIA, content=content)
    assert set_up.workspace.signposts == known


async def test_more_sites_than_a_menu_holds_are_refused(hospital, content):
    with pytest.raises(InvalidInput) as refused:
        await save(hospital, content, sites="\n".join(map(str, range(101))), is_admin=True)
    assert set(refused.value.fields) == {"sites"}
