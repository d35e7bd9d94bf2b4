"""Roles: who gives which to whom, what each lets somebody read, and what is kept of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.oversight.roles import MOST_IN_A_ROLE, OversightRole, RoleHeld
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.oversight.reading import may_say_second_yes, require_reader
from bot.usecases.oversight.roles import Named, give_role, read_readers, read_roles, take_role
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.privacy import read_privacy
from tests.people import EVE, MIA, MONDAY, NIA, PROGRAM, TODAY, WS, enrolment, move_in

ADMIN, OWNER, RITA, CHAMPION = "UADMIN", "UOWNER", "URITA", "UCHAMP"
OTHER = replace(PROGRAM, id="P2", name="Circles", managers=(EVE,))
READER = Named(OversightRole.READER, RITA, "P1", zone="Europe/Paris")


def act(by, now=MONDAY):
    return Act(WS, by, now)


async def give(db, by, role, who, program_id="", *, is_admin=False, now=MONDAY):
    return await give_role(db, act=act(by, now), named=Named(role, who, program_id), is_admin=is_admin)


async def held(db):
    async with db.transaction() as repos:
        return await repos.roles.list_held(WS)


async def log(db):
    async with db.transaction() as repos:
        found = await repos.access_log.list_page(WS, program_id="", user_id="", before=0, limit=99)
    return [(one.event.user_id, one.event.what, one.event.about, one.event.program_id) for one in found]


async def told(db):
    async with db.transaction() as repos:
        return {
            (kind, one.recipient)
            for kind in ("named_reader", "named_owner", "named_officer")
            for one in await repos.outbox.list_about(WS, kind, ["P1"])
        }


async def may_read(db, who, program=PROGRAM, *, is_admin=False):
    async with db.transaction() as repos:
        try:
            await require_reader(repos, program, act=act(who), is_admin=is_admin)
        except NotYours:
            return False
    return True


async def test_a_manager_names_a_reader_who_is_told_and_may_read_that_program_alone(db):
    await move_in(db, OTHER)
    assert not await may_read(db, RITA)
    assert await give_role(db, act=act(MIA), named=READER, is_admin=False)
    assert await may_read(db, RITA)
    assert not await may_read(db, RITA, OTHER)
    assert await log(db) == [(MIA, "named a reader", RITA, "P1")]
    assert await told(db) == {("named_reader", RITA)}
    async with db.transaction() as repos:
        assert (await repos.people.get(WS, RITA)).tz == "Europe/Paris"


async def test_the_same_again_changes_nothing_and_tells_nobody_anew(db):
    await move_in(db)
    assert await give_role(db, act=act(MIA), named=READER, is_admin=False)
    assert not await give_role(db, act=act(MIA), named=READER, is_admin=False)
    assert [one[1] for one in await log(db)] == ["named a reader"]


async def test_only_a_manager_of_the_program_names_its_readers(db):
    await move_in(db, OTHER)
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    for by, is_admin in ((EVE, False), (ADMIN, True), (OWNER, False), (RITA, False)):
        with pytest.raises(NotYours, match="Only a manager of Nurse leadership"):
            await give(db, by, OversightRole.READER, RITA, "P1", is_admin=is_admin)
    with pytest.raises(NotYours):
        await read_readers(db, act=act(EVE), program_id="P1")
    with pytest.raises(NotFound):
        await give(db, MIA, OversightRole.READER, RITA, "P9")


@pytest.mark.parametrize("role", [OversightRole.OWNER, OversightRole.PRIVACY_OFFICER])
async def test_a_role_in_the_whole_workspace_is_no_managers_to_give(db, role):
    await move_in(db)
    with pytest.raises(NotYours, match="Only a workspace admin"):
        await give(db, MIA, role, RITA)
    # Nor is one of a program, that is asked for as if it were everywhere.
    with pytest.raises(NotYours):
        await give(db, MIA, role, RITA, "P1")
    with pytest.raises(NotYours):
        await give(db, MIA, OversightRole.READER, RITA)
    with pytest.raises(NotYours):
        await give(db, ADMIN, role, RITA, "P1", is_admin=True)


async def test_admins_are_owners_until_the_first_is_named_and_again_after_the_last(db):
    await move_in(db)
    assert await may_read(db, ADMIN, is_admin=True)
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    assert not await may_read(db, ADMIN, is_admin=True)
    assert await may_read(db, OWNER)
    with pytest.raises(NotYours, match="Only an owner"):
        await give(db, ADMIN, OversightRole.PRIVACY_OFFICER, RITA, is_admin=True)
    await give(db, OWNER, OversightRole.PRIVACY_OFFICER, RITA)
    await take_role(db, act=act(OWNER), named=Named(OversightRole.OWNER, OWNER), is_admin=False)
    assert await may_read(db, ADMIN, is_admin=True)
    assert not await may_read(db, OWNER)


async def test_who_may_read_totals_and_who_may_not(db):
    program = replace(PROGRAM, champion=CHAMPION)
    await move_in(db, program, enrolment(NIA))
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    await give(db, OWNER, OversightRole.PRIVACY_OFFICER, "UPRIV")
    await give(db, MIA, OversightRole.READER, RITA, "P1")
    may = [one for one in (MIA, CHAMPION, RITA, OWNER, NIA, EVE, "UPRIV") if await may_read(db, one, program)]
    assert may == [MIA, CHAMPION, RITA, OWNER]


async def test_the_second_yes_is_another_managers_or_an_owners(db):
    program = replace(PROGRAM, managers=(MIA, EVE), champion=CHAMPION)
    await move_in(db, program)
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    await give(db, MIA, OversightRole.READER, RITA, "P1")
    async with db.transaction() as repos:
        says = [
            who
            for who in (MIA, EVE, OWNER, RITA, CHAMPION, ADMIN)
            if await may_say_second_yes(repos, program, act=act(who), asked_by=MIA)
        ]
        assert says == [EVE, OWNER]
        assert not await may_say_second_yes(repos, program, act=act(OWNER), asked_by=OWNER)


async def test_what_is_taken_is_gone_at_once_and_noted(db):
    await move_in(db)
    await give_role(db, act=act(MIA), named=READER, is_admin=False)
    with pytest.raises(NotYours):
        await take_role(db, act=act(EVE), named=READER, is_admin=False)
    await take_role(db, act=act(MIA), named=READER, is_admin=False)
    assert not await may_read(db, RITA)
    assert await log(db) == [(MIA, "removed a reader", RITA, "P1"), (MIA, "named a reader", RITA, "P1")]
    with pytest.raises(NotNow, match="any more"):
        await take_role(db, act=act(MIA), named=READER, is_admin=False)
    assert len(await log(db)) == 2


async def test_anybody_may_give_back_their_own(db):
    await move_in(db)
    await give_role(db, act=act(MIA), named=READER, is_admin=False)
    await take_role(db, act=act(RITA), named=READER, is_admin=False)
    assert (await held(db)).held == ()


async def test_a_role_has_room_for_so_many(db):
    await move_in(db)
    for number in range(MOST_IN_A_ROLE):
        await give(db, MIA, OversightRole.READER, f"U{number}", "P1")
    with pytest.raises(NotNow, match="20 already"):
        await give(db, MIA, OversightRole.READER, RITA, "P1")


async def test_the_page_says_what_each_may_change(db):
    await move_in(db, replace(OTHER, state=ProgramState.ARCHIVED, managers=(MIA,)))
    page = await read_roles(db, act=act(ADMIN), is_admin=True)
    assert (page.may_give, page.managed) == (True, [])
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    await give(db, MIA, OversightRole.READER, RITA, "P1")
    page = await read_roles(db, act=act(MIA), is_admin=False)
    assert (page.may_give, [one.id for one in page.managed], page.owners) == (False, ["P1"], (OWNER,))
    page = await read_roles(db, act=act(RITA), is_admin=False)
    assert [one.id for one in page.reads] == ["P1"]
    with pytest.raises(NotYours, match="/mentor privacy"):
        await read_roles(db, act=act(NIA), is_admin=False)


async def test_named_again_on_another_day_somebody_is_told_again(db):
    await move_in(db)
    for days in (0, 3):
        now = MONDAY + timedelta(days=days)
        await give_role(db, act=act(MIA, now), named=READER, is_admin=False)
        await take_role(db, act=act(MIA, now), named=READER, is_admin=False)
    async with db.transaction() as repos:
        assert len(await repos.outbox.list_about(WS, "named_reader", ["P1"])) == 2


async def test_who_names_themself_is_not_told(db):
    await move_in(db)
    await give(db, ADMIN, OversightRole.OWNER, ADMIN, is_admin=True)
    assert await told(db) == set()


async def test_everyone_reads_who_has_a_role_over_their_programs(db):
    program = replace(PROGRAM, champion=CHAMPION)
    await move_in(db, program, OTHER, enrolment(NIA))
    await give(db, ADMIN, OversightRole.OWNER, OWNER, is_admin=True)
    await give(db, OWNER, OversightRole.PRIVACY_OFFICER, "UPRIV")
    await give(db, MIA, OversightRole.READER, RITA, "P1")
    await give(db, EVE, OversightRole.READER, "UELSE", "P2")
    known = (await read_privacy(db, act=act(NIA))).who_reads
    [mine] = known.of_programs
    assert (mine.readers, known.owners, known.officers) == ([CHAMPION, RITA], (OWNER,), ("UPRIV",))
    assert (await read_privacy(db, act=act("USTRANGER"))).who_reads.of_programs == ()


async def test_who_is_forgotten_has_no_role_and_names_nobody_as_the_giver(db):
    await move_in(db)
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, OversightRole.OWNER, RITA, EVE, TODAY))
    await give(db, RITA, OversightRole.OWNER, OWNER)
    await forget_person(db, act=act(RITA))
    [left] = (await held(db)).held
    assert (left.user_id, left.given_by) == (OWNER, "")
