"""Asking for another match: a tap, no reason, and a neutral note to the other one."""

import pytest

from bot.domain.acts import Act
from bot.domain.managing.requests import Request, Topic
from bot.domain.mentorships.mentorships import MentorshipState
from bot.errors import NotYours
from bot.nudges.mentorships import rematch_note
from bot.usecases.mentorships.rematching import ask_for_another
from tests.nudges.situations import situation
from tests.people import CYCLE, EVE, MIA, MONDAY, NIA, OMAR, PAIR, TODAY, WS, enrolment, move_in, send_due


@pytest.fixture(autouse=True)
async def pair(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)


@pytest.mark.parametrize(("by", "other"), [(NIA, OMAR), (OMAR, NIA)])
async def test_either_asks_and_only_the_other_is_told(db, by, other):
    await ask_for_another(db, act=Act(WS, by, MONDAY), mentorship_id="M1")
    async with db.transaction() as repos:
        assert (await repos.mentorships.get(WS, "M1")).state is MentorshipState.ENDED
        assert await repos.requests.list_open(WS, "P1") == [Request(WS, "P1", by, Topic.REMATCH, TODAY)]
    assert await send_due(db, MONDAY) == [("rematch_note", other)]


def test_the_note_says_neither_who_asked_nor_why(content):
    note = rematch_note.KIND.say(situation(content, "rematch_note", recipient=OMAR)).to_dict()
    assert not [one for one in (NIA, OMAR, "asked", "because") if one in str(note)]


async def test_nobody_asks_for_them(db):
    for stranger in (MIA, EVE):
        with pytest.raises(NotYours):
            await ask_for_another(db, act=Act(WS, stranger, MONDAY), mentorship_id="M1")
    async with db.transaction() as repos:
        assert (await repos.mentorships.get(WS, "M1")).state is MentorshipState.ACTIVE
