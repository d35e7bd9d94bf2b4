"""Lists of more people than a page has: turned to the end and back, each page light."""

import pytest

from bot.domain.people import Person
from tests.people import enrolment, pair_number
from tests.web.tables import links_of, rows_of

LIGHT = 100_000


async def move_in(house, pairs):
    ids = {"workspace_id": house.town.workspace_id, "program_id": house.ids["program"]}
    async with house.deps.db.transaction() as repos:
        for number in range(pairs):
            pair = pair_number(number, **ids)
            for member in pair.members:
                await repos.people.add_first(Person(ids["workspace_id"], member.user_id))
                await repos.enrolments.save(enrolment(member.user_id, member.role, **ids))
            await repos.mentorships.add_many([pair])


@pytest.mark.parametrize(
    ("page", "count"), [("people?sort=role", 142), ("mentorships?sort=since", 71), ("people", 142)]
)
async def test_more_leads_to_the_end_and_before_back_again(house, page, count):
    await move_in(house, 70)
    mona = await house.sign_in("manager")
    first = house.path(f"/programs/{{program}}/{page}")
    way: list[list[list[str]]] = []
    rows, at = 0, first
    while at:
        shown = await mona.get(at)
        assert (shown.status, len(shown.text.encode()) < LIGHT) == (200, True)
        found = rows_of(shown.text)
        assert len(found) <= 50
        rows, way = rows + len(found), [*way, found]
        at, last = turned(shown, "after"), shown
    assert rows == count
    for expected in reversed(way[:-1]):
        last = await mona.get(turned(last, "before"))
        assert rows_of(last.text) == expected
    assert not turned(last, "before")


def turned(page, name):
    return next((one for one in links_of(page.text) if f"{name}=" in one), "")


async def test_no_id_of_anybody_stands_in_an_address(house):
    await move_in(house, 70)
    mona = await house.sign_in("manager")
    for page in ("people", "mentorships", "people/without-match"):
        shown = await mona.get(house.path(f"/programs/{{program}}/{page}"))
        links = " ".join(links_of(shown.text))
        assert not any(one in links for one in ("UNIA", "UOMAR", house.id_of("mentee")))
