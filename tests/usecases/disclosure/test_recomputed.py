"""Over half a year every cell that is stored is what a script without our code makes of the taps."""

from datetime import date, timedelta

import pytest

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.figures import share_of
from bot.domain.disclosure.kinds import KINDS
from tests.databases import SQLITE
from tests.people import WS
from tests.usecases.disclosure.half_year import STARTS, HalfYear
from tests.usecases.disclosure.recomputed import recompute, share, status, total

# With messages that wait the script has nothing to do: it knows only what was sent.
LEFT_OUT = {"written_to"}
EVERY = {"getting started", "on track", "may need support", "paused", "ended"}
ONCE = ("first_talk", "matched", "five_talks")


async def kept(db):
    async with db.reading() as repos:
        return (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1))).get("P1", [])


@pytest.mark.parametrize(
    ("template", "count", "about", "seed", "seen"),
    [
        ("nurse_leadership", 14, {"weeks": 34}, 3, EVERY),
        ("coaching_sprint", 12, {"weeks": 27, "ends_after": 18}, 4, EVERY),
        ("peer_circle", 6, {"weeks": 26}, 5, {"on track"}),
        ("onboarding", 8, {"weeks": 16, "every_weeks": 2}, 6, {"on track"}),
    ],
)
async def test_every_cell_and_status_is_what_it_comes_to_in_another_way(
    databases, content, template, count, about, seed, seen
):
    async with databases.open(SQLITE) as db:
        year = HalfYear(db, content, template, seed=seed, **about)
        await year.live(count)
        cells = await kept(db)
    stored = {
        (one.kind, one.group, one.week): (one.value, one.could)
        for one in cells
        if KINDS[one.kind].is_record and one.kind not in LEFT_OUT
    }
    mondays = [STARTS + timedelta(weeks=number) for number in range(about["weeks"])]
    again = recompute(year.story, mondays, seed=seed)
    assert stored == again
    assert {one.value for _, found in year.statuses for one in found.values()} >= seen
    for day, found in year.statuses:
        assert found == {one: status(year.story, one, day) for one in found}
    assert Board(cells).meetings().text == total(again, "met")
    for kind in ONCE:
        assert share_of([one for one in cells if one.kind == kind]).text == share(again, kind)
    assert any(could for _, could in again.values())
