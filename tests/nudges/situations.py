"""What a kind of message is shown before it leaves."""

from dataclasses import fields, replace

from bot.content.choosing import number_of
from bot.delivery.kind import (
    AgainSituation,
    AnnouncementSituation,
    ChampionSituation,
    HospitalSituation,
    IntroductionSituation,
    JourneySituation,
    ListSituation,
    MatchSituation,
    MentorshipSituation,
    MondaySituation,
    PersonSituation,
    RosterSituation,
    SummarySituation,
    ThanksSituation,
    TimeSituation,
    WaveSituation,
)
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.domain.ending.thanks import Thanks
from bot.domain.exports.named import ListKind, ListState, NamedExport
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace
from bot.domain.joining.enrolments import Role
from bot.domain.managing.schedules import Every, Schedule
from bot.domain.meetings.meetings import Meeting, call_off, set_to
from bot.domain.meetings.slots import Offer, Reason, Slot
from bot.domain.mentorships.status import Signs
from bot.domain.people import Person
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.recruiting.announcements import Announcement
from bot.domain.rosters import CodeChange, Meaning, Work
from bot.facts.summaries import summary_of
from bot.nudges import all_kinds
from bot.planning.exports import fetch_number
from bot.planning.feedback import number_of as wave_number
from bot.views.digest.monday_list import WaitingLine
from tests.figures import AS_OF, board_of
from tests.people import CYCLE, DAY, EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS, enrolment


def situation_for(content, kind, *, recipient=NIA):
    """What any kind may be shown, about the usual pair, person or program."""
    return ABOUT[kind.about](content, kind.key, recipient)


def asked_again(content, key, recipient):
    return AgainSituation(
        message=message(key, recipient=recipient, subject="1"),
        program=PROGRAM,
        original=situation(content, "check_in", recipient=recipient),
        kind=all_kinds()["check_in"],
        content=content,
        now=MONDAY,
    )


def on_a_monday(content, kind="monday_list", *, recipient=MIA, lines=None, monday=TODAY, **about):
    """The list of a manager in whose program somebody asked for help; changed by `lines` and `about`."""
    line = WaitingLine("hand_asked", "Someone in {where} asked for help.", "See", (PROGRAM,))
    return MondaySituation(
        message=message(kind, recipient=recipient, subject=WS, number=monday.toordinal()),
        content=content,
        now=MONDAY,
        waiting=[line] if lines is None else lines,
        **{"manages": True, **about},
    )


EVERY_MONTH = Schedule(
    WS, PROGRAM.id, PROGRAM.channel_id, Every.MONTH, TODAY, TODAY + 31 * DAY, set_by=PROGRAM.managers[0]
)


def summed_up(program=PROGRAM, *, pairs=22, results=()):
    """The summary of a program with so many pairs, of which half meet each week."""
    met = {AS_OF - back * WEEK: (pairs // 2, pairs) for back in range(1, 13)}
    board = board_of({JOINED: 2 * pairs, INTRODUCED: pairs}, met=met, tracked=(pairs // 2, pairs))
    return summary_of(program, board, results, today=AS_OF)


def posted_regularly(content, *, now=MONDAY, program=PROGRAM, summary=None, schedule=EVERY_MONTH, to=None):
    """A summary that is due today."""
    to = to or PROGRAM.channel_id
    return SummarySituation(
        message=message("scheduled_summary", recipient=to, subject=PROGRAM.id, number=TODAY.toordinal()),
        program=program,
        summary=summary or summed_up(program),
        schedule=schedule,
        content=content,
        now=now,
    )


def of_a_month(content, *, recipient=NIA, summaries=None):
    """The month of somebody who stands for the usual program."""
    return ChampionSituation(
        message=message("champions_month", recipient=recipient, subject=WS, number=TODAY.toordinal()),
        summaries=[summed_up()] if summaries is None else summaries,
        content=content,
        now=MONDAY,
    )


def on_the_way(content, kind, *, recipient=NIA, number=None, now=MONDAY, program=PROGRAM, **changes):
    """About a step of the usual pair's way, changed by `changes` of the situation or of the pair.

    `number` is by default one that fits: a week of the template, the last day, the first prompt.
    """
    of_the_journey = ("wants_prompts", "prompted_at", "said_at")
    about = {name: changes.pop(name) for name in of_the_journey if name in changes}
    usual = {
        "milestone": 8,
        "midpoint": 0,
        "rhythm_check": 8,
        "reflection": number_of(next(iter(content.reflections))),
    }
    end = program.ends_on or TODAY + 26 * 7 * DAY
    chosen = usual.get(kind, end.toordinal()) if number is None else number
    pair = situation(content, kind, recipient=recipient, number=chosen, now=now, **changes)
    known = {name: getattr(pair, name) for name in MentorshipSituation.__dataclass_fields__}
    return JourneySituation(**{**known, "program": program, **about})


def thanked(content, kind, *, recipient=NIA, now=MONDAY, line=1, **pair):
    """About thanks that the other of the usual pair chose to tell."""
    known = situation(content, kind, recipient=recipient, now=now, **pair)
    by = OMAR if recipient == NIA else NIA
    told = Thanks(WS, PAIR.id, by, 1, line, TODAY)
    return ThanksSituation(**{one.name: getattr(known, one.name) for one in fields(known)}, thanks=told)


SLOTS = tuple(Slot(MONDAY + days * DAY) for days in (3, 5, 8))
OFFERED = Meeting(WS, PAIR.id, "meeting1", 1, slots=SLOTS, offered=tuple(one.start for one in SLOTS))
SET = set_to(OFFERED, SLOTS[1])
# What each kind is about.
MEETINGS = {"first_meeting": None, "time_question": OFFERED, "time_off": call_off(SET)}


def about_time(content, kind, *, recipient=NIA, now=MONDAY, **changes):
    """About a time of the usual pair: offered, set or called off as the kind needs it."""
    pair = situation(content, kind, recipient=recipient, now=now)
    meeting = MEETINGS.get(kind, SET)
    offers = [Offer(slot, Reason.OFF) for slot in SLOTS]
    known = {one.name: getattr(pair, one.name) for one in fields(pair)}
    return TimeSituation(**known | {"meeting": meeting, "offers": offers} | changes)


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


CHANGES = (CodeChange("N", Meaning(Work.DAY), Meaning(Work.NIGHT)), CodeChange("QQ", None, Meaning(Work.OFF)))


def of_a_roster(content, kind, *, recipient=NIA, changed=CHANGES, **about):
    """About the roster of somebody in the usual program."""
    known = in_program(content, kind, recipient=recipient, **about)
    return RosterSituation(**{one.name: getattr(known, one.name) for one in fields(known)}, changed=changed)


def of_the_hospital(content, kind, *, recipient=MIA, **about):
    """About a change of what every program shows, for a manager of the usual one."""
    known = in_program(content, kind, recipient=recipient, **about)
    version = HospitalVersion(WS, 1, MONDAY, EVE, {"crisis_line": ""}, {"crisis_line": "Ext. <9>"})
    return HospitalSituation(**{one.name: getattr(known, one.name) for one in fields(known)}, version=version)


def of_a_wave(content, kind, *, recipient=NIA, now=MONDAY, wave=None, **place):
    """About the first wave of the usual program, which somebody in it has not opened; changed by `place`."""
    opened = wave or Wave(WS, PROGRAM.id, COHORT, WaveKind.BASELINE, TODAY, TODAY + 28 * DAY, ())
    asked = WavePlace(WS, PROGRAM.id, opened.intake, opened.kind, recipient, Role.MENTEE)
    number = wave_number(opened.kind, opened.intake)
    return WaveSituation(
        message=message(kind, recipient=recipient, subject=PROGRAM.id, number=number),
        program=PROGRAM,
        content=content,
        now=now,
        person=Person(WS, recipient),
        wave=opened,
        place=replace(asked, **place),
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
        by=program.managers[0],
    )
    return AnnouncementSituation(
        message=message("announcement", recipient=program.channel_id, subject=usual.id, number=0),
        program=program,
        announcement=replace(usual, **changes),
        content=content,
        now=now,
    )


LISTS = {
    "list_asked": ListState.ASKED,
    "list_agreed": ListState.AGREED,
    "list_declined": ListState.DECLINED,
    "in_a_list": ListState.FETCHED,
}


def of_a_list(content, kind, *, recipient=EVE, now=MONDAY, program=PROGRAM, **changes):
    """About a list with names that a manager of the usual program asked for, changed by `changes`."""
    usual = NamedExport(
        WS,
        "L1",
        program.id,
        ListKind.STATUS,
        "Planning of <study> days",
        asked_by=MIA,
        asked_at=MONDAY,
        state=LISTS[kind],
        agreed_by=EVE,
        agreed_at=MONDAY,
        fetched_at=MONDAY,
    )
    number = fetch_number(MONDAY) if kind == "in_a_list" else 0
    return ListSituation(
        message=message(kind, recipient=recipient, subject=usual.id, number=number),
        program=program,
        named=replace(usual, **changes),
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
    about = ABOUT_A_MATCH.get(kind, MentorshipSituation)
    return about(
        message=message(kind, recipient=recipient, subject=PAIR.id, number=number),
        mentorship=replace(PAIR, **pair),
        program=PROGRAM,
        cycle=cycle,
        signs=Signs(),
        content=content,
        now=now,
    )


ABOUT_A_MATCH = {
    "introduction": IntroductionSituation,
    "mentor_request": MatchSituation,
    "mentor_reminder": MatchSituation,
}
ABOUT = {
    MatchSituation: lambda content, key, who: situation(content, key, recipient=who),
    ThanksSituation: lambda content, key, who: thanked(content, key, recipient=who),
    TimeSituation: lambda content, key, who: about_time(content, key, recipient=who),
    IntroductionSituation: lambda content, key, who: situation(content, key, recipient=who),
    MentorshipSituation: lambda content, key, who: situation(content, key, recipient=who),
    JourneySituation: lambda content, key, who: on_the_way(content, key, recipient=who),
    PersonSituation: lambda content, key, who: in_program(content, key, recipient=who),
    RosterSituation: lambda content, key, who: of_a_roster(content, key, recipient=who),
    HospitalSituation: lambda content, key, who: of_the_hospital(content, key, recipient=who),
    ListSituation: lambda content, key, who: of_a_list(content, key, recipient=who),
    AnnouncementSituation: lambda content, key, who: announced(content),
    AgainSituation: asked_again,
    WaveSituation: lambda content, key, who: of_a_wave(content, key, recipient=who),
    MondaySituation: lambda content, key, who: on_a_monday(content, key, recipient=who),
    SummarySituation: lambda content, key, who: posted_regularly(content),
    ChampionSituation: lambda content, key, who: of_a_month(content, recipient=who),
}
