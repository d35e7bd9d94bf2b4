"""The access log: own looks for managers, all for a privacy officer; opening it is noted in it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.privacy.visible_to_managers import Show
from bot.errors import NotYours
from bot.usecases.oversight.access_log import LINES_A_PAGE, read_access_log
from bot.usecases.oversight.roles import Named, give_role
from bot.usecases.privacy.privacy import read_privacy
from bot.usecases.privacy.visible_to_managers import PEOPLE_LIST, read_people
from bot.views.refs import LogRef
from tests.people import EVE, MIA, MONDAY, NIA, PROGRAM, TODAY, WS, enrolment, move_in

OFFICER = "UPRIV"
OTHER = replace(PROGRAM, id="P2", name="Circles", managers=(EVE,))


async def set_up(db):
    await move_in(db, OTHER, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, OversightRole.PRIVACY_OFFICER, OFFICER, MIA, TODAY))


async def look(db, by=MIA, program_id="P1", times=1):
    async with db.transaction() as repos:
        for number in range(times):
            at = MONDAY + timedelta(minutes=number)
            await repos.access_log.add(WS, user_id=by, what=PEOPLE_LIST, program_id=program_id, at=at)


async def read(db, by=OFFICER, wanted=LogRef()):  # noqa: B008
    return await read_access_log(db, act=Act(WS, by, MONDAY), wanted=wanted)


def lines(page):
    return [(one.by, one.what, one.program_name) for one in page.lines]


async def test_the_officer_reads_everyones_looks_newest_first_and_that_they_read_them(db):
    await set_up(db)
    await read_people(db, act=Act(WS, MIA, MONDAY), program_id="P1", show=Show.ALL)
    await look(db, EVE, "P2")
    looks = [(EVE, PEOPLE_LIST, "Circles"), (MIA, PEOPLE_LIST, PROGRAM.name)]
    assert lines(await read(db)) == looks
    assert lines(await read(db)) == [(OFFICER, "access log", ""), *looks]


async def test_a_manager_reads_their_own_alone_whoever_they_ask_for(db):
    await set_up(db)
    await look(db, MIA)
    await look(db, EVE, "P2")
    for wanted in (LogRef(), LogRef(user_id=EVE), LogRef("P2", EVE)):
        page = await read(db, MIA, wanted)
        assert {one.by for one in page.lines} <= {MIA}
        assert (page.sees_all, page.programs) == (False, {"P1": PROGRAM.name})


async def test_nobody_else_reads_any(db):
    await set_up(db)
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, OversightRole.OWNER, "UOWNER", MIA, TODAY))
        await repos.roles.add_first(RoleHeld(WS, OversightRole.READER, "URITA", MIA, TODAY, "P1"))
    for who in (NIA, "UOWNER", "URITA"):
        with pytest.raises(NotYours):
            await read(db, who)


async def test_it_is_filtered_by_program_and_by_person(db):
    await set_up(db)
    for by, program_id in ((MIA, "P1"), (EVE, "P1"), (EVE, "P2")):
        await look(db, by, program_id)
    shown = {
        (wanted.program_id, wanted.user_id): len((await read(db, wanted=wanted)).lines)
        for wanted in (LogRef("P1"), LogRef(user_id=EVE), LogRef("P2", MIA), LogRef("P1", EVE))
    }
    assert shown == {("P1", ""): 2, ("", EVE): 2, ("P2", MIA): 0, ("P1", EVE): 1}


async def test_pages_go_on_behind_the_last_line_whatever_came_meanwhile(db):
    await set_up(db)
    await look(db, times=2 * LINES_A_PAGE + 1)
    seen, wanted = [], LogRef("P1")
    while wanted:
        page = await read(db, wanted=wanted)
        await look(db)
        seen += [one.at for one in page.lines]
        wanted = page.older
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 2 * LINES_A_PAGE + 1


async def test_it_names_who_got_a_role_and_nobody_who_takes_part(db):
    await set_up(db)
    named = Named(OversightRole.READER, "URITA", "P1")
    await give_role(db, act=Act(WS, MIA, MONDAY), named=named, is_admin=False)
    async with db.transaction() as repos:
        await repos.access_log.add(
            WS, user_id=MIA, what="confirmed a staff number", program_id="P1", at=MONDAY, about=NIA
        )
    page = await read(db)
    assert [one.about for one in page.lines] == ["", "URITA"]
    assert NIA not in str(page)


async def test_who_takes_part_is_not_told_that_the_log_was_read(db):
    await set_up(db)
    await read(db)
    await read(db, MIA)
    assert (await read_privacy(db, act=Act(WS, NIA, MONDAY))).looks == []
