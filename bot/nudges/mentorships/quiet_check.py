"""Asks the people of a silent mentorship, privately and once, what would suit them."""

from datetime import UTC, datetime, time

from bot.delivery.kind import Audience, IfUnknown, InAPause, MentorshipSituation, NudgeKind
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.status import is_silent, ripens_on
from bot.planning.cycles import plan_last_question
from bot.storage.repositories import Repositories
from bot.views.mentorships.silence import quiet_question
from bot.views.message import Message


def still_true(situation: MentorshipSituation) -> bool:
    is_over = situation.program_is_over or situation.meets_later
    return not is_over and is_silent(situation.mentorship, situation.signs, today=situation.now.date())


def not_before(situation: MentorshipSituation) -> datetime | None:
    """Nights, leave and wards on hold make a silence begin later than it was planned for."""
    if situation.program_is_over or situation.silent_from != situation.message.cycle:
        return None
    day = ripens_on(situation.mentorship, situation.signs, today=situation.now.date())
    return datetime.combine(day, time(), UTC) if day else None


def says(situation: MentorshipSituation) -> Message:
    message, mentorship = situation.message, situation.mentorship
    return quiet_question(
        others=mentorship.others(message.recipient),
        mentorship_id=message.subject,
        program_id=situation.program.id,
        goes_on=mentorship.goes_on_without(message.recipient),
        mentors=mentorship.is_given_by(message.recipient),
    )


async def ask_again_later(repos: Repositories, situation: MentorshipSituation, channel_id: str) -> None:
    await repos.outbox.plan(plan_last_question(situation.message, situation.program, now=situation.now))


KIND = NudgeKind(
    key="quiet_check",
    about=MentorshipSituation,
    audience=Audience.PERSON,
    budgeted=True,
    asks=Asks.ABOUT_SILENCE,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    when_sent=ask_again_later,
    not_before=not_before,
    title="Private check-ins when it's quiet",
    of_a_cycle=True,
    in_a_pause=InAPause.LET_GO,
)
