"""However many pairs may need support, what shows them stays within what Slack takes."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member
from bot.sandbox.blockkit import lint_view
from bot.views.home.home import HomePage, home_tab
from bot.views.managing.needing_support import (
    PAGE_SIZE,
    NeedingSupport,
    NeedingSupportPage,
    needing_support_list,
)
from bot.views.programs.managed import NEEDING_SUPPORT_SHOWN, ManagedProgram
from tests.figures import program_figures
from tests.people import MIA, PAIR, PROGRAM
from tests.views.variants import CONTENT

CIRCLE = replace(PAIR, members=tuple(Member(f"U0123456{number:03}", Role.PEER) for number in range(8)))
LONG = replace(PROGRAM, name="&" * 75)


@pytest.mark.parametrize("pages", [1, 2, 5000])
def test_a_page_of_circles_is_still_a_modal(pages):
    page = NeedingSupportPage(
        LONG, [CIRCLE] * PAGE_SIZE, count=pages * PAGE_SIZE, page=pages - 1, pages=pages
    )
    view = needing_support_list(page).to_dict()
    assert lint_view(view) == []
    assert str(view).count("<@") == PAGE_SIZE * 8


def test_a_home_with_thousands_of_circles_that_may_need_support_is_still_a_home():
    circles = NeedingSupport([CIRCLE] * NEEDING_SUPPORT_SHOWN)
    managed = ManagedProgram(LONG, program_figures(), (), 0, more_need_support=True, needing_support=circles)
    view = home_tab(HomePage(MIA, managed=[managed] * 30), signposts=CONTENT.signposts, lines=CONTENT.lines)
    assert lint_view(view.to_dict()) == []
    assert "• and more" in str(view.to_dict())
