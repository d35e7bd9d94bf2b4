"""Tells who knew that a manager had taken on their request that it is with all managers again."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import HELP_TOPICS
from bot.storage.repositories import Repositories
from bot.views.managing.hands_taken import hand_given_back
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    place = situation.enrolment
    return situation.program.is_live and place is not None and place.state is EnrolmentState.ACTIVE


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """Somebody else may have taken it since."""
    program, reader = situation.program, situation.message.recipient
    asked = await repos.requests.list_open(program.workspace_id, program.id)
    mine = [one for one in asked if one.user_id == reader and one.topic in HELP_TOPICS]
    return any(one.taker(program.managers) is None for one in mine)


def says(situation: PersonSituation) -> Message:
    return hand_given_back(situation.program)


KIND = NudgeKind(
    key="hand_given_back",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
)
