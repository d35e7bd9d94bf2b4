"""What measures count, and HR's results typed on a page."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.measures.targets import at_least
from bot.domain.programs.programs import Plan
from bot.usecases.measures.page import read_counts
from bot.views.refs import ResultRef
from tests.situations.what_waits import change

RESULTS = "/programs/{program}/results"
HR = f"{RESULTS}/retention_linked"


@pytest.fixture
async def measured(house):
    targets = {"retention_linked": at_least(85), "pairs_active:3_months": at_least(70)}
    await change(house.town, house.ids["program"], plan=Plan(targets=targets))
    return house


async def read(house, path, role="manager"):
    return await (await house.sign_in(role)).get(house.path(path))


def typed(house, **more):
    today = house.deps.clock().date().isoformat()
    return {"percent": "88 %", "people": "42", "comparable": "81", "as_of": today, **more}


async def kept(house):
    act = Act(house.town.workspace_id, house.id_of("manager"), house.deps.clock())
    ref = ResultRef(house.ids["program"], key="retention_linked")
    page = await read_counts(house.deps.db, act=act, ref=ref, content=house.deps.content)
    return [(one.percent, one.comparable, one.people) for one in page.versions]


@pytest.mark.parametrize("role", ["manager", "champion", "reader", "owner"])
async def test_each_measure_says_what_it_counts(measured, role):
    page = await read(measured, RESULTS, role)
    measures = measured.deps.content.measures
    for key in ("retention_linked", "pairs_active"):
        assert measures[key].definition in page.words
    one = await read(measured, f"{RESULTS}/pairs_active:3_months", role)
    assert (one.status, measures["pairs_active"].definition in one.words) == (200, True)


async def test_what_hr_worked_out_is_typed_once_and_shown_rounded(measured):
    mona = await measured.sign_in("manager")
    done = await mona.post(measured.path(HR), **typed(measured))
    assert (done.status, done.leads_to) == (303, measured.path(f"{HR}?done=typed"))
    page = await mona.get(done.leads_to)
    assert "HR's result is kept" in page.words
    assert "about 90 %" in page.words
    await mona.post(measured.path(HR), **typed(measured))
    assert await kept(measured) == [(88, 81, 42)]


async def test_a_result_that_cant_be_kept_comes_back_as_it_was_typed(measured):
    mona = await measured.sign_in("manager")
    page = await mona.post(measured.path(HR), **typed(measured, percent="most", people="7", comparable="<x>"))
    assert page.status == 422
    assert "Write a whole percent from 0 to 100." in page.words
    assert "ten people or more" in page.words
    for value in ("most", "7", "&lt;x&gt;"):
        assert f'value="{value}"' in page.text
    assert await kept(measured) == []


@pytest.mark.parametrize("role", ["champion", "reader", "owner"])
async def test_only_its_managers_type_it(measured, role):
    assert "Type HR's result" not in (await read(measured, HR, role)).words
    visitor = await measured.sign_in(role)
    assert (await visitor.post(measured.path(HR), **typed(measured))).status == 403
    assert await kept(measured) == []


@pytest.mark.parametrize("key", ["of_old", "pairs_active:9_months", "%00", "retention_linked:x"])
async def test_what_isnt_measured_here_is_refused(measured, key):
    assert (await read(measured, f"{RESULTS}/{key}")).status == 404
    mona = await measured.sign_in("manager")
    assert (await mona.post(measured.path(f"{RESULTS}/{key}"), **typed(measured))).status == 404


async def test_what_isnt_hrs_cant_be_typed(measured):
    mona = await measured.sign_in("manager")
    page = await mona.post(measured.path(f"{RESULTS}/pairs_active:3_months"), **typed(measured))
    assert page.status == 404
    assert "Type HR's result" not in (await read(measured, f"{RESULTS}/pairs_active:3_months")).words


async def test_without_targets_there_is_nothing_to_show(house):
    async with house.deps.db.transaction() as repos:
        one = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        await repos.programs.save(replace(one, template_id="gone", plan=Plan()))
    assert "has no targets" in (await read(house, RESULTS)).words
