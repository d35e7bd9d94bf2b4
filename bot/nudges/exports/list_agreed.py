"""Tells who asked for a list with names that it can be fetched, once."""

from bot.delivery.kind import ListSituation
from bot.nudges.exports.lists import asker_manages, list_kind
from bot.views.exports.messages import list_to_fetch
from bot.views.message import Message


def still_true(situation: ListSituation) -> bool:
    return situation.named.is_ready(situation.now) and asker_manages(situation)


def says(situation: ListSituation) -> Message:
    return list_to_fetch(situation.named, situation.program)


KIND = list_kind("list_agreed", still_true=still_true, says=says)
