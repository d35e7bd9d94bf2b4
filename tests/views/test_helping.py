"""However many people are in it or wait, what managers read of them stays within what Slack takes."""

from dataclasses import replace

from bot.domain.joining.enrolments import Role
from bot.domain.matching.waiting import WaitsForMatch
from bot.domain.mentorships.mentorships import Member
from bot.domain.mentorships.status import Status
from bot.domain.privacy.visible_to_managers import (
    Place,
    Show,
    VisibleMatch,
    VisiblePerson,
    VisiblePost,
)
from bot.sandbox.blockkit import lint_view
from bot.views.managing.mentorship_page import MentorshipPage, end_kindly_form, mentorship_page
from bot.views.managing.people_list import PeopleList, people_list
from bot.views.managing.without_match import PAGE_SIZE, WithoutMatch, without_match
from bot.views.refs import SupportRef
from tests.people import MIA, NIA, PAIR, PROGRAM, TODAY
from tests.views.variants import CONTENT

LONG = replace(PROGRAM, name="&" * 75)
POST = VisiblePost("nurse", "early_career", "critical_care", "&" * 75)
MEMBERS = tuple(Member(f"U0123456{number:03}", Role.PEER) for number in range(12))
AT = SupportRef("P" * 32, "M" * 32, Show.SUPPORT, 5000)


def test_the_page_of_the_largest_circle_is_still_a_modal():
    people = [VisiblePerson(one.user_id, Role.PEER, Place.ACTIVE, post=POST) for one in MEMBERS]
    match = VisibleMatch((), Status.MAY_NEED_SUPPORT, True, TODAY, MIA)
    page = MentorshipPage(LONG, replace(PAIR, members=MEMBERS), match, people, MIA)
    assert lint_view(mentorship_page(page, AT, lists=CONTENT.people).to_dict()) == []
    assert lint_view(end_kindly_form(page, AT).to_dict()) == []


def test_a_full_page_of_people_who_wait_is_still_a_modal():
    waiting = [WaitsForMatch(NIA, TODAY, "&" * 200, "&" * 200, POST)] * PAGE_SIZE
    view = without_match(WithoutMatch(LONG, waiting, 1, 5000, again_on=TODAY), lists=CONTENT.people)
    assert lint_view(view.to_dict()) == []


def test_a_mentor_of_many_has_a_menu_of_five_that_leads_to_who_may_need_support():
    status = [Status.ON_TRACK, Status.ON_TRACK, Status.ON_TRACK, Status.MAY_NEED_SUPPORT]
    matches = tuple(
        VisibleMatch((f"U{n}",), one, True, mentorship_id=f"M{n}") for n, one in enumerate(status)
    )
    seen = VisiblePerson(NIA, Role.MENTOR, Place.ACTIVE, matches)
    view = people_list(PeopleList(LONG, Show.ALL, [seen], {}), lists=CONTENT.people).to_dict()
    assert lint_view(view) == []
    assert "Their mentorship, no. 4" in str(view)
    assert "Their mentorship, no. 3" not in str(view)
