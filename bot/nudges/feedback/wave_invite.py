"""Asks somebody, once, for a few answers about their mentoring."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, WaveSituation
from bot.planning.feedback import INVITE
from bot.views.feedback.inviting import wave_invite
from bot.views.message import Message


def still_true(situation: WaveSituation) -> bool:
    return situation.is_unopened


def says(situation: WaveSituation) -> Message:
    is_early = situation.place is not None and situation.place.is_early
    return wave_invite(situation.asked, program_name=situation.program.name, is_early=is_early)


KIND = NudgeKind(
    key=INVITE,
    about=WaveSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Questions about how mentoring goes",
)
