"""Each line of a manager's Monday list names one thing to do, and its button does it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.programs.states import ProgramState
from bot.facts.matters import all_matters
from bot.facts.matters.reading import TOGETHER_FROM
from bot.sandbox.elements import walk
from bot.usecases.digest.planning import plan_monday_lists
from bot.views.digest.monday_list import MOST_LINES, ON_LOCK_SCREEN
from bot.views.ids import Action
from tests.situations import what_waits
from tests.situations.what_waits import CASES, applied, change

WEEK = timedelta(weeks=1)


async def begins(town):
    manager = town.person("Mona Manager", is_admin=True)
    return manager, await town.new_program(manager)


async def monday(town):
    """The lists of this Monday are planned, and whatever is due leaves."""
    await plan_monday_lists(town.deps.db, town.deps.slack, now=town.sandbox.clock.now())
    await town.tick()


def lists(manager):
    return [one for one in manager.messages(manager.dm) if one.text == ON_LOCK_SCREEN]


def lines(message):
    return {
        one.element["value"].partition(":")[0]: one.element["value"]
        for one in walk(message.blocks)
        if one.action_id == Action.MATTER
    }


async def tap(town, manager, matter, *, message=None):
    shown = message or lists(manager)[-1]
    return await town.do(manager.click(shown, Action.MATTER, value=lines(shown)[matter]))


def test_every_matter_is_played():
    assert set(CASES) == {one.key for one in all_matters()}


@pytest.mark.parametrize("matter", CASES)
async def test_a_line_opens_the_page_that_settles_it_and_then_nothing_says_it(town, matter):
    manager, program_id = await begins(town)
    case = CASES[matter]
    await case.begin(town, manager, program_id)
    await monday(town)
    await tap(town, manager, matter)
    assert manager.modal
    assert case.says in str(manager.modal.blocks) or case.says in manager.modal.title
    await case.settle(town, manager, program_id)
    if manager.modal:
        await manager.close(everything=True)
    if case.by_time:
        town.sandbox.clock.advance(WEEK)
    first = lists(manager)[-1]
    await tap(town, manager, matter, message=first)
    assert manager.modal is None
    assert "This is settled" in str(lists(manager)[-1].blocks)
    if not case.by_time:
        town.sandbox.clock.advance(WEEK)
    await monday(town)
    assert all(matter not in lines(one) for one in lists(manager)[1:])


async def test_a_settled_line_gives_way_alone_and_the_others_stay(town):
    manager, program_id = await begins(town)
    await CASES["hold_ends"].begin(town, manager, program_id)
    await applied(town, manager, program_id)
    await monday(town)
    [message] = lists(manager)
    assert set(lines(message)) == {"asked_to_join", "hold_ends"}
    async with town.deps.db.transaction() as repos:
        await repos.holds.end(town.workspace_id, program_id, "H1", town.sandbox.clock.now().date())
    await tap(town, manager, "hold_ends")
    [message] = lists(manager)
    assert set(lines(message)) == {"asked_to_join"}
    assert "no hold there ends" in str(message.blocks)


async def test_of_two_managers_the_second_reads_that_it_is_settled(town):
    manager, program_id = await begins(town)
    other = town.person("Ola Other")
    await change(town, program_id, managers=(manager.person.id, other.person.id))
    await applied(town, manager, program_id)
    await monday(town)
    await tap(town, manager, "asked_to_join")
    await tap(town, other, "asked_to_join")
    await town.do(manager.click(manager.modal, Action.APPLICATION_ACCEPT))
    await town.do(other.click(other.modal, Action.APPLICATION_DECLINE))
    assert "have an answer already" in str(other.modal.blocks)
    await other.close(everything=True)
    await tap(town, other, "asked_to_join")
    assert "This is settled: no one there is waiting" in str(lists(other)[0].blocks)


async def test_who_manages_the_program_no_more_opens_nothing(town):
    manager, program_id = await begins(town)
    await applied(town, manager, program_id)
    await monday(town)
    await change(town, program_id, managers=(town.person("Ola Other").person.id,))
    await tap(town, manager, "asked_to_join")
    assert manager.modal is None
    assert "Only a manager of" in str(manager.messages(manager.dm)[-1].blocks)


async def test_a_line_of_several_programs_asks_which_and_leads_on(town):
    manager, program_id = await begins(town)
    async with town.deps.db.transaction() as repos:
        one = await repos.programs.get(town.workspace_id, program_id)
        for number in range(1, TOGETHER_FROM):
            await repos.programs.add(replace(one, id=f"more{number}", name=f"More of it {number}"))
        await repos.leads.forget_answers(town.workspace_id, program_id, [manager.person.id])
    await monday(town)
    assert lines(lists(manager)[-1]) == {"lead_missing": "lead_missing:"}
    await tap(town, manager, "lead_missing")
    assert str(manager.modal.blocks).count(Action.MATTER) == TOGETHER_FROM
    await town.do(manager.click(manager.modal, Action.MATTER, value="lead_missing:more1"))
    assert Action.MATTER not in str(manager.modal.blocks)
    assert "More of it 1" in str(manager.modal.blocks)


async def test_a_long_list_ends_with_where_the_rest_is(town):
    """Two programs in which there is much to do, and nothing alike."""
    manager, program_id = await begins(town)
    for matter in ("applied", "held", "not_delivered", "questions", "signup", "led_by_nobody", "quiet"):
        await getattr(what_waits, matter)(town, manager, program_id)
    async with town.deps.db.transaction() as repos:
        one = await repos.programs.get(town.workspace_id, program_id)
        for number, state in enumerate((ProgramState.RUNNING, ProgramState.DRAFT)):
            await repos.programs.add(replace(one, id=f"more{number}", name=f"More {number}", state=state))
    await monday(town)
    [message] = lists(manager)
    assert len([one for one in walk(message.blocks) if one.action_id == Action.MATTER]) == MOST_LINES
    assert "There's more on Home" in str(message.blocks[-1])
