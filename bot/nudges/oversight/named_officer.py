"""Tells somebody that they can read who looked at lists of names now."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.oversight.roles import EVERYWHERE, OversightRole
from bot.nudges.oversight.holding import holds, is_here
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.oversight.roles import named_officer


def says(situation: PersonSituation) -> Message:
    return named_officer()


async def still_has_it(repos: Repositories, situation: PersonSituation) -> bool:
    return await holds(repos, situation, OversightRole.PRIVACY_OFFICER, EVERYWHERE)


KIND = NudgeKind(
    key="named_officer",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_here,
    says=says,
    fits=still_has_it,
    title="Notes to privacy officers",
)
