"""A program opened, closed and put away on the dashboard: what can't be taken back asks first."""

from dataclasses import replace

import pytest

from bot.domain.programs.states import ProgramState
from bot.views.programs.page import PAGE_BUTTONS, THANKS
from bot.views.programs.planning import NOT_ENOUGH

STEPS = "/programs/{program}/settings/steps/"
SETTINGS = "/programs/{program}/settings"


async def program_of(house):
    async with house.deps.db.reading() as repos:
        return await repos.programs.get(house.town.workspace_id, house.ids["program"])


async def make_it(house, state, **plan):
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"], lock=True)
        await repos.programs.save(replace(program, state=state, plan=replace(program.plan, **plan)))


async def test_ending_early_asks_first_in_the_words_that_slack_asks_with(house):
    mona = await house.sign_in("manager")
    asks = await mona.get(house.path(STEPS + "begin_closing"))
    [button] = [one for one in PAGE_BUTTONS if one.label == "End early"]
    assert button.warning in asks.words
    assert THANKS in asks.words
    assert (await program_of(house)).state is ProgramState.RUNNING
    for _ in range(2):
        done = await mona.post(house.path(STEPS + "begin_closing"))
        assert (done.status, done.leads_to) == (303, house.path(SETTINGS + "?done=begin_closing"))
    assert (await program_of(house)).state is ProgramState.CLOSING
    assert "The four weeks to say goodbye have begun." in (await mona.get(done.leads_to)).words


async def test_what_does_not_fit_now_is_refused_with_a_sentence(house):
    mona = await house.sign_in("manager")
    for step, status in (("archive", 404), ("fly", 404)):
        assert (await mona.get(house.path(STEPS + step))).status == status
    refused = await mona.post(house.path(STEPS + "archive"))
    assert (refused.status, "is running" in refused.words) == (409, True)
    assert (await mona.post(house.path(STEPS + "fly"))).status == 404
    assert (await program_of(house)).state is ProgramState.RUNNING


async def test_sign_up_opens_to_more_than_there_are_places_for_only_when_asked_again(house):
    await make_it(house, ProgramState.RECRUITING, expected_mentees=50)
    mona = await house.sign_in("manager")
    asks = await mona.post(house.path(STEPS + "open_signup"))
    assert (asks.status, NOT_ENOUGH in asks.words) == (409, True)
    assert (await program_of(house)).state is ProgramState.RECRUITING
    done = await mona.post(house.path(STEPS + "open_signup"), anyway="yes")
    assert done.leads_to == house.path(SETTINGS + "?done=open_signup")
    assert (await program_of(house)).state is ProgramState.ENROLLING


async def test_a_draft_says_what_it_needs_and_opens_when_it_has_it(house):
    await make_it(house, ProgramState.DRAFT)
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(SETTINGS))
    assert "Before it can open, it still needs:" in page.words
    assert page.text.count('class="notice know"') == 1
    refused = await mona.post(house.path(STEPS + "launch"))
    assert refused.status == 409
    lead = {
        "lead": house.id_of("manager"),
        "managers": [house.id_of("manager")],
        "champion": "",
        "deputy": "",
    }
    await mona.post(house.path(SETTINGS + "/people"), version="1", **lead)
    for _ in range(2):
        opened = await mona.post(house.path(STEPS + "launch"))
        assert opened.leads_to == house.path(SETTINGS + "?done=launch")
    assert (await program_of(house)).state is ProgramState.RECRUITING


@pytest.mark.parametrize("role", ["champion", "owner", "other_manager"])
async def test_nobody_but_its_managers_moves_it(house, role):
    visitor = await house.sign_in(role)
    assert (await visitor.get(house.path(STEPS + "begin_closing"))).status == 403
    assert (await visitor.post(house.path(STEPS + "begin_closing"))).status == 403


async def test_one_that_is_over_is_read_and_not_changed(house):
    await make_it(house, ProgramState.CLOSED)
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(SETTINGS))
    assert page.status == 200
    assert house.path(SETTINGS + "/purpose") not in page.text
    assert "Archive" in page.words
    late = await mona.post(house.path(SETTINGS + "/purpose"), version="1", name="New")
    assert late.status == 409
