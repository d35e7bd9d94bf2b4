"""Shared by the kinds about a list with names: answers to a request, and news for everyone on it."""

from collections.abc import Awaitable, Callable

from bot.delivery.kind import Audience, IfUnknown, ListSituation, NudgeKind, always
from bot.storage.repositories import Repositories
from bot.views.message import Message

Fits = Callable[[Repositories, ListSituation], Awaitable[bool]]


def list_kind(
    key: str,
    *,
    still_true: Callable[[ListSituation], bool],
    says: Callable[[ListSituation], Message],
    fits: Fits = always,
) -> NudgeKind[ListSituation]:
    """Make a kind of which somebody waits for every message, or must know."""
    return NudgeKind(
        key=key,
        about=ListSituation,
        audience=Audience.PERSON,
        budgeted=False,
        if_unknown=IfUnknown.SEND_AGAIN,
        still_true=still_true,
        says=says,
        fits=fits,
    )


def asker_manages(situation: ListSituation) -> bool:
    """Tell whether whoever asked for the list still manages the program."""
    return situation.named.asked_by in situation.program.managers
