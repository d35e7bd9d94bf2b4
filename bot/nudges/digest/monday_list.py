"""Tells a manager on a Monday what waits in all of their programs; nothing if nothing does.

It counts towards two messages a week: the next one comes anyway.
"""

from bot.delivery.kind import Audience, IfUnknown, MondaySituation, NudgeKind
from bot.views.digest.monday_list import monday_list
from bot.views.message import Message


def still_true(situation: MondaySituation) -> bool:
    return bool(situation.waiting) or situation.may_say_quiet


def says(situation: MondaySituation) -> Message:
    return monday_list(situation.waiting)


KIND = NudgeKind(
    key="monday_list",
    about=MondaySituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Managers' lists on Mondays",
    can_wait=False,
    bundled=False,
    at_work=True,
)
