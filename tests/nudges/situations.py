"""What a kind of message is shown before it leaves."""

from dataclasses import replace

from bot.domain.announcements import Announcement
from bot.domain.outbox import DeliveryState, OutboxMessage
from bot.domain.people import Person
from bot.domain.status import Signs
from bot.nudges import all_kinds
from bot.nudges.kind import (
    AgainSituation,
    AnnouncementSituation,
    PairSituation,
    PersonSituation,
    Situation,
)
from tests.people import CYCLE, DAY, MONDAY, NIA, PAIR, PROGRAM, WS, enrolment


def situation_for(content, kind, *, recipient=NIA):
    """What any kind may be shown, about the usual pair, person or program."""
    if kind.about is PairSituation:
        return situation(content, kind.key, recipient=recipient)
    if kind.about is PersonSituation:
        return in_program(content, kind.key, recipient=recipient)
    if kind.about is AgainSituation:
        original = situation(content, "check_in", recipient=recipient)
        about = message(kind.key, recipient=recipient, subject="1")
        check_in = all_kinds()["check_in"]
        return AgainSituation(
            message=about, program=PROGRAM, original=original, kind=check_in, content=content, now=MONDAY
        )
    if kind.about is AnnouncementSituation:
        return announced(content)
    about = message(kind.key, recipient=PROGRAM.channel_id, subject=PROGRAM.id)
    return Situation(message=about, program=PROGRAM, content=content, now=MONDAY)


def in_program(content, kind, *, recipient=NIA, now=MONDAY, program=PROGRAM, **about):
    """About somebody in the usual program, changed by `about`: person, enrolment, nomination, finished."""
    usual = {"person": Person(WS, recipient), "enrolment": enrolment(recipient), "nomination": None}
    return PersonSituation(
        message=message(kind, recipient=recipient, subject=program.id),
        program=program,
        content=content,
        now=now,
        **{**usual, **about},
    )


def announced(content, *, now=MONDAY, program=PROGRAM, **changes):
    """A planned post about the usual program, changed by `changes`."""
    usual = Announcement(
        WS,
        "A1",
        program_id=program.id,
        channel_id=program.channel_id,
        text=f"*{program.name}* is open.",
        tz="Europe/London",
        saved_at=MONDAY,
        post_at=MONDAY,
        confirmed=True,
    )
    return AnnouncementSituation(
        message=message("announcement", recipient=program.channel_id, subject=usual.id, number=0),
        program=program,
        announcement=replace(usual, **changes),
        content=content,
        now=now,
    )


def message(kind, *, recipient, subject, number=1):
    return OutboxMessage(
        id=1,
        workspace_id=WS,
        kind=kind,
        subject=subject,
        cycle=number,
        recipient=recipient,
        due_at=MONDAY,
        expires_at=MONDAY + 10 * DAY,
        budgeted=True,
        state=DeliveryState.CLAIMED,
        attempts=1,
    )


def situation(content, kind, *, cycle=CYCLE, recipient=NIA, number=1, now=MONDAY, **pair):
    """About the usual pair, changed by `pair`; `number` is the cycle the message was planned for."""
    return PairSituation(
        message=message(kind, recipient=recipient, subject=PAIR.id, number=number),
        mentorship=replace(PAIR, **pair),
        program=PROGRAM,
        cycle=cycle,
        signs=Signs(),
        content=content,
        now=now,
    )
