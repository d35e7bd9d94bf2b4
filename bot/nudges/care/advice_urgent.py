"""Tells a lead at once that a mentor would like a call today, as they agreed to when they said yes."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.care.asked import is_named, waits_for_them
from bot.views.care.advice import advice_to_give

KIND = NudgeKind(
    key="advice_urgent",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_named,
    says=lambda situation: advice_to_give(situation.program, is_urgent=True),
    fits=waits_for_them,
    at_once=True,
)
