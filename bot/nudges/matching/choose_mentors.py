"""Shows a mentee a few mentors to choose from."""

from datetime import date

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import CURRENT, matched_in
from bot.storage.repositories import Repositories
from bot.views.matching.choosing import choose_question
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    mine = situation.enrolment
    return mine is not None and mine.state is EnrolmentState.ACTIVE and situation.program.is_live


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """They still wait, and have not chosen on their Home tab from those this is about."""
    message, program = situation.message, situation.program
    who = message.recipient
    shown = await repos.suggestions.list_for_person(message.workspace_id, who)
    asked_on = date.fromordinal(message.cycle)
    said = [one.said for one in shown if one.program_id == program.id and one.shown_on == asked_on]
    current = await repos.mentorships.list_for_person(message.workspace_id, who, CURRENT)
    matched = matched_in(one for one in current if one.program_id == program.id)
    return None in said and who not in matched


def says(situation: PersonSituation) -> Message:
    return choose_question(program_name=situation.program.name, program_id=situation.program.id)


KIND = NudgeKind(
    key="choose_mentors",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
    title="Choices of mentors",
    undelivered="Mentors to choose from",
)
