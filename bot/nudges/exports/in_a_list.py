"""Tells everyone on a list with names that it was taken out of Lamplight, what for, and what it holds."""

from bot.delivery.kind import ListSituation
from bot.domain.exports.named import ListState, NamedExport
from bot.nudges.exports.lists import list_kind
from bot.planning.exports import fetch_number
from bot.views.exports.messages import in_a_list
from bot.views.message import Message


def still_true(situation: ListSituation) -> bool:
    """Where Slack refused the file, nothing was taken out."""
    return _fetch_of(situation.named) == situation.message.cycle


def says(situation: ListSituation) -> Message:
    return in_a_list(situation.named, situation.program)


def _fetch_of(named: NamedExport) -> int | None:
    """Which fetching it was, as the messages about it count."""
    if named.state is not ListState.FETCHED or named.fetched_at is None:
        return None
    return fetch_number(named.fetched_at)


KIND = list_kind("in_a_list", still_true=still_true, says=says)
