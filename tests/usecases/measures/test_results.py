"""Results of programs: in the order of their plan, held against targets, and of several programs as sums."""

from dataclasses import replace

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.disclosure.kinds import FIRST_TALK, MET, STILL_ON_TRACK
from bot.domain.measures.external import ExternalResult
from bot.domain.measures.results import Verdict
from bot.domain.measures.targets import REPORT, at_least
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotFound, NotYours
from bot.facts.results import measured_by, read_results, read_together
from bot.usecases.measures.external import keep_external_result, read_external_form
from bot.usecases.measures.page import list_readable, read_counts, read_results_page
from bot.views.measures.external import ExternalTyped
from bot.views.measures.results import PAGE_SIZE
from bot.views.refs import ResultRef
from tests.measures.frozen_programs import AS_OF, END, Asked, periods, weeks
from tests.people import DAY, EVE, MIA, MONDAY, NIA, PROGRAM, TODAY, WS, enrolment, move_in

CONTENT = load_content()
CHIEF = "UCHIEF"
TARGETS = {
    "pairs_active:3_months": at_least(50),
    "first_meeting_21d": at_least(70),
    "match_fit": at_least(80),
    "meetings_held": at_least(70),
    "belonging": REPORT,
    "retention_linked": at_least(85),
    "of_old": at_least(1),
}
HERE = replace(PROGRAM, champion=CHIEF, plan=Plan(targets=TARGETS))
OTHER = replace(HERE, id="P2", managers=(EVE,), champion=None, plan=Plan(targets={"match_fit": at_least(70)}))
TYPED = ExternalTyped("88 %", "81", " 42", TODAY.isoformat())


def act(by=MIA):
    return Act(WS, by, MONDAY)


async def keep(db, program, cells, waves=()):
    """As freezings leave it behind."""
    by_first = sorted(cells, key=lambda one: (one.week, one.kind, one.group))
    async with db.transaction() as repos:
        for wave in waves:
            here = replace(wave, workspace_id=WS, program_id=program.id)
            await repos.waves.add_first(replace(here, frozen_on=None))
            await repos.waves.freeze(here, TODAY)
        for cell in by_first:
            await repos.cells.freeze(WS, program.id, [cell])


@pytest.fixture
async def hospital(db):
    await move_in(db, HERE, OTHER, enrolment(NIA))
    said = Asked().wave(END, {"mentee": (20, 25), "mentor": (20, 25)}, yes={"e4": (38, 50)})
    talks = [*periods(FIRST_TALK, (30, 60)), *periods(STILL_ON_TRACK, (38, 40), group="13")]
    await keep(db, HERE, [*talks, *weeks(MET, 12, 5, 20), *said.cells], said.waves)
    await keep(db, OTHER, periods(FIRST_TALK, (20, 20)))
    return db


async def results(db, *programs):
    async with db.reading() as repos:
        found = await read_results(repos, programs, content=CONTENT, today=TODAY)
    return {id_: {one.key: one for one in each} for id_, each in found.items()}


async def test_results_come_in_the_order_of_the_template_and_then_of_the_plan(hospital):
    found = await results(hospital, HERE, OTHER)
    assert list(found["P1"]) == [
        "first_meeting_21d",
        "pairs_active:3_months",
        "match_fit",
        "meetings_held",
        "belonging",
        "retention_linked",
    ]
    assert list(found["P2"]) == ["match_fit"]


async def test_each_is_held_against_its_target(hospital):
    found = (await results(hospital, HERE))["P1"]
    said = {key: (one.figure.value, one.verdict) for key, one in found.items()}
    assert said == {
        "first_meeting_21d": (50, Verdict.NOT_REACHED),
        "pairs_active:3_months": (95, Verdict.REACHED),
        "match_fit": (95, Verdict.REACHED),
        "meetings_held": (95, Verdict.REACHED),
        "belonging": (None, Verdict.NO_TARGET),
        "retention_linked": (None, Verdict.TOO_EARLY),
    }
    assert found["first_meeting_21d"].as_of == AS_OF
    assert found["belonging"].as_of is None


async def test_a_plan_without_any_target_is_measured_as_its_template_is(hospital):
    bare = replace(HERE, plan=Plan())
    keys = measured_by(bare, content=CONTENT)
    assert keys[:3] == ["first_meeting_21d", "pairs_active:3_months", "pairs_active:6_months"]
    found = (await results(hospital, bare))["P1"]
    assert list(found) == keys
    assert all(one.verdict is Verdict.NO_TARGET for one in found.values())


async def test_a_template_that_is_gone_leaves_what_the_plan_says(hospital):
    found = (await results(hospital, replace(HERE, template_id="of_old")))["P1"]
    assert found["first_meeting_21d"].figure.value == 50


async def test_together_is_the_sum_of_cells_and_a_target_only_where_it_is_shared(hospital):
    async with hospital.reading() as repos:
        both = await read_together(repos, [HERE, OTHER], content=CONTENT, today=TODAY)
        alone = await read_together(repos, [HERE], content=CONTENT, today=TODAY)
        none = await read_together(repos, [], content=CONTENT, today=TODAY)
    found = {one.key: one for one in both}
    assert found["first_meeting_21d"].figure.value == 65
    assert found["first_meeting_21d"].target == at_least(70)
    assert found["match_fit"].target is None
    assert "retention_linked" not in found
    assert {one.key: one.target for one in alone}["match_fit"] == at_least(80)
    assert none == []


async def test_programs_are_read_with_one_query_for_cells_however_many_they_are(hospital):
    async with hospital.reading() as repos:
        asked = []
        of_kinds = repos.cells.list_of_kinds

        async def counted(*given):
            asked.append(given)
            return await of_kinds(*given)

        repos.cells.list_of_kinds = counted
        await read_results(repos, [HERE, OTHER], content=CONTENT, today=TODAY)
    assert len(asked) == 1


@pytest.mark.parametrize(("by", "may_type"), [(MIA, True), (CHIEF, False)])
async def test_managers_and_the_champion_read_the_same_page(hospital, by, may_type):
    page = await read_results_page(hospital, act=act(by), ref=ResultRef("P1"), content=CONTENT)
    assert [one.key for one in page.told] == [
        "first_meeting_21d",
        "pairs_active:3_months",
        "match_fit",
        "meetings_held",
    ]
    assert [one.key for one in page.untold] == ["belonging", "retention_linked"]
    assert page.may_type is may_type
    assert [one.id for one in await list_readable(hospital, act=act(by))] == ["P1"]


@pytest.mark.parametrize("by", [NIA, EVE])
async def test_nobody_else_reads_it(hospital, by):
    for read in (read_results_page, read_counts):
        with pytest.raises(NotYours):
            await read(hospital, act=act(by), ref=ResultRef("P1"), content=CONTENT)
    with pytest.raises(NotYours):
        await read_external_form(
            hospital, act=act(by), ref=ResultRef("P1", 0, "retention_linked"), content=CONTENT
        )
    assert await readable(hospital, by) == (["P2"] if by == EVE else [])


async def readable(db, by):
    try:
        return [one.id for one in await list_readable(db, act=act(by))]
    except NotYours:
        return []


@pytest.mark.parametrize(("state", "is_listed"), [(ProgramState.CLOSED, True), (ProgramState.DRAFT, False)])
async def test_a_program_that_is_over_is_still_read(hospital, state, is_listed):
    async with hospital.transaction() as repos:
        await repos.programs.save(replace(HERE, state=state))
    assert (await readable(hospital, MIA) == ["P1"]) is is_listed


async def test_a_page_that_is_not_there_is_the_nearest(hospital):
    page = await read_results_page(hospital, act=act(), ref=ResultRef("P1", 99), content=CONTENT)
    assert (page.page, page.pages) == (0, 1)
    assert len(page.told) <= PAGE_SIZE


async def test_what_one_counts_is_told_and_of_what_is_none_nothing(hospital):
    one = await read_counts(
        hospital, act=act(), ref=ResultRef("P1", 0, "pairs_active:3_months"), content=CONTENT
    )
    assert [found.key for found in one.results] == ["pairs_active:3_months"]
    every = await read_counts(hospital, act=act(), ref=ResultRef("P1"), content=CONTENT)
    assert len(every.results) == 6
    for key in ("pairs_active:6_months", "stepped_up", "nothing", "of_old"):
        with pytest.raises(NotFound):
            await read_counts(hospital, act=act(), ref=ResultRef("P1", 0, key), content=CONTENT)


async def type_it(db, typed=TYPED, *, by=MIA, key="retention_linked"):
    await keep_external_result(db, act=act(by), ref=ResultRef("P1", 0, key), typed=typed, content=CONTENT)


async def versions(db):
    async with db.reading() as repos:
        return (await repos.external_results.list_for_programs(WS, ["P1"])).get("P1", [])


async def test_what_hr_gave_is_a_result_beside_comparable_staff(hospital):
    await type_it(hospital)
    found = (await results(hospital, HERE))["P1"]["retention_linked"]
    assert (found.figure.value, found.earlier.value, found.as_of) == (90, 80, TODAY)
    assert found.verdict is Verdict.REACHED
    assert await versions(hospital) == [
        ExternalResult(WS, "P1", "retention_linked", 1, 88, 42, TODAY, 81, MIA, MONDAY)
    ]


async def test_the_last_one_counts_and_those_before_are_kept(hospital):
    await type_it(hospital)
    await type_it(hospital, replace(TYPED, percent="70", comparable=""))
    found = (await results(hospital, HERE))["P1"]["retention_linked"]
    assert (found.figure.value, found.earlier, found.verdict) == (70, None, Verdict.NOT_REACHED)
    assert [one.number for one in await versions(hospital)] == [2, 1]
    page = await read_counts(
        hospital, act=act(CHIEF), ref=ResultRef("P1", 0, "retention_linked"), content=CONTENT
    )
    assert [one.percent for one in page.versions] == [70, 88]
    form = await read_external_form(
        hospital, act=act(), ref=ResultRef("P1", 0, "retention_linked"), content=CONTENT
    )
    assert form.last
    assert (form.last.percent, form.last.comparable) == (70, None)


async def test_the_same_once_more_changes_nothing(hospital):
    await type_it(hospital)
    await type_it(hospital)
    assert len(await versions(hospital)) == 1


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": ""}, "percent"),
        ({"percent": "88.5"}, "percent"),
        ({"percent": "most"}, "percent"),
        ({"comparable": "101"}, "comparable"),
        ({"comparable": "-1"}, "comparable"),
        ({"people": "9"}, "people"),
        ({"people": "0"}, "people"),
        ({"people": "about 40"}, "people"),
        ({"people": "999999"}, "people"),
        ({"as_of": ""}, "as_of"),
        ({"as_of": "soon"}, "as_of"),
        ({"as_of": (TODAY + DAY).isoformat()}, "as_of"),
    ],
)
async def test_what_can_not_be_a_result_is_said_at_its_field_and_not_kept(hospital, about, field):
    with pytest.raises(InvalidInput) as wrong:
        await type_it(hospital, replace(TYPED, **about))
    assert set(wrong.value.fields) == {field}
    assert await versions(hospital) == []


async def test_of_nine_people_nothing_is_taken_and_of_ten_it_is(hospital):
    with pytest.raises(InvalidInput, match="ten people or more"):
        await type_it(hospital, replace(TYPED, people="9"))
    await type_it(hospital, replace(TYPED, people="10"))
    assert (await results(hospital, HERE))["P1"]["retention_linked"].figure.is_shown


@pytest.mark.parametrize("by", [CHIEF, EVE, NIA])
async def test_only_a_manager_types_it(hospital, by):
    with pytest.raises(NotYours):
        await type_it(hospital, by=by)


@pytest.mark.parametrize("key", ["match_fit", "", "nothing", "pairs_active:3_months"])
async def test_only_what_hr_works_out_is_typed(hospital, key):
    with pytest.raises(NotFound):
        await type_it(hospital, key=key)


async def test_workspace_admins_read_what_measures_count_until_there_is_an_owner(db, hospital):
    ref = ResultRef("P1")
    page = await read_counts(db, act=act("UADMIN"), ref=ref, content=CONTENT, is_admin=True)
    assert (page.results != [], page.may_type) == (True, False)
    with pytest.raises(NotYours):
        await read_counts(db, act=act("UADMIN"), ref=ref, content=CONTENT)
