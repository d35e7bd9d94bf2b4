"""Tells somebody that others put right what codes of their roster mean; their program is the subject.

Outside the budget: it is read with that already, and their sleep may hang on whether it is right.
"""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, RosterSituation
from bot.nudges.rosters import roster_unreachable
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.rosters import codes


def still_true(situation: RosterSituation) -> bool:
    """They may have looked already."""
    return bool(situation.changed) and roster_unreachable.still_true(situation)


async def fits(repos: Repositories, situation: RosterSituation) -> bool:
    """Not when another message follows that tells all of it."""
    message = situation.message
    source = await repos.rosters.find(message.workspace_id, message.recipient)
    return source is not None and source.changed == message.cycle


def says(situation: RosterSituation) -> Message:
    return codes.code_changed(situation.changed)


KIND = NudgeKind(
    key="code_changed",
    about=RosterSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
)
