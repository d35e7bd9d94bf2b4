"""Where in a review somebody is: pages that leave nothing out and show nothing twice, whatever the order."""

from dataclasses import replace

import pytest

from bot.domain.matching.reviewing import Marks
from bot.web.matching.places import PAGE_SIZE, Place, Show, Sort, page_of
from tests.people import pair_number

MATCHES = [replace(pair_number(number), id=f"M{number:03}", score=50 + number % 40) for number in range(90)]
MARKS = Marks(broken=frozenset({"M077", "M033"}))


def walked(place):
    """All ids on the way from the first page to the last."""
    listed, found = page_of(MATCHES, MARKS, place), []
    while True:
        found.append([one.id for one in listed.matches])
        if listed.after is None:
            return found
        listed = page_of(MATCHES, MARKS, place.but(after=listed.after))


@pytest.mark.parametrize("sort", Sort)
def test_every_match_is_on_one_page(sort):
    pages = walked(Place("P1", sort=sort))
    ids = [one for page in pages for one in page]
    assert sorted(ids) == [one.id for one in MATCHES]
    assert {len(page) for page in pages[:-1]} == {PAGE_SIZE}


def test_what_a_rule_stands_in_the_way_of_comes_first_then_the_weakest():
    first = walked(Place("P1"))[0]
    assert first[:3] == ["M033", "M077", "M000"]


def test_keeping_a_match_leaves_it_where_it_is():
    kept = [replace(one, locked=one.id == "M002") for one in MATCHES]
    assert (
        page_of(kept, MARKS, Place("P1")).matches[5].id == page_of(MATCHES, MARKS, Place("P1")).matches[5].id
    )


@pytest.mark.parametrize("sort", Sort)
def test_the_way_back_leads_over_the_same_pages(sort):
    place = Place("P1", sort=sort)
    there = walked(place)
    listed, back = page_of(MATCHES, MARKS, place.but(at=there[-1][0])), []
    while True:
        back.append([one.id for one in listed.matches])
        if listed.before is None:
            break
        listed = page_of(MATCHES, MARKS, place.but(after=listed.before))
    assert back == there[::-1]


def test_a_page_goes_on_behind_a_match_that_was_dropped():
    listed = page_of(MATCHES, MARKS, Place("P1"))
    last = listed.matches[-1]
    rest = page_of([one for one in MATCHES if one != last], MARKS, Place("P1", after=listed.after or ""))
    assert rest.matches == page_of(MATCHES, MARKS, Place("P1", after=listed.after or "")).matches


def test_filters_show_what_they_say():
    kept = [replace(one, locked=one.id == "M002") for one in MATCHES]
    assert [one.id for one in page_of(kept, MARKS, Place("P1", show=Show.KEPT)).matches] == ["M002"]
    to_look_at = page_of(MATCHES, MARKS, Place("P1", show=Show.LOOK)).matches
    assert all(one.id in MARKS.broken or one.score < 65 for one in to_look_at)


def test_an_address_says_only_what_is_not_as_usual():
    assert Place("P1").page() == "/programs/P1/matching"
    there = Place("P1", show=Show.LOOK, keys=False).page("/keep", to="m-1", done="kept")
    assert there == "/programs/P1/matching/keep?show=look&keys=off&done=kept#m-1"
