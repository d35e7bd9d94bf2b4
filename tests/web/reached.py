"""Groups large enough to be shown, as they are frozen on a Monday: many on one site, few on the other."""

from datetime import date, timedelta

from bot.domain.disclosure.cells import rounded
from bot.domain.disclosure.kinds import REACHED, STAFF
from bot.domain.mentorships.mentorships import this_monday
from tests.web.visiting import House

GROUPS = {
    "site:Harbour": (47, 121),
    "site:Hill": (0, 118),
    "profession:nurse": (38, 88),
    "profession:doctor": (12, 0),
}


async def freeze_reach(house: House) -> date:
    """With all else that is counted on a Monday; gives the week."""
    await house.town.count_on_monday()
    week = this_monday(house.deps.clock().date()) - timedelta(weeks=1)
    cells = [
        rounded(kind, week=week, count=count, group=group)
        for group, counts in GROUPS.items()
        for kind, count in zip((REACHED, STAFF), counts, strict=True)
        if count
    ]
    async with house.deps.db.transaction() as repos:
        assert await repos.cells.freeze(house.town.workspace_id, house.ids["program"], cells)
    return week
