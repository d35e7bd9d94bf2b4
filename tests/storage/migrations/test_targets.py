"""Targets that were any text become numbers, and nothing of them is lost, on the way there and back."""

import json

import pytest
from sqlalchemy import text

from bot.content import load_content
from bot.domain.measures.targets import REPORT, Comparison, Target, at_least, between, under
from bot.storage import schema
from bot.usecases.measures.targets import read_file_target
from tests.databases import opened

TEXTS = {
    "first_meeting_21d": "70 %",
    "pairs_active": "70 % and 60 %",
    "mentor_use": "50 to 90 %",
    "rematch_rate": "under 15 %; a rise is a matching problem, not a people problem",
    "goal_progress": "report change",
    "confidence_change": "report change with group size",
    "match_fit": "80 % agree",
    "sessions_completed": "5 on average",
    "circle_turnout": "3 or more",
    "stay_intent_group": "report, never per person",
    "retention_linked": "HR computes outside the bot, groups of 10 or more, never per person",
    "less_alone": "most of them",
    "response_rate": "at least 55%",
    "small_fix_done": "50 % by Easter 2027",
}
NUMBERS = {
    "first_meeting_21d": at_least(70),
    "pairs_active:3_months": at_least(70),
    "pairs_active:6_months": at_least(60),
    "mentor_use": between(50, 90),
    "rematch_rate": under(15),
    "goal_progress": REPORT,
    "confidence_change": REPORT,
    "match_fit": at_least(80),
    "sessions_completed": Target(Comparison.REPORT, note="5 on average"),
    "circle_turnout": Target(Comparison.REPORT, note="3 or more"),
    "stay_intent_group": REPORT,
    "retention_linked": REPORT,
    "less_alone": Target(Comparison.REPORT, note="most of them"),
    "response_rate": at_least(55),
    "small_fix_done": Target(Comparison.AT_LEAST, low=50, note="50 % by Easter 2027"),
}
MORE_TEXTS = (
    "70",
    "15 %",
    "60 % and 70 %",
    "70 percent",
    "≥ 70 %",
    "170 %",
    "0 %",
    "under 0 %",
    "90 to 50 %",
    "50\u201390 %",
    "70 % or more",
    "70 % or less",
    "under 15 % of pairs",
    "nearly all",
    "Report only",
    "70 %.",
    "between 5 and 9",
    "'; DROP TABLE program; --",
)


def program(plan, number=1):
    return (
        "INSERT INTO program (workspace_id, id, template_id, name, state, starts_on, every_weeks, minutes, "
        f"channel_id, created_by, signposts, intake, version, plan) VALUES ('T1', 'P{number}', 'onboarding', "
        f"'P', 'draft', '2026-01-05', 1, 15, 'C1', 'UMIA', '{{}}', 'cohort', 1, '{plan}')"
    )


async def run(db, *statements):
    async with db._engine.begin() as connection:
        for statement in statements:
            await connection.run_sync(lambda sync, one=statement: sync.exec_driver_sql(one))


async def texts_of(db):
    async with db._engine.connect() as connection:
        [row] = (await connection.execute(text("SELECT CAST(plan AS text) FROM program"))).all()
    return json.loads(row[0])


def plan_with(targets, **more):
    return json.dumps({"targets": targets, "capacity": 3, **more}).replace("'", "''")


@pytest.fixture
async def before(databases, kind):
    """A workspace as it was before targets were numbers."""
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0029")
        await run(db, "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'G', '{}', '[]')")
        yield db


async def test_every_target_becomes_a_number_or_stays_as_a_note(before):
    await run(before, program(plan_with(TEXTS)))
    await before.migrate()
    async with before.reading() as repos:
        plan = (await repos.programs.get("T1", "P1")).plan
    assert plan.targets == NUMBERS
    assert plan.capacity == 3


async def test_what_is_written_while_it_is_migrated_is_what_a_file_would_be_read_as(before):
    """The migration stands apart from the code, and reads each text as the code does."""
    measures = load_content().measures
    everything = [(key, one) for one in MORE_TEXTS for key in measures]
    for number, (key, one) in enumerate(everything):
        await run(before, program(plan_with({key: one}), number))
    await before.migrate()
    async with before.reading() as repos:
        kept = {one.id: one.plan.targets for one in await repos.programs.list_all("T1")}
    for number, (key, one) in enumerate(everything):
        assert kept[f"P{number}"] == read_file_target(key, one, measures), (key, one)


async def test_going_back_gives_texts_that_say_the_same(before):
    await run(before, program(plan_with(TEXTS)))
    await before.migrate()
    await schema.downgrade(before._engine, "0029")
    back = await texts_of(before)
    assert back["targets"] == TEXTS | {
        "rematch_rate": "under 15 %",
        "confidence_change": "report change",
        "match_fit": "80 %",
        "stay_intent_group": "report change",
        "retention_linked": "report change",
        "response_rate": "55 %",
    }
    await before.migrate()
    async with before.reading() as repos:
        assert (await repos.programs.get("T1", "P1")).plan.targets == NUMBERS


@pytest.mark.parametrize("plan", ["{}", '{"targets": {}}'])
async def test_a_plan_without_targets_stays_as_it_was(before, plan):
    await run(before, program(plan))
    await before.migrate()
    assert (await texts_of(before)).get("targets", {}) == {}
