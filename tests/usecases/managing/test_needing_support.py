"""All quiet pairs of a program: for its managers alone, page by page, and each look noted."""

import pytest

from bot.domain.acts import Act
from bot.errors import NotFound, NotYours
from bot.usecases.managing.needing_support import NEEDING_SUPPORT, read_needing_support
from bot.views.managing.needing_support import PAGE_SIZE
from tests.people import DAY, ELSEWHERE, EVE, MIA, MONDAY, NIA, PAIR, WS, move_in
from tests.situations.silent_pairs import ASKED_BEFORE, add_quiet_pairs

COUNT = PAGE_SIZE + 3


@pytest.fixture
async def quiet(db):
    await move_in(db, PAIR)
    async with db.transaction() as repos:
        return await add_quiet_pairs(repos, workspace_id=WS, program_id="P1", count=COUNT, now=MONDAY)


async def look(db, *, by=MIA, page=0, workspace=WS, now=MONDAY):
    return await read_needing_support(db, act=Act(workspace, by, now), program_id="P1", page=page)


async def looks(db):
    async with db.transaction() as repos:
        return [
            (look.user_id, look.what, look.at) for look in await repos.access_log.list_for_program(WS, "P1")
        ]


async def test_every_quiet_pair_is_on_one_page_and_no_other_pair_on_any(db, quiet):
    pages = [await look(db, page=page) for page in range(2)]
    assert [pair for page in pages for pair in page.pairs] == quiet
    assert [(page.count, page.page, page.pages) for page in pages] == [(COUNT, 0, 2), (COUNT, 1, 2)]


@pytest.mark.parametrize(("asked_for", "page"), [(-1, 0), (2, 1), (999_999, 1)])
async def test_beyond_the_last_page_there_is_the_last(db, quiet, asked_for, page):
    assert (await look(db, page=asked_for)).page == page


async def test_each_page_is_a_look_at_names(db, quiet):
    await look(db)
    await look(db, page=1, now=MONDAY + DAY)
    assert await looks(db) == [(MIA, NEEDING_SUPPORT, MONDAY), (MIA, NEEDING_SUPPORT, MONDAY + DAY)]


async def test_nobody_is_quiet_before_they_had_a_week_to_answer(db, quiet):
    page = await look(db, now=MONDAY - ASKED_BEFORE + 6 * DAY)
    assert (page.pairs, page.count, page.page) == ([], 0, 0)
    assert await looks(db) == []


@pytest.mark.parametrize(
    ("who", "error"), [({"by": NIA}, NotYours), ({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)]
)
async def test_only_a_manager_sees_them(db, quiet, who, error):
    with pytest.raises(error):
        await look(db, **who)
    assert await looks(db) == []
