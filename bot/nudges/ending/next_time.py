"""Asks somebody once, after the end, whether they would mentor when the program runs again."""

from bot.content import FormatKind
from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.planning.ending import NEXT_TIME
from bot.views.ending.next_time import next_time_question
from bot.views.message import Message


def still_true(situation: PersonSituation) -> bool:
    """Where there are mentors: circles have none."""
    template = situation.content.programs.get(situation.program.template_id)
    place, person = situation.enrolment, situation.person
    return (
        template is not None
        and template.format.kind is not FormatKind.GROUP
        and place is not None
        and place.state.has_a_place
        and person is not None
        and person.left_at is None
    )


def says(situation: PersonSituation) -> Message:
    return next_time_question(situation.program, lines=situation.content.lines)


KIND = NudgeKind(
    key=NEXT_TIME,
    about=PersonSituation,
    audience=Audience.PERSON,
    budgeted=True,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Who would mentor next time",
)
