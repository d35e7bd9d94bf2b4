"""What a program's manager can do for a mentorship that isn't theirs, and when it is left alone."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.managing.requests import Request, RequestState, Topic
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE

# Longer than a pair takes to answer, and asked more often it would sound like a push.
OFFERED_EVERY = timedelta(weeks=4)
# About what somebody is asked first, before they are offered another match.
TALK_FIRST = (Topic.REMATCH, Topic.MATCH)


class NoOffer(StrEnum):
    """Why its people can't be offered another match now."""

    CIRCLE = "circle"
    NOT_ACTIVE = "not active"
    NO_MATCHES = "no matches"
    OVER = "over"
    AWAY = "away"
    ASKED = "asked"
    LATELY = "lately"


def no_offer(
    mentorship: Mentorship,
    program: Program,
    people: Iterable[Person],
    requests: Iterable[Request],
    *,
    offered_on: date | None,
    today: date,
) -> NoOffer | None:
    """Say why its people can't be offered another match today; None if they can.

    `people` are those in it whom we know, `requests` are of its program.
    """
    reasons = (
        (mentorship.is_circle, NoOffer.CIRCLE),
        (mentorship.state is not MentorshipState.ACTIVE, NoOffer.NOT_ACTIVE),
        (program.state not in MATCHABLE, NoOffer.NO_MATCHES),
        (program.ends_on is not None and today > program.ends_on, NoOffer.OVER),
        (_asks(requests, mentorship.user_ids), NoOffer.ASKED),
        (any(one.is_away(today) for one in people), NoOffer.AWAY),
        (offered_on is not None and today < offered_on + OFFERED_EVERY, NoOffer.LATELY),
    )
    return next((why for is_so, why in reasons if is_so), None)


def _asks(requests: Iterable[Request], among: Collection[str]) -> bool:
    return any(
        one.user_id in among and one.topic in TALK_FIRST and one.state is RequestState.OPEN
        for one in requests
    )
