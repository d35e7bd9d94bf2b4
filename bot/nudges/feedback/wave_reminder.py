"""Reminds, by the calendar, everybody who has not opened the questions of a wave."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, WaveSituation
from bot.planning.feedback import REMINDER
from bot.views.feedback.inviting import wave_reminder
from bot.views.message import Message


def still_true(situation: WaveSituation) -> bool:
    """Whoever has left since is not pressed."""
    return situation.is_unopened and not (situation.place and situation.place.is_early)


def says(situation: WaveSituation) -> Message:
    closes_on = situation.wave.closes_on if situation.wave else situation.message.expires_at.date()
    return wave_reminder(situation.asked, program_name=situation.program.name, closes_on=closes_on)


KIND = NudgeKind(
    key=REMINDER,
    about=WaveSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Reminders of questions about how mentoring goes",
)
