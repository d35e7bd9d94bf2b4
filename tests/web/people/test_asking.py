"""Hands asked for, people without a match, and the search, on the dashboard."""

import logging
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.requests import Request, Topic
from bot.domain.people import Person
from tests.people import enrolment
from tests.web.tables import plain, rows_of

HANDS = "/programs/{program}/people/hands"


async def asks(house, role, topic=Topic.TIMING):
    ids = house.town.workspace_id, house.ids["program"], house.id_of(role)
    async with house.deps.db.transaction() as repos:
        await repos.requests.save(Request(*ids, topic, house.deps.clock().date()))


async def test_a_hand_is_taken_on_given_back_and_done(house):
    await asks(house, "mentee")
    mona = await house.sign_in("manager")
    page = await mona.get(house.path(HANDS))
    assert "Nia Nurse asked for help with timing on" in page.words
    about = {"who": house.id_of("mentee"), "topic": "timing"}
    taken = await mona.post(house.path(HANDS + "/take"), **about)
    assert (taken.status, taken.leads_to) == (303, house.path(HANDS))
    assert "Taken by Mona Manager" in (await mona.get(taken.leads_to)).words
    back = await mona.post(house.path(HANDS + "/back"), **about)
    assert "Taken by" not in (await mona.get(back.leads_to)).words
    for _ in range(2):
        done = await mona.post(house.path(HANDS + "/done"), **about)
        assert done.status == 303
    page = await mona.get(done.leads_to)
    assert ("It's done." in page.words, "No one is waiting for help." in page.words) == (True, True)
    late = await mona.post(house.path(HANDS + "/take"), **about)
    assert (late.status, "No one is waiting for this any more" in late.words) == (200, True)


async def test_nonsense_in_the_form_of_a_hand_gets_a_sentence(house):
    mona = await house.sign_in("manager")
    for verb in ("take", "back", "done"):
        assert (await mona.post(house.path(f"{HANDS}/{verb}"))).status == 422
        wrong = await mona.post(house.path(f"{HANDS}/{verb}"), who="UANY", topic="gossip")
        assert wrong.status == 409


async def test_who_waits_is_there_with_since_when_and_what_would_help(house):
    now = house.deps.clock()
    waits = replace(
        enrolment(house.id_of("nobody"), Role.MENTEE),
        workspace_id=house.town.workspace_id,
        program_id=house.ids["program"],
        charter_accepted_at=now,
        state=EnrolmentState.ACTIVE,
    )
    async with house.deps.db.transaction() as repos:
        await repos.people.add_first(Person(waits.workspace_id, waits.user_id))
        await repos.enrolments.save(waits)
    mona = await house.sign_in("manager")
    page = await mona.get(house.path("/programs/{program}/people/without-match"))
    [[who, _, since, why]] = rows_of(page.text)
    assert (who, since.startswith("waiting since the week of"), "What would help" in why) == (
        "Nell Newcomer",
        True,
        True,
    )


async def test_a_search_finds_ones_own_people_and_says_what_isnt_known_yet(house):
    mona = await house.sign_in("manager")
    for name in ("mentee", "mentor"):
        await house.deps.names.of(house.town.workspace_id, [house.id_of(name)])
    page = await mona.post("/search", name="nia n")
    assert "Nia Nurse" in page.words
    assert "matched with Omar Mentor; status: getting started" in plain(page.text)
    assert "Viewing these names is logged" in page.words
    by_id = await mona.post("/search", name=house.id_of("mentor"))
    assert "Omar Mentor" in by_id.words
    none = await mona.post("/search", name="otto")
    assert ("Otto Other" in none.words, "No one found" in none.words) == (False, True)


async def test_a_search_for_too_little_keeps_what_was_typed_and_no_address_has_it(house):
    mona = await house.sign_in("manager")
    page = await mona.post("/search", name="<")
    assert (page.status, 'value="&lt;"' in page.text) == (422, True)
    ignored = await mona.get("/search?name=nia&q=nia")
    assert "Nia Nurse" not in ignored.words


async def test_what_was_searched_for_is_in_no_row_and_no_log(house, caplog):
    caplog.set_level(logging.DEBUG)
    mona = await house.sign_in("manager")
    assert (await mona.post("/search", name="Zyxwvut")).status == 200
    async with house.deps.db._engine.connect() as connection:
        rows = [str((await connection.execute(select(one))).all()) for one in SQLModel.metadata.sorted_tables]
    assert any("U" in one for one in rows)
    assert [one for one in [*rows, caplog.text] if "zyxwvut" in one.lower()] == []


async def test_names_that_arent_known_yet_are_asked_for(house):
    house.deps.names.forget(house.town.workspace_id)
    mona = await house.sign_in("manager")
    house.deps.names.forget(house.town.workspace_id)
    page = await mona.post("/search", name="nia")
    assert "Some names aren't known here yet." in page.words


async def test_the_other_manager_finds_nobody_of_this_program(house):
    await house.deps.names.of(house.town.workspace_id, [house.id_of("mentee")])
    otto = await house.sign_in("other_manager")
    assert "Nia Nurse" not in (await otto.post("/search", name="nia")).words
