"""Tells a program's managers that somebody asked to join, by their next working morning.

One message, however many asked since the last; none when all have their answer by then.
"""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.managing.hands import was_told_since
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.recruiting.applications import application_to_answer


def still_true(situation: PersonSituation) -> bool:
    program = situation.program
    return program.is_live and situation.message.recipient in program.managers


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """Another manager may have answered; and an earlier note may speak of the same people."""
    program = situation.program
    waits = await repos.enrolments.count_applied(program.workspace_id, [program.id])
    return program.id in waits and not await was_told_since(repos, situation)


def says(situation: PersonSituation) -> Message:
    return application_to_answer(situation.program)


KIND = NudgeKind(
    key="application_waiting",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
    at_work=True,
)
