"""A program's page, as each reader gets it, and its charts."""

import re
from dataclasses import replace

import pytest

from bot.domain.disclosure.kinds import FIRST_TALK, MET
from bot.domain.measures.targets import at_least
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.web.guard import BY_ITSELF
from tests.figures import record
from tests.people import WEEK
from tests.situations.what_waits import change

HERE = "/programs/{program}"


async def counted(house, *, weeks=12):
    """So many weeks of a large program, as they are frozen."""
    today = house.deps.clock().date()
    monday = today - WEEK - WEEK * today.weekday() / 7
    async with house.deps.db.transaction() as repos:
        for back in range(weeks, 0, -1):
            week = monday - WEEK * back
            cells = [record(MET, 20 + back, 60, week), record(FIRST_TALK, 10, 14, week)]
            await repos.cells.freeze(house.town.workspace_id, house.ids["program"], cells)
    await house.town.count_on_monday()
    plan = Plan(targets={"first_meeting_21d": at_least(50), "meetings_held": at_least(50)})
    await change(house.town, house.ids["program"], state=ProgramState.RUNNING, plan=plan)


async def read(house, role="manager", path=HERE):
    return await (await house.sign_in(role)).get(house.path(path))


@pytest.mark.parametrize("role", ["manager", "champion", "reader", "owner"])
async def test_all_who_read_its_totals_read_the_same_figures(house, role):
    await counted(house)
    page = await read(house, role)
    assert page.status == 200
    assert "People who joined fewer than 5" in page.words
    assert "First meeting within 21 days of introduction" in page.words
    assert "Reached" in page.words
    assert "Mona Manager" in page.words
    assert ("What will be sent" in page.words) == (role == "manager")
    assert "Nia" not in page.words


@pytest.mark.parametrize("role", ["officer", "mentee", "mentor", "lead", "other_manager", "nobody"])
async def test_others_read_nothing_of_it(house, role):
    assert (await read(house, role)).status in (401, 403)


async def test_each_chart_has_its_figures_as_a_table_and_ids_of_its_own(house):
    await counted(house)
    page = await read(house)
    drawn = re.findall(r"<svg.*?</svg>", page.text, re.DOTALL)
    assert len(drawn) == page.text.count("The figures as a table") == 3
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    for mark in re.findall(r'aria-labelledby="([^"]+)"', page.text):
        assert set(mark.split()) <= set(ids)
    assert not re.search(r"\bstyle=|<style|<script(?! src)|\bon\w+=", page.text)


async def test_every_drawn_figure_stands_in_the_table_beside_it(house):
    await counted(house)
    page = await read(house)
    [bars] = re.findall(r'<svg[^>]*aria-labelledby="activity-title.*?</figure>', page.text, re.DOTALL)
    [described] = re.findall(r"By week: (.*?)\.", bars)
    for one in described.split("; "):
        number, month, figure = one.split(" ", 2)
        assert re.search(rf"{number} {month}\w* \d+</th><td>.*?{figure}", bars, re.DOTALL)


async def test_before_the_first_monday_it_says_when_numbers_come(house):
    page = await read(house)
    assert "The first ones come on Monday" in page.words
    assert "<svg" not in page.text


@pytest.mark.parametrize("state", list(ProgramState))
async def test_it_is_there_in_every_state(house, state):
    await change(house.town, house.ids["program"], state=state)
    page = await read(house)
    assert page.status == 200
    assert "What comes next" in page.words
    champion = await read(house, "champion")
    assert champion.status == (403 if state is ProgramState.DRAFT else 200)
    assert "What comes next" not in champion.words


async def test_it_asks_for_itself_without_its_names(house):
    page = await read(house)
    live = page.text.partition('<div id="now"')[2].partition("</div>\n")[0]
    assert f'hx-get="{house.deps.site.path(house.path(HERE))}"' in live
    assert BY_ITSELF in live
    assert "Mona" not in live


async def test_a_name_like_a_tag_is_shown_as_it_is(house):
    async with house.deps.db.transaction() as repos:
        one = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        await repos.programs.save(replace(one, name="<script>alert(1)</script>"))
    page = await read(house)
    assert "<script>alert(1)</script>" in page.words
    assert "<script>alert" not in page.text
