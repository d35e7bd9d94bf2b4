"""How often a page asks the database: as often for a hundred as for ten, of people as of programs."""

import pytest

from tests.statements import counted
from tests.web.crowd import many_looks, many_people, many_programs
from tests.web.furnished import furnish
from tests.web.rules import pages_of

MOST = 80
# That somebody is still here is kept once a minute, whatever page they look at.
SEEN = "UPDATE dashboard_session"


@pytest.fixture
async def house(house):
    await furnish(house)
    return house


@pytest.mark.parametrize("more", [many_people, many_programs, many_looks])
async def test_a_page_asks_as_often_for_a_hundred_as_for_ten(house, more):
    await house.town.count_on_monday()
    pages = await pages_of(house)
    await more(house, 10)
    few = {path: await _statements(house, visitor, path) for path, visitor in pages.items()}
    await more(house, 90)
    many = {path: await _statements(house, visitor, path) for path, visitor in pages.items()}
    grown = {path: (few[path], many[path]) for path in pages if len(few[path]) != len(many[path])}
    assert {path: (len(a), len(b), _only(a, b)) for path, (a, b) in grown.items()} == {}
    assert {path: len(found) for path, found in many.items() if len(found) > MOST} == {}


async def _statements(house, visitor, path):
    """The second time: what a process remembers it asks no more."""
    await visitor.get(path)
    with counted(house.deps.db, with_reading=True) as found:
        await visitor.get(path)
    return [one for one in found if not one.startswith(SEEN)]


def _only(few, many):
    """What was asked more often, to be read in the failure."""
    left = list(many)
    for one in few:
        if one in left:
            left.remove(one)
    return [one[:200] for one in left[:3]]
