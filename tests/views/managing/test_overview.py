"""Which programs the first page shows, in which order, and how its pages are turned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.disclosure.board import Board
from bot.domain.programs.states import ProgramState
from bot.domain.signing_in.standing import ReadsAs
from bot.facts.summaries import summary_of
from bot.views.managing.overview import A_PAGE, STATES, InOrder, InState, ProgramCard, choose
from tests.people import PROGRAM, TODAY

WEEK = timedelta(weeks=1)


def card(name, state=ProgramState.RUNNING, reads_as=ReadsAs.MANAGER, *, starts=0, **more):
    program = replace(PROGRAM, id=f"P-{name}", name=name, state=state, starts_on=TODAY + starts * WEEK)
    return ProgramCard(summary_of(program, Board(), today=TODAY), reads_as, **more)


def names(cards, state=InState.ANY, order=InOrder.WAITING, **more):
    return [one.program.name for one in choose(cards, state, order, **more).cards]


def test_what_waits_comes_first_then_ones_own_and_what_is_over_last():
    cards = [
        card("Over", ProgramState.CLOSED),
        card("Draft", ProgramState.DRAFT),
        card("Championed", reads_as=ReadsAs.CHAMPION),
        card("Open", ProgramState.ENROLLING),
        card("Calm"),
        card("Waits", ProgramState.DRAFT, waits=True),
    ]
    assert names(cards) == ["Waits", "Calm", "Open", "Draft", "Over", "Championed"]


def test_a_name_or_the_newest_first_day_can_come_first():
    cards = [card("b", starts=1), card("A", starts=-3), card("c", starts=0)]
    assert names(cards, order=InOrder.NAME) == ["A", "b", "c"]
    assert names(cards, order=InOrder.NEWEST) == ["b", "c", "A"]


@pytest.mark.parametrize("state", [one for one in ProgramState if one is not ProgramState.ARCHIVED])
def test_each_state_is_found_by_one_choice(state):
    """And the choice of all states shows it as well."""
    found = [one for one in InState if names([card("One", state)], one)]
    assert found == [InState.ANY, *(one for one in InState if one and state in STATES[one][1])]
    assert len(found) == 2


def many(count):
    return [card(f"{number:03}") for number in range(count)]


def pages(cards):
    """All of them, each by the address that the one before it gives."""
    after: str | None = ""
    while after is not None:
        shown = choose(cards, InState.ANY, InOrder.NAME, begins_after=after)
        yield shown
        after = shown.after


def test_pages_are_turned_by_the_program_they_begin_after():
    cards = many(2 * A_PAGE + 5)
    first, second, third = pages(cards)
    assert [*first.cards, *second.cards, *third.cards] == cards
    assert (first.before, second.before, third.after) == (None, "", None)
    assert choose(cards, InState.ANY, InOrder.NAME, begins_after=third.before or "") == second


def test_a_list_of_just_one_page_has_no_other():
    shown = choose(many(A_PAGE), InState.ANY, InOrder.NAME)
    assert (shown.before, shown.after) == (None, None)


def test_after_a_program_that_is_gone_it_begins_at_the_beginning():
    assert names(many(2), order=InOrder.NAME, begins_after="P-gone") == ["000", "001"]
