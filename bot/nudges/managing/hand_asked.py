"""Tells a program's managers that somebody asked for a hand: an answer to a request, and a person waits."""

from bot.delivery.kind import PersonSituation
from bot.domain.managing.requests import HELP_TOPICS
from bot.nudges.managing.hands import hand_kind, was_told_since
from bot.storage.repositories import Repositories
from bot.views.managing.help_requests import hand_to_give


def still_true(situation: PersonSituation) -> bool:
    program = situation.program
    return program.is_live and situation.message.recipient in program.managers


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """Another manager may have taken it or seen to it already, and an earlier message have said it."""
    program = situation.program
    takers = await repos.requests.list_takers(program.workspace_id, [program.id], HELP_TOPICS)
    waits = any(one not in program.managers for one in takers.get(program.id, ()))
    return waits and not await was_told_since(repos, situation)


KIND = hand_kind("hand_asked", still_true=still_true, says=hand_to_give, fits=fits, at_work=True)
