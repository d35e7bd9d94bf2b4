"""Tells a mentor that who they asked for advice has seen it."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.storage.repositories import Repositories
from bot.views.care.advice import advice_seen


async def was_seen(repos: Repositories, situation: PersonSituation) -> bool:
    program, message = situation.program, situation.message
    found = await repos.advice.find(program.workspace_id, message.recipient, program.id)
    return found is not None and found.number == message.cycle and found.seen_by is not None


KIND = NudgeKind(
    key="advice_seen",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=lambda situation: situation.program.is_live,
    says=lambda situation: advice_seen(situation.program),
    fits=was_seen,
)
