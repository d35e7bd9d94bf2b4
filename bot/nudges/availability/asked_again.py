"""A question that was put off with "not now", asked once more at the time its reader chose.

Its subject is the id of the message that was put off. Outside the budget: the first asking counted, and this
one was asked for.
"""

from bot.delivery.kind import AgainSituation, Audience, IfUnknown, NudgeKind
from bot.storage.repositories import Repositories
from bot.views.message import Message


def still_true(situation: AgainSituation) -> bool:
    return situation.kind.still_true(situation.original)


def says(situation: AgainSituation) -> Message:
    return situation.kind.says(situation.original)


async def fits(repos: Repositories, situation: AgainSituation) -> bool:
    return await situation.kind.fits(repos, situation.original)


KIND = NudgeKind(
    key="asked_again",
    about=AgainSituation,
    audience=Audience.PERSON,
    budgeted=False,
    can_wait=True,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
)
