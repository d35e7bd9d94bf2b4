"""The tick: what goes wrong in one part of it keeps back nothing of the others."""

import logging
from datetime import timedelta

from sqlalchemy import text

from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Nomination
from bot.domain.managing.requests import Request, Topic
from bot.domain.people import Person
from bot.jobs.ticks import keep_house
from tests.handlers.tour.tour import question
from tests.town import town


async def test_trouble_with_cycles_keeps_back_nobody_elses_message(caplog):
    async with town() as here:
        await here.new_program(here.person("Mona Manager", is_admin=True))
        rita = here.person("Rita Recruit")
        await nominate(here, rita)
        async with here.deps.db._engine.begin() as connection:
            await connection.execute(text("ALTER TABLE cycle RENAME TO mislaid"))
        with caplog.at_level(logging.ERROR):
            await here.let_pass(timedelta(hours=1))
    assert "turning cycles failed" in caplog.text
    assert question(rita, "good mentor")


async def nominate(here, rita):
    [program] = await here.programs()
    now = here.sandbox.clock.now()
    asked = Planned(
        workspace_id=here.workspace_id,
        kind="nomination",
        subject=program.id,
        cycle=0,
        recipient=rita.person.id,
        due_at=now,
        expires_at=now + timedelta(days=9),
    )
    async with here.deps.db.transaction() as repos:
        await repos.people.save(Person(here.workspace_id, rita.person.id, tz="Europe/London"))
        await repos.nominations.add_first(Nomination(here.workspace_id, program.id, rita.person.id))
        await repos.outbox.plan([asked])


async def test_that_somebody_asked_for_a_hand_goes_after_thirty_days():
    async with town() as here:
        program_id = await here.new_program(here.person("Mona Manager", is_admin=True))
        nia = here.person("Nia Nurse")
        await here.join(nia)
        today = here.sandbox.clock.now().date()
        for topic, days in ((Topic.TIMING, 31), (Topic.ACCESS, 30)):
            asked_on = today - timedelta(days=days)
            async with here.deps.db.transaction() as repos:
                await repos.requests.save(
                    Request(here.workspace_id, program_id, nia.person.id, topic, asked_on)
                )
        await keep_house(here.deps)
        async with here.deps.db.transaction() as repos:
            left = await repos.requests.list_open(here.workspace_id, program_id)
    assert [one.topic for one in left] == [Topic.ACCESS]
