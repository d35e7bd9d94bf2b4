"""Tells who asked for a hand that a manager has taken it on: an answer to a request."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import HELP_TOPICS
from bot.storage.repositories import Repositories
from bot.views.managing.hands_taken import hand_taken
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    place = situation.enrolment
    return situation.program.is_live and place is not None and place.state is EnrolmentState.ACTIVE


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """It may be given back or done by now."""
    program, reader = situation.program, situation.message.recipient
    asked = await repos.requests.list_open(program.workspace_id, program.id)
    mine = [one for one in asked if one.user_id == reader and one.topic in HELP_TOPICS]
    return any(one.taker(program.managers) is not None for one in mine)


def says(situation: PersonSituation) -> Message:
    return hand_taken(situation.program)


KIND = NudgeKind(
    key="hand_taken",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
)
