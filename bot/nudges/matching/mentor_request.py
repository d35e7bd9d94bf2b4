"""Asks a mentor whether they are happy to have this mentee, before anybody else hears of it."""

from datetime import timedelta

from bot.delivery.kind import Audience, IfUnknown, MatchSituation, NudgeKind
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import Role
from bot.storage.repositories import Repositories
from bot.views.matching.mentor_answers import Suggested, mentor_request
from bot.views.message import Message


def still_true(situation: MatchSituation) -> bool:
    return situation.mentorship.waits_for_mentor and situation.program.is_live


def suggested_in(situation: MatchSituation) -> Suggested:
    """Who is suggested, with what the reader may know of them."""
    mentorship, people = situation.mentorship, situation.people
    [mentee_id] = mentorship.with_role(Role.MENTEE)
    name = situation.program.name
    return Suggested(mentorship, name, people.get(mentee_id), situation.topics_in_words)


def says(situation: MatchSituation) -> Message:
    return mentor_request(
        suggested_in(situation),
        people=situation.content.people,
        days=situation.program.plan.answer_days,
    )


async def wait_for_answer(repos: Repositories, situation: MatchSituation, channel_id: str) -> None:
    """The days to answer begin here, and half-way one reminder follows."""
    mentorship, now = situation.mentorship, situation.now
    days = timedelta(days=situation.program.plan.answer_days)
    until = (now + days).date()
    if not await repos.mentorships.wait_for_mentor(mentorship.workspace_id, mentorship.id, until=until):
        return
    reminder = Planned(
        workspace_id=mentorship.workspace_id,
        kind="mentor_reminder",
        subject=mentorship.id,
        cycle=0,
        recipient=situation.message.recipient,
        due_at=now + days / 2,
        expires_at=now + days,
        budgeted=False,
    )
    await repos.outbox.plan([reminder])


KIND = NudgeKind(
    key="mentor_request",
    about=MatchSituation,
    audience=Audience.PERSON,
    budgeted=False,
    bundled=True,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    when_sent=wait_for_answer,
    undelivered="Question to a mentor about a match",
)
