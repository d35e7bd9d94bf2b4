"""A long list page by page: each row once, and nothing lost where rows go meanwhile."""

import pytest

from bot.domain.managing.listing import Cut, Turn, cut

ROWS = [f"M{number:02}" for number in range(12)]
FIRST = Turn()


def page(turn=FIRST, *, rows=ROWS):
    return cut([((one[:1], one), one) for one in reversed(rows)], turn, most=5)


def test_the_first_page_leads_on_and_not_back():
    assert page() == Cut(ROWS[:5], before=(), after=("M", "M04"))


def test_turning_on_shows_every_row_once():
    seen, turn = [], FIRST
    while True:
        found = page(turn)
        seen += found.rows
        if not found.after:
            break
        turn = Turn(after=found.after)
    assert seen == ROWS


def test_turning_back_shows_what_was_before():
    second = page(Turn(after=("M", "M04")))
    assert page(Turn(before=second.before)).rows == ROWS[:5]


@pytest.mark.parametrize("gone", ["M04", "M05"])
def test_a_row_that_is_gone_still_leads_on(gone):
    """The one that led here, or the one that would be the first now."""
    rows = [one for one in ROWS if one != gone]
    assert page(Turn(after=("M", "M04")), rows=rows).rows == [one for one in rows if one > "M04"][:5]


def test_behind_the_last_one_is_the_last_page():
    found = page(Turn(after=("Z",)))
    assert (found.rows, found.after) == (ROWS[-5:], ())


def test_in_front_of_the_first_one_is_the_first_page():
    assert page(Turn(before=("A",))).rows == ROWS[:5]


def test_nobody_is_a_page_as_well():
    assert page(Turn(after=("M", "M04")), rows=[]) == Cut([])
