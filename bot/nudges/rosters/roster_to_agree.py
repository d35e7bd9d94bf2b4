"""Asks somebody once whether their roster is right, who never said so; their program is the subject."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.rosters import roster_unreachable
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.rosters.rosters import roster_to_agree


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """They may have said so by now, or taken it away."""
    message = situation.message
    source = await repos.rosters.find(message.workspace_id, message.recipient)
    return source is not None and not source.agreed


def says(situation: PersonSituation) -> Message:
    return roster_to_agree()


KIND = NudgeKind(
    key="roster_to_agree",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=roster_unreachable.still_true,
    says=says,
    fits=fits,
    title="Requests to check a roster",
)
