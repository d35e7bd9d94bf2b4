"""Somebody who is in everything there is, and a look through every table for what still names them."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlmodel import SQLModel

from bot.domain.availability import Shift, ShiftKind
from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.care.load import NoNewMentee
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.directory import DirectoryEntry, KnownBy, email_key
from bot.domain.ending.thanks import Thanks
from bot.domain.ending.willing import Willing
from bot.domain.exports.named import ListKind, ListState, NamedExport
from bot.domain.feedback.items import AskedItem, For, Scale
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace
from bot.domain.goals.goals import Goal, Goals
from bot.domain.joining.briefings import Briefing
from bot.domain.joining.enrolments import ExclusionKind, Nomination, Role
from bot.domain.managing.requests import Request, Topic
from bot.domain.managing.schedules import Every, Schedule
from bot.domain.managing.taken import Taken
from bot.domain.matching.choices import Said, Suggestion
from bot.domain.matching.proposals import LeftOver, Proposed
from bot.domain.measures.external import ExternalResult
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, iso_week
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.people import Preferences
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.versions import ProgramVersion
from bot.domain.recruiting.announcements import Announcement
from bot.domain.rosters import Meaning, RosterKind, RosterSource, Work
from bot.domain.signing_in.sessions import Session, SignInLink
from bot.domain.staff_numbers import Claim
from bot.storage.database import Database
from bot.storage.journey.rows import given_prompt
from bot.storage.privacy.personal_data import plain
from bot.storage.repositories import Repositories
from tests.people import (
    CYCLE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    move_in,
    question,
)
from tests.situations.reviews import review

OMARS_NUMBER = "4712"
NUMBER, ADDRESS = "N-4711", email_key("nia@hospital.example")
LINK = "https://rosters.example/private-7f3a.ics"
GOAL = "Lead a handover on a busy night"
ROSTER = RosterSource(WS, NIA, RosterKind.FEED, MONDAY + timedelta(days=9), MONDAY, link=LINK)
ENDED = replace(PAIR, id="M2", state=MentorshipState.ENDED, ended_on=TODAY, channel_id="G2")
PROPOSED = replace(
    PAIR,
    id="M3",
    state=MentorshipState.PROPOSED,
    members=(Member(EVE, Role.MENTEE), Member(NIA, Role.MENTOR)),
    channel_id=None,
)
APPROVED = replace(PROPOSED, id="M4", state=MentorshipState.APPROVED)
OTHERS = replace(
    PAIR, id="M5", channel_id="G5", members=(Member(EVE, Role.MENTEE), Member(OMAR, Role.MENTOR))
)


async def move_in_everywhere(db: Database) -> None:
    """Nia has a place, matches, messages, a roster, secrets, and roles of every kind."""
    await move_in(
        db,
        enrolment(NIA, Role.BOTH),
        enrolment(OMAR, Role.MENTOR),
        enrolment(EVE),
        *(PAIR, ENDED, PROPOSED, APPROVED, OTHERS),
        CYCLE,
        Cycle("M2", 1, starts_on=TODAY),
        question("introduction", "M1"),
        question("check_in", NIA),
        question("check_in", OMAR),
    )
    async with db.transaction() as repos:
        await _send_all(repos)
        await _answer_with_private_words(repos)
        await _hold_every_role(repos)
        await _tick_times(repos)
        await _have_a_say(repos)
        await _be_in_the_directory(repos)
        await _say_goodbye(repos)
        await repos.outbox.plan([question("check_in", who, cycle=2) for who in (NIA, OMAR)])


async def _send_all(repos: Repositories) -> None:
    for message in await repos.outbox.claim(MONDAY, 100, timedelta(minutes=2)):
        where = {"channel_id": "G1" if message.kind == "introduction" else f"D{message.recipient}"}
        await repos.outbox.finish(
            message, DeliveryState.SENT, outcome="sent", now=MONDAY, message_ts="1.2", **where
        )


async def _answer_with_private_words(repos: Repositories) -> None:
    await repos.preferences.save(Preferences(WS, NIA, languages=("english",), styles={"meet": "a"}))
    await repos.briefings.save(Briefing(WS, NIA, "mentor", pages_read=2))
    await repos.goals.save(Goals(WS, "M1", NIA, goals=(Goal("g1", 4, (1, 2), text=GOAL),)))
    await repos.goals.save(Goals(WS, "M5", EVE, goals=(Goal("g1", 3, (1,), text="Eve's own"),)))
    await repos.prompts.stop(WS, NIA)
    await repos.prompts._run(insert(given_prompt).values(workspace_id=WS, user_id=NIA, number=7))
    night = Shift(start=MONDAY, end=MONDAY + timedelta(hours=12), kind=ShiftKind.NIGHT)
    await repos.shifts.replace(WS, NIA, [night])
    await repos.rosters.save(ROSTER)
    await repos.roster_codes.settle(WS, "LD", Meaning(Work.DAY))
    await repos.roster_codes.say(WS, NIA, {"E": Meaning(Work.DAY)})
    await repos.exclusions.replace(WS, NIA, [EVE], kind=ExclusionKind.PRIVATE)
    await repos.exclusions.replace(WS, OMAR, [NIA], kind=ExclusionKind.PRIVATE)
    await repos.cycles.answer(
        WS, mentorship_id="M1", number=1, user_id=NIA, outcome=Outcome.MET, iso_week=iso_week(TODAY)
    )


async def _hold_every_role(repos: Repositories) -> None:
    await repos.dashboard_sessions.add_link(SignInLink("of a link", WS, NIA, MONDAY))
    await repos.dashboard_sessions.add(Session("of a session", WS, NIA, MONDAY, MONDAY))
    await repos.programs.save(replace(PROGRAM, managers=(MIA, NIA), created_by=NIA, champion=NIA, lead=NIA))
    await repos.leads.save_answer(LeadAnswer(WS, NIA, "P1", LeadSays.YES, TODAY))
    await repos.reviews.add_first(review(PROGRAM, 1, by=NIA))
    await repos.leads.sign(SignOff(WS, "P1", 1, "a1b2c3d4", NIA, MONDAY))
    await repos.external_results.add(
        ExternalResult(WS, "P1", "retention_linked", 1, 90, 40, TODAY, 85, NIA, MONDAY)
    )
    await repos.advice.save(Advice(WS, NIA, "P1", AdviceTopic.CONFLICT, TODAY))
    await repos.roles.add_first(RoleHeld(WS, OversightRole.READER, NIA, MIA, TODAY, "P1"))
    await repos.roles.add_first(RoleHeld(WS, OversightRole.OWNER, OMAR, NIA, TODAY))
    await repos.advice.save(Advice(WS, OMAR, "P1", AdviceTopic.OTHER, TODAY, seen_by=NIA, seen_on=TODAY))
    await repos.loads.save(NoNewMentee(WS, NIA))
    await repos.nominations.save(Nomination(WS, "P1", NIA))
    await repos.program_versions.add(ProgramVersion(WS, "P1", 2, MONDAY, NIA, {"minutes": "30 to 45"}))
    await repos.hospital_versions.add(HospitalVersion(WS, 1, MONDAY, NIA, {"sites": "Main"}, {"sites": ""}))
    await repos.announcements.add(Announcement(WS, "A1", "P1", "C1", "Join us.", "UTC", MONDAY, by=NIA))
    await repos.schedules.save(Schedule(WS, "P1", "C1", Every.MONTH, TODAY, TODAY, set_by=NIA))
    await repos.access_log.add(WS, user_id=NIA, what="list of people", program_id="P1", at=MONDAY)
    await repos.access_log.add(WS, user_id=MIA, what="manager", program_id="P1", at=MONDAY, about=NIA)
    asked = NamedExport(WS, "L1", "P1", ListKind.STATUS, "Study days", asked_by=NIA, asked_at=MONDAY)
    await repos.named_exports.add_first(asked)
    agreed = replace(asked, id="L2", asked_by=MIA, agreed_by=NIA, agreed_at=MONDAY, state=ListState.AGREED)
    await repos.named_exports.add_first(agreed)


async def _tick_times(repos: Repositories) -> None:
    slot = Slot(MONDAY + timedelta(days=3))
    picks = {who: (slot.start,) for who in (NIA, OMAR)}
    await repos.meetings.save(Meeting(WS, "M1", "meeting1", 1, slots=(slot,), picks=picks))


async def _have_a_say(repos: Repositories) -> None:
    """Nia said what she thinks of Omar, and Eve of Nia."""
    await repos.suggestions.add_many(
        [
            Suggestion(WS, "P1", NIA, OMAR, 0, (), TODAY, said=Said.NO),
            Suggestion(WS, "P1", EVE, NIA, 0, (), TODAY, said=Said.NO),
        ]
    )
    await _be_asked(repos)
    await repos.requests.save(Request(WS, "P1", NIA, Topic.REMATCH, TODAY))
    await repos.support_taken.take(Taken(WS, "M1", NIA, TODAY), managers=[NIA], since=TODAY)
    await repos.proposals.save(Proposed(WS, "P1", MONDAY, publish_at=MONDAY, publish_by=NIA))
    await repos.proposals.replace_left_over(WS, "P1", [LeftOver(WS, "P1", NIA, "None is free.", "Mentors.")])


async def _say_goodbye(repos: Repositories) -> None:
    for number, who in enumerate((NIA, OMAR), start=1):
        await repos.thanks.add_first(Thanks(WS, "M1", who, number, line=1, said_on=TODAY))
        await repos.willing.add_first(Willing(WS, "P1", who, TODAY))


async def _be_asked(repos: Repositories) -> None:
    """In a wave, of whose questions she has answered one."""
    item = AskedItem("b2", "I have someone.", Scale.AGREE5, ("No", "Yes"), For.BOTH)
    key = (WS, "P1", COHORT, WaveKind.BASELINE)
    wave = Wave(*key, TODAY, TODAY + timedelta(days=40), (item,))
    await repos.wave_answers.add_key(WS, "P1", intake=COHORT, dies_on=TODAY + timedelta(days=400))
    await repos.waves.add_first(wave)
    await repos.waves.add_places([WavePlace(*key, NIA, Role.BOTH)])
    seal = await repos.wave_answers.find_seal(WS, "P1", intake=COHORT)
    asked = await repos.wave_answers.find_asked(WS, "P1", intake=COHORT, kind=WaveKind.BASELINE, user_id=NIA)
    assert seal
    assert asked
    await repos.wave_answers.add_empty(wave, [NIA], seal=seal)
    await repos.wave_answers.write(asked, {"b2": 1})


async def _be_in_the_directory(repos: Repositories) -> None:
    nia = DirectoryEntry(WS, NUMBER, user_id=NIA, known_by=KnownBy.EMAIL, email_key=ADDRESS, site="Main")
    omar = DirectoryEntry(WS, OMARS_NUMBER, user_id=OMAR, manager_id=NUMBER)
    await repos.directory_imports.save_changed([(nia, 1), (omar, 2)], number=1)
    await repos.staff_claims.save(Claim(WS, NIA, NUMBER, MONDAY))


async def rows_naming(db: Database, *signs: str) -> dict[str, list[dict[str, Any]]]:
    """By table: every row with one of these anywhere in it, in text as in JSON."""
    found = {}
    async with db._engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            rows = [_as_json(table, row) for row in (await connection.execute(select(table))).all()]
            if named := [row for row in rows if any(sign in json.dumps(row) for sign in signs)]:
                found[table.name] = named
    return found


def _as_json(table: Table, row: Any) -> dict[str, Any]:
    return {
        name: value.hex() if isinstance(value, bytes) else plain(value)
        for name, value in row._mapping.items()
    }
