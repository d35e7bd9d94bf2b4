"""What a message costs in statements, for every kind: a batch is read once, and so are cycles that turn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.content import load_content
from bot.content.choosing import number_of
from bot.delivery.kind import (
    AgainSituation,
    AnnouncementSituation,
    Audience,
    ChampionSituation,
    HospitalSituation,
    ListSituation,
    MentorshipSituation,
    MondaySituation,
    PersonSituation,
    RosterSituation,
    SummarySituation,
    ThanksSituation,
    TimeSituation,
    always,
)
from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.delivery.outbox import LEASE, DeliveryState, Planned
from bot.domain.ending.thanks import Thanks
from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.requests import Request, Topic
from bot.domain.matching.choices import Suggestion
from bot.domain.meetings.meetings import call_off
from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState, Outcome
from bot.domain.people import Person
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.recruiting.announcements import Announcement
from bot.domain.rosters import RosterKind, RosterSource
from bot.nudges import all_kinds
from bot.storage.repositories import Repositories
from bot.storage.tables import cycle
from bot.usecases.mentorships.cycles import keep_rhythm
from tests.databases import POSTGRESQL
from tests.delivery.houses import House, house_of
from tests.nudges.situations import CHANGES, OFFERED, SET
from tests.people import DAY, MIA, MONDAY, PROGRAM, TODAY, WS, enrolment, move_in, pair_number, question
from tests.statements import counted

MANY = 20
MOST = 8
# One reading for all of them, and one turn of all their cycles.
TOGETHER = 45
# What each message asks by itself: when its kind looks once more, and for what begins with it.
OF_ITS_OWN = {
    "introduction": 4,
    "first_meeting": 2,
    "mentor_request": 2,
    "choose_mentors": 2,
    "quiet_check": 1,
    "waiting_note": 1,
    "matches_ready": 1,
    "closing": 1,
    "hand_asked": 2,
    "application_waiting": 2,
    "advice_seen": 1,
    "roster_unreachable": 1,
    "roster_to_agree": 1,
    "code_changed": 1,
}
PROMPT = number_of(next(iter(load_content().reflections)))
ENDED = dict.fromkeys(("ending_note", "left_note", "rematch_note"), MentorshipState.ENDED)
APPROVED = dict.fromkeys(("introduction", "mentor_request", "mentor_reminder"), MentorshipState.APPROVED)
STATES = {**ENDED, **APPROVED}
MEETINGS = {"first_meeting": None, "time_question": OFFERED, "time_off": call_off(SET)}
MENTOR_IS_ASKED = ("mentor_request", "mentor_reminder")
SILENT = ("quiet_check", "still_there")
# What is asked for has been taken by this manager.
HANDS = {"hand_asked": None, "hand_taken": MIA, "hand_given_back": None}
# Read by a lead or a deputy: a program has no twenty of them.
TO_LEADS = {
    "named_owner",
    "named_officer",
    "named_reader",
    "lead_question",
    "sign_off_asked",
    "advice_asked",
    "advice_urgent",
}
# Nor of managers who might agree.
TO_FEW = {*TO_LEADS, "list_asked"}
# Of these the mentorships have ended, or have not begun.
NO_CYCLES = {*ENDED, *MENTOR_IS_ASKED}


@dataclass(frozen=True)
class One:
    """One of the many that are written about or to."""

    kind: str
    number: int

    @property
    def pair(self) -> Mentorship:
        state = STATES.get(self.kind, MentorshipState.ACTIVE)
        began = TODAY - 60 * DAY if self.kind in SILENT else TODAY
        pair = pair_number(self.number, state=state, introduced_on=began)
        if state is not MentorshipState.APPROVED:
            return pair
        asked = TODAY + 7 * DAY if self.kind in MENTOR_IS_ASKED else None
        return replace(pair, channel_id=None, introduced_on=None, answer_by=asked)

    @property
    def who(self) -> str:
        return self.pair.user_ids[0]

    def nouns(self) -> Iterator[Any]:
        yield from (Person(WS, one) for one in self.pair.user_ids)
        yield enrolment(self.who)
        yield enrolment(self.pair.user_ids[1], Role.MENTOR)
        if all_kinds()[self.kind].about not in PEOPLE:
            yield self.pair
            if self.pair.state is MentorshipState.ACTIVE:
                yield Cycle(self.pair.id, 1, starts_on=self.pair.introduced_on or TODAY)

    def planned(self) -> Planned:
        kind = all_kinds()[self.kind]
        if kind.about is AgainSituation:
            return self._plan(str(self.number + 1), self.who)
        if kind.about is AnnouncementSituation:
            return self._plan(f"A{self.number}", f"C{self.number}")
        if kind.about is SummarySituation:
            return self._plan("P1", self.who, cycle=TODAY.toordinal() + self.number)
        if kind.about is ListSituation:
            return self._plan("L1", self.who)
        if issubclass(kind.about, MentorshipSituation):
            is_group = kind.audience is Audience.GROUP
            to = self.pair.id if is_group else self.who
            return self._plan(self.pair.id, to, cycle=PROMPT if self.kind == "reflection" else 1)
        about = WS if kind.about in (MondaySituation, ChampionSituation) else "P1"
        return self._plan(about, self.who, cycle=TODAY.toordinal())

    def _plan(self, subject: str, recipient: str, *, cycle: int = 1) -> Planned:
        budgeted = all_kinds()[self.kind].budgeted
        return question(self.kind, recipient, subject=subject, cycle=cycle, budgeted=budgeted)


# About people and programs; what is asked again here is about a mentorship.
PEOPLE = (
    *(PersonSituation, RosterSituation, HospitalSituation, AnnouncementSituation, ListSituation),
    *(SummarySituation, ChampionSituation, MondaySituation),
)


LIST = NamedExport(WS, "L1", "P1", ListKind.STATUS, "Study days", asked_by=MIA, asked_at=MONDAY)


async def _beside(repos: Repositories, one: One) -> None:
    """What else has to be there for a message of its kind."""
    kind = all_kinds()[one.kind]
    if kind.about is TimeSituation and (meeting := MEETINGS.get(one.kind, SET)):
        await repos.meetings.save(replace(meeting, mentorship_id=one.pair.id))
    if kind.about is AnnouncementSituation:
        await repos.announcements.add(_announcement(one))
    if one.kind == "choose_mentors":
        await repos.suggestions.add_many([_suggestion(one)])
    if kind.about is HospitalSituation and one.number == 0:
        number = TODAY.toordinal()
        await repos.hospital_versions.add(
            HospitalVersion(WS, number, MONDAY, MIA, {"sites": ""}, {"sites": "A"})
        )
    await _asked_for(repos, one)
    if one.number == 0:
        await _waits(repos, one)
    if one.kind == "matches_ready":
        await repos.mentorships.save(replace(one.pair, state=MentorshipState.PROPOSED))
    if kind.about is RosterSituation or one.kind in ("roster_unreachable", "roster_to_agree"):
        await repos.rosters.save(_failing(one))


async def _waits(repos: Repositories, one: One) -> None:
    """What a message to managers is about, once for all of them."""
    if all_kinds()[one.kind].about is ListSituation:
        await repos.named_exports.add_first(LIST)
    if one.kind == "application_waiting":
        asks = enrolment(one.pair.user_ids[1], Role.MENTOR, state=EnrolmentState.APPLIED)
        await repos.enrolments.save(asks)
    if all_kinds()[one.kind].about is MondaySituation:
        everybody = tuple(One(one.kind, number).who for number in range(MANY))
        await repos.programs.save(replace(PROGRAM, managers=everybody))


async def _said_at_the_end(repos: Repositories, one: One) -> None:
    if all_kinds()[one.kind].about is ThanksSituation:
        by = one.pair.user_ids[1]
        await repos.thanks.add_first(Thanks(WS, one.pair.id, by, number=1, line=1, said_on=TODAY))


async def _asked_for(repos: Repositories, one: One) -> None:
    """What a message of its kind answers."""
    if one.kind in HANDS and (one.number == 0 or one.kind != "hand_asked"):
        await repos.requests.save(Request(WS, "P1", one.who, Topic.TIMING, TODAY, taken_by=HANDS[one.kind]))
    if one.kind == "advice_seen":
        number = TODAY.toordinal()
        await repos.advice.save(Advice(WS, one.who, "P1", AdviceTopic.OTHER, TODAY, number, MIA, TODAY))


def _announcement(one: One) -> Announcement:
    return Announcement(
        WS,
        f"A{one.number}",
        program_id="P1",
        channel_id=f"C{one.number}",
        text="It is open.",
        tz="Europe/London",
        saved_at=MONDAY,
        post_at=MONDAY,
        confirmed=True,
        by=MIA,
    )


def _suggestion(one: One) -> Suggestion:
    return Suggestion(WS, "P1", one.who, one.pair.user_ids[1], position=0, reasons=(), shown_on=TODAY)


def _failing(one: One) -> RosterSource:
    return RosterSource(
        WS,
        one.who,
        RosterKind.FEED,
        link="https://rosters.example/one.ics",
        known_until=MONDAY,
        next_refresh_at=MONDAY,
        failures=99,
        outages=TODAY.toordinal(),
        changes=CHANGES,
        changed=TODAY.toordinal(),
        agreed=one.kind != "roster_to_agree",
    )


@pytest.fixture
async def house(db, content):
    async with house_of(db, content) as made:
        yield made


async def move_all_in(house: House, kind: str) -> None:
    ones = [One(kind, number) for number in range(MANY)]
    await move_in(house.db, *(noun for one in ones for noun in one.nouns()))
    async with house.db.transaction() as repos:
        for one in ones:
            await _beside(repos, one)
            if all_kinds()[kind].about is ThanksSituation:
                by = one.pair.user_ids[1]
                await repos.thanks.add_first(Thanks(WS, one.pair.id, by, number=1, line=1, said_on=TODAY))
    if all_kinds()[kind].about is AgainSituation:
        await _ask_before(house, ones)
    house.know(*(user_id for one in ones for user_id in one.pair.user_ids))
    channel = house.sandbox.add_channel("everybody", members=())
    rows = [one.planned() for one in ones]
    if all_kinds()[kind].audience is Audience.CHANNEL:
        rows = [replace(row, recipient=channel.id) for row in rows]
    await house.plan(*rows)


async def _ask_before(house: House, ones: list[One]) -> None:
    """The questions that were put off, whose numbers are the first there are."""
    await house.plan(*(question(recipient=one.who, subject=one.pair.id) for one in ones))
    async with house.db.transaction() as repos:
        for message in await repos.outbox.claim(MONDAY, MANY, LEASE):
            sent = MONDAY - 9 * DAY
            await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=sent)


async def close_all(house: House) -> None:
    """Everybody says that they met; the clicks are not counted."""
    async with house.db.transaction() as repos:
        await repos.cycles._run(update(cycle).values(outcome=Outcome.MET, iso_week="2026-W10"))


async def _numbers(house: House) -> dict[int, int]:
    """How many cycles there are of each number."""
    async with house.db.transaction() as repos:
        rows = await repos.cycles._all(select(cycle.c.number))
    return Counter(row.number for row in rows)


@pytest.mark.parametrize("key", all_kinds())
async def test_a_batch_and_its_cycles_are_read_once(house, content, key):
    kind = all_kinds()[key]
    await move_all_in(house, key)
    fits = always if key in TO_FEW else kind.fits
    sender = house.sender(**{key: replace(kind, still_true=lambda situation: True, fits=fits)})
    with counted(house.db) as delivery:
        assert await sender.deliver_due(lambda: MONDAY) == MANY
    await close_all(house)
    with counted(house.db) as turning:
        await keep_rhythm(house.db, content=content, now=MONDAY)
    has_cycles = kind.about not in PEOPLE and key not in NO_CYCLES
    assert await _numbers(house) == ({1: MANY, 2: MANY} if has_cycles else {})
    statements = len(delivery) + len(turning)
    assert statements <= MOST * MANY
    # Nobody else writes to SQLite meanwhile, so that nothing has to be locked there.
    locks = kind.budgeted and house.db._engine.dialect.name == POSTGRESQL
    own = 3 if locks else 2
    together = statements - MANY * (own + OF_ITS_OWN.get(key, 0))
    assert together <= TOGETHER, Counter(delivery + turning).most_common(5)
