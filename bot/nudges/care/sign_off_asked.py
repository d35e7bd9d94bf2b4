"""Asks a lead to read the cards again, once for each change of what they signed off."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.nudges.care.asked import has_not_signed, is_named
from bot.views.care.leads import sign_off_asked

KIND = NudgeKind(
    key="sign_off_asked",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=is_named,
    says=lambda situation: sign_off_asked(situation.program),
    fits=has_not_signed,
)
