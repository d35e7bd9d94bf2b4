"""Tells a program's managers that matches were worked out for people who wait."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import MATCHABLE
from bot.storage.repositories import Repositories
from bot.views.matching.waiting import matches_ready
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    program = situation.program
    return program.state in MATCHABLE and situation.message.recipient in program.managers


async def fits(repos: Repositories, situation: PersonSituation) -> bool:
    """Somebody may have looked and approved already."""
    program, states = situation.program, [MentorshipState.PROPOSED]
    return bool(await repos.mentorships.list_for_program(program.workspace_id, program.id, states))


def says(situation: PersonSituation) -> Message:
    program = situation.program
    return matches_ready(program_name=program.name, program_id=program.id)


KIND = NudgeKind(
    key="matches_ready",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    fits=fits,
    title="Notes that matches are ready",
    at_work=True,
)
