"""All programs together: sums of what is stored of each, for owners alone."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.figures import NOT_SHOWN
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.oversight.whole import Whole
from bot.domain.programs.states import ProgramState
from bot.errors import NotYours
from bot.usecases.oversight.organisation import read_organisation
from tests.figures import AS_OF, LAST_WEEK, board_of
from tests.people import MIA, MONDAY, PROGRAM, TODAY, WEEK, WS, move_in

OWNER = "UOWNER"


def programs(count):
    return [replace(PROGRAM, id=f"P{number}", name=f"Program {number}") for number in range(1, count + 1)]


async def freeze(db, program_id, board):
    async with db.transaction() as repos:
        await repos.cells.freeze(WS, program_id, board.cells)


async def read(db, content, by=OWNER, *, is_admin=True):
    return await read_organisation(db, act=Act(WS, by, MONDAY), content=content, is_admin=is_admin)


async def test_totals_are_sums_of_what_is_stored_small_programs_among_them(db, content):
    await move_in(db, *programs(3))
    met = {LAST_WEEK: (3, 4)}
    await freeze(db, "P1", board_of({JOINED: 41, INTRODUCED: 20}, met={LAST_WEEK: (9, 20)}, tracked=(15, 20)))
    for small in ("P2", "P3"):
        await freeze(db, small, board_of({JOINED: 4, INTRODUCED: 4}, met=met, tracked=(3, 4)))
    page = await read(db, content)
    # 40 and twice fewer than five, as stored; 9 + 3 + 3 of 20 + 4 + 4; 15 + 3 + 3 of 28.
    assert (page.joined.text, page.introduced.text) == ("about 40", "about 20")
    assert (page.meetings.text, page.on_track.text) == ("about 15", "about 75 %")
    small = page.programs[1]
    assert (small.enrolled.text, small.meetings.text, small.on_track.text) == (
        "fewer than 5",
        NOT_SHOWN,
        NOT_SHOWN,
    )


async def test_small_programs_together_are_shown_where_none_is_alone(db, content):
    await move_in(db, *programs(3))
    for one in programs(3):
        await freeze(db, one.id, board_of({JOINED: 4}, met={LAST_WEEK: (3, 4)}, tracked=(3, 4)))
    page = await read(db, content)
    assert page.joined.text == "fewer than 15"
    assert (page.meetings.text, page.on_track.text) == ("about 10", "about 75 %")
    assert {one.meetings.text for one in page.programs} == {NOT_SHOWN}


async def test_one_small_program_is_shown_no_more_together_than_alone(db, content):
    await move_in(db, *programs(1))
    await freeze(db, "P1", board_of({JOINED: 4}, met={LAST_WEEK: (3, 4)}, tracked=(3, 4)))
    page = await read(db, content)
    assert (page.joined.text, page.meetings.text, page.on_track.text) == (
        "fewer than 5",
        NOT_SHOWN,
        NOT_SHOWN,
    )


async def test_a_total_is_worked_out_from_stored_cells_so_that_it_tells_nothing_new():
    """Whatever was counted: worlds with the same cells have the same totals."""
    boards = [board_of({JOINED: count}, met={}) for count in (0, 1, 4)]
    big = board_of({JOINED: 42}, met={})
    assert len({Whole([big, one]).joined().text for one in boards}) == 1


async def test_a_program_that_was_not_counted_on_the_newest_monday_is_in_no_sum():
    old = replace(board_of({JOINED: 30}, met={}).cells[0], week=LAST_WEEK - WEEK)
    whole = Whole([board_of({JOINED: 10}, met={}), replace(board_of({}, met={}), cells=(old,))])
    assert (whole.joined().text, whole.as_of) == ("about 10", AS_OF)


async def test_what_is_open_or_running_is_in_it(db, content):
    states = (ProgramState.DRAFT, ProgramState.RUNNING, ProgramState.CLOSED, ProgramState.ARCHIVED)
    some = [replace(one, state=state) for one, state in zip(programs(4), states, strict=True)]
    await move_in(db, *some)
    page = await read(db, content)
    assert [one.program.id for one in page.programs] == ["P2"]
    assert (page.as_of, page.joined.text) == (None, NOT_SHOWN)


async def test_a_workspace_without_a_program_has_an_empty_page(db, content):
    async with db.transaction() as repos:
        await repos.workspaces.ensure(WS)
    page = await read(db, content)
    assert (page.programs, page.results) == ([], [])


async def test_it_is_for_owners_alone_and_for_admins_until_there_is_one(db, content):
    await move_in(db)
    with pytest.raises(NotYours, match="workspace admin"):
        await read(db, content, MIA, is_admin=False)
    async with db.transaction() as repos:
        await repos.roles.add_first(RoleHeld(WS, OversightRole.OWNER, OWNER, MIA, TODAY))
    with pytest.raises(NotYours, match="Only an owner"):
        await read(db, content, "UADMIN")
    assert await read(db, content, is_admin=False)
