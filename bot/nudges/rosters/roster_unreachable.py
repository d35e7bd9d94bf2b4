"""Tells somebody once that the link to their roster can't be read any more; their program is the subject."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.storage.repositories import Repositories
from bot.views.message import Message
from bot.views.rosters.rosters import roster_unreachable


def still_true(situation: PersonSituation) -> bool:
    enrolment = situation.enrolment
    return (
        situation.program.is_live
        and not situation.program_is_over
        and enrolment is not None
        and enrolment.state in (EnrolmentState.APPLIED, EnrolmentState.ACTIVE)
    )


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """It may work again by now, or be gone."""
    message = situation.message
    source = await repos.rosters.find(message.workspace_id, message.recipient)
    return source is not None and source.is_failing and source.outages == message.cycle


def says(situation: PersonSituation) -> Message:
    return roster_unreachable()


KIND = NudgeKind(
    key="roster_unreachable",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    fits=fits,
    title="Notes that a roster can't be read",
)
