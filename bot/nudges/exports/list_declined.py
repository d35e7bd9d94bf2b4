"""Tells who asked for a list with names that it wasn't agreed to; not by whom."""

from bot.delivery.kind import ListSituation
from bot.domain.exports.named import ListState
from bot.nudges.exports.lists import asker_manages, list_kind
from bot.views.exports.messages import list_declined
from bot.views.message import Message


def still_true(situation: ListSituation) -> bool:
    return situation.named.state is ListState.DECLINED and asker_manages(situation)


def says(situation: ListSituation) -> Message:
    return list_declined(situation.program)


KIND = list_kind("list_declined", still_true=still_true, says=says)
