"""Tells the managers of other programs that a workspace admin changed what all of them show.

Outside the budget: it may be the number people call in a crisis.
"""

from bot.delivery.kind import Audience, HospitalSituation, IfUnknown, NudgeKind
from bot.domain.programs.states import OVER
from bot.views.message import Message
from bot.views.programs.hospital import hospital_changed


def still_true(situation: HospitalSituation) -> bool:
    program, version = situation.program, situation.version
    is_theirs = situation.message.recipient in program.managers and program.state not in OVER
    return is_theirs and version is not None


def says(situation: HospitalSituation) -> Message:
    assert situation.version is not None
    return hospital_changed(
        situation.version, signposts=situation.content.signposts, program_id=situation.program.id
    )


KIND = NudgeKind(
    key="hospital_changed",
    about=HospitalSituation,
    audience=Audience.PERSON,
    budgeted=False,
    if_unknown=IfUnknown.SEND_AGAIN,
    still_true=still_true,
    says=says,
)
