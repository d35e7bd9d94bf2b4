"""Asks those who may agree to a list with names; somebody waits for the answer, for a day."""

from bot.delivery.kind import ListSituation
from bot.facts.second_yes import read_seconds
from bot.nudges.exports.lists import asker_manages, list_kind
from bot.storage.repositories import Repositories
from bot.views.exports.messages import list_to_agree
from bot.views.message import Message


def still_true(situation: ListSituation) -> bool:
    return situation.named.is_waiting(situation.now) and asker_manages(situation)


def says(situation: ListSituation) -> Message:
    return list_to_agree(situation.named, situation.program)


async def fits(repos: Repositories, situation: ListSituation) -> bool:
    """Its reader may no longer be one of those who can agree."""
    seconds = await read_seconds(repos, situation.program, asked_by=situation.named.asked_by)
    return situation.message.recipient in seconds


KIND = list_kind("list_asked", still_true=still_true, says=says, fits=fits)
