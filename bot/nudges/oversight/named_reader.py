"""Tells somebody that they can read the totals of a program now."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.oversight.roles import OversightRole
from bot.nudges.oversight.holding import holds, is_here
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.oversight.roles import named_reader


def says(situation: PersonSituation) -> Message:
    return named_reader(situation.program)


async def still_has_it(repos: Repositories, situation: PersonSituation) -> bool:
    return await holds(repos, situation, OversightRole.READER, situation.program.id)


KIND = NudgeKind(
    key="named_reader",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_here,
    says=says,
    fits=still_has_it,
    title="Notes to readers",
)
