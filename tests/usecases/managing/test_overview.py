"""What each reader finds on the first page of the dashboard."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.figures import NOT_SHOWN
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.domain.oversight.roles import EVERYWHERE, OversightRole, RoleHeld
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.domain.signing_in.standing import ReadsAs
from bot.usecases.managing.overview import read_overview
from bot.usecases.oversight.organisation import read_organisation
from tests.figures import LAST_WEEK, board_of
from tests.people import MIA, MONDAY, PROGRAM, TODAY, WEEK, WS, move_in
from tests.statements import counted

CHIEF, READER, OWNER, OFFICER = "UCHIEF", "UREADER", "UOWNER", "UOFFICER"
RUNNING = ProgramState.RUNNING


def program(number, **more):
    usual = {"id": f"P{number}", "name": f"Program {number}", "state": RUNNING, "champion": CHIEF}
    return replace(PROGRAM, **{**usual, **more})


async def read(db, content, by=MIA, *, is_admin=False):
    return await read_overview(db, act=Act(WS, by, MONDAY), content=content, is_admin=is_admin)


async def freeze(db, program_id, board):
    async with db.transaction() as repos:
        await repos.cells.freeze(WS, program_id, board.cells)


async def give(db, role, who, where=EVERYWHERE):
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, role, who, MIA, TODAY, where))


def shown(page):
    return {one.program.id: one.reads_as for one in page.cards}


async def test_a_manager_finds_what_waits_and_in_which_program(db, content):
    draft = program(2, state=ProgramState.DRAFT, starts_on=TODAY + WEEK)
    calm = program(1, state=ProgramState.CLOSED, ends_on=TODAY - 9 * WEEK)
    await move_in(db, calm, draft, program(3, managers=("UELSE",), champion=None))
    page = await read(db, content)
    assert [(one.matter, [each.id for each in one.programs]) for one in page.waiting] == [
        ("draft_waits", ["P2"])
    ]
    assert {one.program.id for one in page.cards if one.waits} == {"P2"}
    assert shown(page) == {"P1": ReadsAs.MANAGER, "P2": ReadsAs.MANAGER}


async def test_what_another_manager_has_to_do_waits_for_nobody_else(db, content):
    draft = program(1, state=ProgramState.DRAFT, starts_on=TODAY + WEEK, managers=(MIA,))
    await move_in(db, draft, program(2))
    page = await read(db, content, CHIEF)
    assert (page.waiting, shown(page)) == ([], {"P2": ReadsAs.CHAMPION})
    assert not any(one.waits for one in page.cards)


async def test_its_champion_reads_totals_and_what_would_help(db, content):
    await move_in(db, program(1))
    await freeze(db, "P1", board_of({JOINED: 41, INTRODUCED: 20}, met={LAST_WEEK: (3, 4)}))
    [card] = (await read(db, content, CHIEF)).cards
    assert (card.summary.enrolled.text, card.summary.meetings.text) == ("about 40", NOT_SHOWN)
    assert card.helps
    [own] = (await read(db, content)).cards
    assert (own.summary, own.helps) == (card.summary, "")


async def test_a_reader_finds_the_programs_they_read(db, content):
    await move_in(db, program(1), program(2))
    await give(db, OversightRole.READER, READER, "P2")
    assert shown(await read(db, content, READER)) == {"P2": ReadsAs.READER}


async def test_an_owner_reads_all_programs_together_as_their_page_has_it(db, content):
    await move_in(db, program(1), program(2), program(3, state=ProgramState.CLOSED))
    for number in (1, 2, 3):
        await freeze(db, f"P{number}", board_of({JOINED: 20}, met={LAST_WEEK: (9, 20)}))
    await give(db, OversightRole.OWNER, OWNER)
    whole = (await read(db, content, OWNER)).whole
    page = await read_organisation(db, act=Act(WS, OWNER, MONDAY), content=content, is_admin=False)
    assert whole.joined.text == "about 40"
    for figure in ("as_of", "joined", "introduced", "on_track", "meetings"):
        assert getattr(whole, figure) == getattr(page, figure)


async def test_workspace_admins_are_owners_until_there_is_one(db, content):
    await move_in(db, program(1))
    assert (await read(db, content, "UADMIN", is_admin=True)).whole is not None
    await give(db, OversightRole.OWNER, OWNER)
    page = await read(db, content, "UADMIN", is_admin=True)
    assert (page.whole, page.cards) == (None, [])


async def test_an_officer_reads_no_program(db, content):
    await move_in(db, program(1))
    await give(db, OversightRole.PRIVACY_OFFICER, OFFICER)
    page = await read(db, content, OFFICER)
    assert (page.cards, page.waiting, page.whole) == ([], [], None)


@pytest.mark.parametrize("by", [MIA, CHIEF, OWNER])
async def test_nothing_is_shown_of_the_archive_nor_of_a_draft_to_others(db, content, by):
    await move_in(
        db, program(1, state=ProgramState.ARCHIVED), program(2, state=ProgramState.DRAFT), program(3)
    )
    await give(db, OversightRole.OWNER, OWNER)
    assert set(shown(await read(db, content, by))) == ({"P2", "P3"} if by == MIA else {"P3"})


async def test_a_review_that_is_due_waits_there_in_the_weeks_in_which_no_list_says_it(db, content):
    await move_in(db, program(1, starts_on=TODAY - 6 * WEEK, plan=Plan(review_every_weeks=4)))
    page = await read(db, content)
    assert "review_due" in [one.matter for one in page.waiting]
    assert [one.waits for one in page.cards] == [True]


async def test_it_says_when_the_next_review_is_due(db, content):
    plan = Plan(review_every_weeks=4)
    await move_in(
        db,
        program(1, plan=plan, starts_on=TODAY - 5 * WEEK),
        program(2, plan=plan, starts_on=TODAY - 3 * WEEK),
        program(3, plan=plan, starts_on=TODAY - WEEK, state=ProgramState.ENROLLING),
    )
    page = await read(db, content)
    assert {one.program.id: (one.next_review, one.is_review_due) for one in page.cards} == {
        "P1": (TODAY - WEEK, True),
        "P2": (TODAY + WEEK, False),
        "P3": (None, False),
    }


async def test_a_hundred_programs_take_as_many_statements_as_ten(db, content):
    await move_in(db, *(program(number) for number in range(10)))
    with counted(db, with_reading=True) as few:
        await read(db, content)
    await move_in(db, *(program(number) for number in range(10, 100)))
    with counted(db, with_reading=True) as many:
        page = await read(db, content)
    assert len(page.cards) == 100
    assert len(many) == len(few)
