"""When a manager can offer the people of a mentorship another match."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import Role
from bot.domain.managing.helping import NoOffer, no_offer
from bot.domain.managing.requests import Request, RequestState, Topic
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from tests.people import DAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS

CIRCLE = replace(PAIR, members=tuple(Member(f"U{n}", Role.PEER) for n in range(4)))
AWAY = Person(WS, OMAR, leave_from=TODAY, leave_until=TODAY + WEEK)


def asked(topic, who=NIA, state=RequestState.OPEN):
    return Request(WS, "P1", who, topic, TODAY, state)


def why(mentorship=PAIR, *, program=PROGRAM, people=(), requests=(), offered_on=None):
    return no_offer(mentorship, program, people, requests, offered_on=offered_on, today=TODAY)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (why(), None),
        (why(CIRCLE), NoOffer.CIRCLE),
        (why(replace(PAIR, state=MentorshipState.PAUSED)), NoOffer.NOT_ACTIVE),
        (why(replace(PAIR, state=MentorshipState.ENDED)), NoOffer.NOT_ACTIVE),
        (why(program=replace(PROGRAM, state=ProgramState.CLOSING)), NoOffer.NO_MATCHES),
        (why(program=replace(PROGRAM, ends_on=TODAY - DAY)), NoOffer.OVER),
        (why(people=[AWAY]), NoOffer.AWAY),
        (why(people=[replace(AWAY, leave_from=TODAY + DAY)]), None),
        (why(requests=[asked(Topic.REMATCH)]), NoOffer.ASKED),
        (why(requests=[asked(Topic.MATCH, OMAR)]), NoOffer.ASKED),
        (why(requests=[asked(Topic.MATCH, "USOMEBODY")]), None),
        (why(requests=[asked(Topic.MATCH, state=RequestState.DONE)]), None),
        (why(requests=[asked(Topic.TIMING)]), None),
        (why(offered_on=TODAY), NoOffer.LATELY),
        (why(offered_on=TODAY - 4 * WEEK + DAY), NoOffer.LATELY),
        (why(offered_on=TODAY - 4 * WEEK), None),
    ],
)
def test_it_is_offered_unless(found, reason):
    assert found is reason
