"""Invites a mentor, once, to a circle of peers; joining it is theirs to decide."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import Role
from bot.views.care.circle import circle_invitation


def still_true(situation: PersonSituation) -> bool:
    person = situation.person
    is_here = person is not None and person.left_at is None
    takes = situation.program.takes(Role.PEER, today=situation.now.date())
    return is_here and situation.enrolment is None and takes


KIND = NudgeKind(
    key="circle_invitation",
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=lambda situation: circle_invitation(situation.program),
    title="Invitations to a mentors' circle",
)
