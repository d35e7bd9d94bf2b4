"""The tick: what goes wrong in one part of it keeps back nothing of the others."""

import logging
from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import text

from bot.domain.delivery.outbox import Planned
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import Nomination
from bot.domain.managing.requests import Request, Topic
from bot.domain.people import Person
from bot.jobs.ticks import keep_house, tick_in_time
from tests.handlers.tour.tour import question
from tests.town import small_town


async def test_trouble_with_cycles_keeps_back_nobody_elses_message(caplog):
    async with small_town() as here:
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


AN_HOUR = timedelta(hours=1)


async def test_however_rarely_it_ticks_two_who_share_45_minutes_a_day_are_introduced_in_them():
    async with small_town() as here:
        manager = here.person("Mona Manager", is_admin=True)
        await here.new_program(manager)
        nia, omar = here.person("Nia Nurse"), here.person("Omar Mentor")
        await here.join(nia)
        await here.join(omar, role="mentor", wanted=(), offered=("leadership",))
        await here.match(manager)
        await leave_free(here, omar, "14:10", "14:55")
        now = here.sandbox.clock.now
        end, left = now() + timedelta(days=2), None
        while now() < end and left is None:
            soon = await tick_in_time(here.deps)
            left = (await here.mentorship(nia)).introduced_on
            if left is None:
                here.sandbox.clock.advance(min(soon or AN_HOUR, AN_HOUR))
    assert left == end.date() - timedelta(days=2)
    assert now().strftime("%H:%M") == "14:10"


async def leave_free(here, actor, start, end):
    """All the rest of the day are their quiet hours."""
    async with here.deps.db.transaction() as repos:
        person = await repos.people.get(here.workspace_id, actor.person.id)
        quiet = {"quiet_from": time.fromisoformat(end), "quiet_until": time.fromisoformat(start)}
        await repos.people.save(replace(person, **quiet))


async def test_that_somebody_asked_for_a_hand_goes_after_thirty_days():
    async with small_town() as here:
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


async def test_what_an_import_that_died_has_staged_goes_once_another_is_over():
    async with small_town() as here:
        ws = here.workspace_id
        async with here.deps.db.transaction() as repos:
            died = await repos.directory_imports.begin(ws)
            await repos.directory_imports.save_changed([(DirectoryEntry(ws, "E1"), 1)], number=died)
        await keep_house(here.deps)
        async with here.deps.db.transaction() as repos:
            assert await repos.directory.find(ws, "E1", staged=died), "It may be under way."
            await repos.directory_imports.begin(ws)
            await repos.directory_imports.finish(ws)
        await keep_house(here.deps)
        async with here.deps.db.transaction() as repos:
            assert await repos.directory.find(ws, "E1", staged=died) is None
