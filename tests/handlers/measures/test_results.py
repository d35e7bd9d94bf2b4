"""Targets and results in Slack: opened by command and from Home, also by its champion; HR's result."""

from dataclasses import replace

import pytest

from bot.domain.disclosure.kinds import (
    ANSWERED,
    FIRST_TALK,
    INTRODUCED,
    MATCHED,
    MET,
    PLACES_OFFERED,
    PLACES_TAKEN,
    REMATCH_ASKED,
    STILL_ON_TRACK,
)
from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.domain.measures.targets import REPORT, at_least
from bot.views.ids import Action
from tests.handlers.tour.matching import values
from tests.measures.frozen_programs import ROUND, people, periods, weeks

TARGETS = {
    "first_meeting_21d": at_least(70),
    "pairs_active:3_months": at_least(50),
    "belonging": REPORT,
    "retention_linked": at_least(85),
}


@pytest.fixture
async def manager(town):
    manager, champion = town.person("Mona Manager", is_admin=True), town.person("Cora Champion")
    program_id = await town.new_program(manager)
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        plan = replace(program.plan, targets=TARGETS)
        await repos.programs.save(replace(program, plan=plan, champion=champion.person.id))
        for cell in [*periods(FIRST_TALK, (50, 60)), *periods(STILL_ON_TRACK, (4, 40), group="13")]:
            await repos.cells.freeze(town.workspace_id, program_id, [cell])
    return manager


def said(actor):
    return str(actor.modal.blocks)


async def test_the_command_opens_the_only_program_and_says_what_came_of_its_targets(town, manager):
    await town.do(manager.command("/mentoring", "results"))
    page = said(manager)
    assert "About 85 % (likely 70 to 90 %)" in page or "About 85 % (likely 75 to 90 %)" in page
    assert "Target: at least 70 %. *Reached.*" in page
    assert "Target: at least 50 %. *Not reached.*" in page
    assert "_Not counted yet_: Feeling part of the team." in page
    assert "HR's result isn't here yet" in page


async def test_of_several_programs_one_is_chosen(town, manager):
    await town.new_program(manager)
    await town.do(manager.command("/mentoring", "results"))
    assert "Which program?" in said(manager)
    first = next(one for one in values(manager.modal, Action.RESULTS))
    await town.do(manager.click(manager.modal, Action.RESULTS, value=first))
    assert "can't be told yet" in said(manager).lower().replace("\\'", "'")


async def test_a_measure_says_what_it_counts_and_leads_back(town, manager):
    await town.do(manager.command("/mentoring", "results"))
    [first, *_] = values(manager.modal, Action.COUNTS)
    await town.do(manager.click(manager.modal, Action.COUNTS, value=first))
    assert "how many met within them" in said(manager)
    await town.do(manager.click(manager.modal, Action.RESULTS_PAGE))
    assert "Target: at least 70 %" in said(manager)


async def test_the_champion_opens_it_from_home_and_types_nothing(town, manager):
    champion = town.person("Cora Champion")
    await town.do(champion.open_home())
    await town.do(champion.click(champion.home, Action.RESULTS))
    assert "Target: at least 70 %. *Reached.*" in said(champion)
    assert Action.HR_RESULT not in said(champion)


async def test_nobody_else_gets_past_the_command(town, manager):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentoring", "results"))
    assert "no program here whose results you can read" in said(nia)


async def test_hr_s_result_is_typed_and_shown(town, manager):
    await town.do(manager.command("/mentoring", "results"))
    await town.do(manager.click(manager.modal, Action.HR_RESULT))
    for field, value in {"percent": "92", "people": "42", "as_of": "2026-01-01"}.items():
        await manager.choose(manager.modal, field, value)
    await town.do(manager.submit())
    assert "About 90 %. As of 1 January 2026. HR worked this out." in said(manager)


async def test_of_nine_people_the_form_stays_open_with_what_was_typed(town, manager):
    await town.do(manager.command("/mentoring", "results"))
    await town.do(manager.click(manager.modal, Action.HR_RESULT))
    for field, value in {"percent": "92", "people": "9", "as_of": "2026-01-01"}.items():
        await manager.choose(manager.modal, field, value)
    reply = await town.do(manager.submit())
    assert "ten people or more" in str(reply.body)
    assert manager.modal.callback_id == "results.hr_form"


async def test_more_than_seven_are_on_two_pages(town, manager):
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_all(town.workspace_id)
        wanted = ["first_meeting_21d", "matched_in_21d", "mentor_use", "rematch_rate", "meetings_held"]
        targets = {key: at_least(1) for key in [*wanted, "pairs_active:3_months", "pairs_active:6_months"]}
        plan = replace(program.plan, targets={**targets, "response_rate": REPORT})
        await repos.programs.save(replace(program, plan=plan))
        await _add_all(repos, town.workspace_id, program.id)
    await town.do(manager.command("/mentoring", "results"))
    assert "Page 1 of 2" in said(manager)
    assert "Answers to our questions" not in said(manager)
    await town.do(manager.click(manager.modal, Action.RESULTS_PAGE))
    assert "Answers to our questions" in said(manager)


async def _add_all(repos, workspace_id, program_id):
    cells = [
        *periods(MATCHED, (50, 60)),
        *periods(STILL_ON_TRACK, (30, 40), group="26"),
        *periods(REMATCH_ASKED, (3, 40)),
        *periods(ANSWERED, (30, 40), group="end:mentee"),
        *weeks(MET, 8, 9, 40),
        *people(INTRODUCED, 40),
        *people(PLACES_OFFERED, 40),
        *people(PLACES_TAKEN, 30),
    ]
    closed = Wave(workspace_id, program_id, COHORT, WaveKind.END, ROUND, ROUND, (), frozen_on=ROUND)
    await repos.waves.add_first(closed)
    for cell in cells:
        await repos.cells.freeze(workspace_id, program_id, [cell])
