"""Shared by the notes that follow a wave: they lead to the page of what people said in it."""

from typing import Protocol

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.feedback.waves import WaveKind
from bot.domain.programs.programs import Program
from bot.planning.feedback import wave_of
from bot.views.message import Message


class Note(Protocol):
    """A view of such a note."""

    def __call__(self, program: Program, *, kind: WaveKind, intake: str) -> Message: ...


def note_kind(key: str, *, says: Note, title: str) -> NudgeKind[PersonSituation]:
    """Make a kind that whoever has left doesn't get."""

    def still_true(situation: PersonSituation) -> bool:
        enrolment = situation.enrolment
        return enrolment is not None and enrolment.state.has_a_place

    def said(situation: PersonSituation) -> Message:
        kind, intake = wave_of(situation.message.cycle)
        return says(situation.program, kind=kind, intake=intake)

    return NudgeKind(
        key=key,
        about=PersonSituation,
        audience=Audience.PERSON,
        budgeted=True,
        can_wait=False,
        if_unknown=IfUnknown.LET_GO,
        still_true=still_true,
        says=said,
        title=title,
    )
