"""Tells a lead that a mentor would like a call; who it is and about what stands on the lead's own page."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.care.asked import is_named, waits_for_them
from bot.views.care.advice import advice_to_give

KIND = NudgeKind(
    key="advice_asked",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_named,
    says=lambda situation: advice_to_give(situation.program, is_urgent=False),
    fits=waits_for_them,
)
