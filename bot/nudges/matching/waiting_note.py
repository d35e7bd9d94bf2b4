"""Tells somebody who was left without a match that it is so, and when they are looked at again."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import CURRENT, matched_in
from bot.storage.repositories import Repositories
from bot.views.matching.waiting import waiting_note
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    enrolment, program = situation.enrolment, situation.program
    return (
        program.is_live
        and program.look_again_on is not None
        and program.look_again_on > situation.now.date()
        and enrolment is not None
        and enrolment.state is EnrolmentState.ACTIVE
        and enrolment.role.wants
    )


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """They may have found a match since."""
    workspace, who = situation.message.workspace_id, situation.message.recipient
    current = await repos.mentorships.list_for_person(workspace, who, CURRENT)
    return who not in matched_in(one for one in current if one.program_id == situation.program.id)


def says(situation: PersonSituation) -> Message:
    program = situation.program
    return waiting_note(
        line=situation.content.lines.waiting_note,
        program_name=program.name,
        program_id=program.id,
        on=program.look_again_on,
    )


KIND = NudgeKind(
    key="waiting_note",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
    fits=fits,
)
