"""However much is missing, planned or found, the recruiting views stay within what Slack takes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.domain.programs.programs import Plan
from bot.domain.recruiting.announcements import LONGEST_TEXT, Announcement, Readers
from bot.domain.recruiting.cover import Dimension, ShiftGroup
from bot.domain.recruiting.cover_cells import FrozenGap, FrozenLine
from bot.sandbox.blockkit import lint_message, lint_view
from bot.views.recruiting.announcement import announcement, filled_in
from bot.views.recruiting.announcing import (
    AnnouncementForm,
    PlannedPost,
    announcement_form,
    announcement_preview,
    choose_announced,
)
from bot.views.recruiting.cover import CoverPage, cover_page, wished_for
from bot.views.recruiting.inviting import Invitable, invitable_page, invite_form
from bot.views.recruiting.nominating import nominate_form, nomination_more, nomination_question
from tests.figures import count_of
from tests.people import MONDAY, PROGRAM, WS

CONTENT = load_content()
TEMPLATE = CONTENT.programs["nurse_leadership"]
LONG = replace(PROGRAM, name="&" * 75, plan=Plan(purpose="&" * 300, mentees="&" * 200, mentors="&" * 200))
GAPS = [
    FrozenGap({Dimension.SPECIALTY: one, Dimension.STAGE: "leading", Dimension.SHIFT: "nights"}, count_of(10))
    for one in CONTENT.people.specialties
]
MANY = count_of(9999)
COVER = CoverPage(
    program=LONG,
    is_circle=False,
    as_of=MONDAY.date(),
    places=MANY,
    waiting=MANY,
    mentees=MANY,
    unbriefed=MANY,
    lines={
        Dimension.SPECIALTY: [FrozenLine(one, MANY, MANY) for one in CONTENT.people.specialties],
        Dimension.STAGE: [FrozenLine(one, MANY, MANY) for one in CONTENT.people.career_stages],
        Dimension.SHIFT: [FrozenLine(one, MANY, MANY) for one in ShiftGroup],
    },
    gaps=GAPS,
)
POST = Announcement(
    WS, "A1", "P1", "C1", text="x" * LONGEST_TEXT, tz="America/Argentina/ComodRivadavia", saved_at=MONDAY
)


def words(readers, *, wishes=""):
    said = CONTENT.announcements.mentors if readers is Readers.MENTORS else CONTENT.announcements.everyone
    return filled_in(said, program=LONG, template=TEMPLATE, today=LONG.starts_on, wishes=wishes)


def form(readers):
    texts = {one: words(one, wishes=wished_for(GAPS, CONTENT)) for one in Readers}
    planned = [PlannedPost(POST, MONDAY + timedelta(days=number)) for number in range(60)]
    return announcement_form(AnnouncementForm(LONG, readers, texts, planned))


MODALS = {
    "cover": cover_page(COVER, content=CONTENT),
    "mentors": form(Readers.MENTORS),
    "everyone": form(Readers.EVERYONE),
    "preview": announcement_preview(POST, elsewhere=words(Readers.EVERYONE)),
    "preview_mentors": announcement_preview(POST, elsewhere=words(Readers.MENTORS)),
    "more": nomination_more(LONG, template=TEMPLATE),
    "nominate": nominate_form(
        [replace(LONG, id=f"P{number}") for number in range(140)], chosen="P130", at_most=10
    ),
    "invite": invite_form(LONG, sites=[f"Site {number}" for number in range(100)], content=CONTENT),
    "found": invitable_page(
        Invitable(LONG, [f"U{number}" for number in range(2000)]), at_most=50, context="{}"
    ),
}


@pytest.mark.parametrize("name", MODALS)
def test_a_modal_with_very_much_to_show_is_still_one(name):
    assert lint_view(MODALS[name].to_dict()) == []


@pytest.mark.parametrize(
    "message",
    [
        announcement(POST),
        nomination_question(LONG, lines=CONTENT.lines),
        choose_announced([replace(LONG, id=f"P{number}") for number in range(140)]),
    ],
)
def test_a_message_with_very_much_to_show_is_still_one(message):
    assert lint_message(message.to_dict()) == []
