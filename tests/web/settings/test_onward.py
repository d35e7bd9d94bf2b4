"""The next cohort of a program, and its plan as a file, from the dashboard."""

import re

from bot.domain.programs.states import ProgramState
from tests.web.feedback.said import add_wave

COHORT = "/programs/{program}/settings/cohort"
RHYTHM = "e10/2"
NEXT = "0" * 32


async def programs(house):
    async with house.deps.db.reading() as repos:
        found = await repos.programs.list_all(house.town.workspace_id)
    return {one.id: one for one in found}


async def test_a_cohort_begins_with_the_plan_and_what_people_said_once(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    form = await mona.get(house.path(COHORT))
    assert f'value="{RHYTHM}" checked' in form.text
    [new_id] = re.findall(r'name="new_id" value="([^"]+)"', form.text)
    before = await programs(house)
    for _ in range(2):
        made = await mona.post(house.path(COHORT), new_id=new_id, name="Next", changes=[RHYTHM])
        assert made.leads_to == f"/programs/{new_id}/settings?done=cohort"
    after = await programs(house)
    assert after.keys() - before.keys() == {new_id}
    draft, earlier = after[new_id], after[house.ids["program"]]
    assert (draft.state, draft.follows, draft.every_weeks) == (ProgramState.DRAFT, earlier.id, 4)
    assert "Here is the draft." in (await mona.get(made.leads_to)).words


async def test_without_a_name_it_asks_again_and_keeps_what_was_chosen(house):
    await add_wave(house)
    mona = await house.sign_in("manager")
    page = await mona.post(house.path(COHORT), new_id=NEXT, name="", changes=["e10/5"])
    assert (page.status, 'id="name-wrong"' in page.text) == (422, True)
    assert 'value="e10/5" checked' in page.text
    assert f'value="{RHYTHM}" checked' not in page.text
    assert f'value="{NEXT}"' in page.text


async def test_the_id_of_somebody_elses_program_makes_and_shows_nothing(house):
    mona = await house.sign_in("manager")
    before = await programs(house)
    forged = await mona.post(house.path(COHORT), new_id=house.others["program"], name="Mine now")
    assert forged.status == 403
    assert await programs(house) == before


async def test_an_id_that_was_not_made_here_is_not_kept(house):
    mona = await house.sign_in("manager")
    made = await mona.post(house.path(COHORT), new_id="../../in", name="Next")
    assert re.fullmatch(r"/programs/[0-9a-f]{32}/settings\?done=cohort", made.leads_to)
    assert "../../in" not in await programs(house)


async def test_the_plan_is_taken_along_as_a_file_that_names_nobody(house):
    mona = await house.sign_in("manager")
    file = await mona.get(house.path("/programs/{program}/settings/file"))
    assert file.headers["Content-Disposition"] == 'attachment; filename="program.yml"'
    assert "lamplight_program:" in file.text
    for role in ("manager", "champion", "lead"):
        assert house.id_of(role) not in file.text
    rita = await house.sign_in("reader")
    assert (await rita.get(house.path("/programs/{program}/settings/file"))).status == 403
