"""A small hospital for the storage tests: one program, two people, one active pair with an open cycle."""

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.allowances import Counted
from bot.domain.availability import Shift, ShiftKind
from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.care.load import NoNewMentee
from bot.domain.delivery.outbox import Planned
from bot.domain.ending.thanks import Thanks
from bot.domain.ending.willing import Willing
from bot.domain.exports.named import ListKind, ListState, NamedExport
from bot.domain.feedback.items import AskedItem, For, Scale
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, WavePlace
from bot.domain.goals.goals import Goal, Goals, NextTalk
from bot.domain.joining.briefings import Briefing
from bot.domain.joining.enrolments import Enrolment, ExclusionKind, Nomination, Role
from bot.domain.managing.holds import Hold, Where
from bot.domain.managing.requests import Request, Topic
from bot.domain.managing.schedules import Every, Schedule
from bot.domain.managing.taken import Taken
from bot.domain.matching.choices import IfNoAnswer, MatchedBy, Said, Suggestion
from bot.domain.matching.proposals import LeftOver, Proposed
from bot.domain.measures.external import ExternalResult
from bot.domain.measures.targets import at_least
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.domain.people import Installation, Person, Preferences
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.programs import Plan, Program
from bot.domain.programs.states import ProgramState
from bot.domain.programs.versions import ProgramVersion
from bot.domain.recruiting.announcements import Announcement
from bot.domain.review.reviews import Decision, HeldReview, LengthIs, RhythmIs
from bot.domain.rosters import Assumed, CodeChange, Meaning, RosterKind, RosterSource, Work
from bot.domain.signing_in.sessions import Session, SignInLink
from bot.storage.database import Database
from bot.storage.repositories import Repositories

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
WEEK = "2026-W47"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEASE = timedelta(minutes=2)
WS = "T1"

INSTALLATION = Installation(WS, bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-very-secret")
ADA = Person(WS, "UADA", tz="Europe/London", profession="nurse", specialty="icu", left_at=NOW)
BEN = Person(WS, "UBEN")
PROGRAM = Program(
    id="P1",
    workspace_id=WS,
    template_id="nurse_leadership",
    name="Nurse leadership",
    state=ProgramState.RUNNING,
    starts_on=date(2026, 9, 7),
    ends_on=date(2027, 3, 1),
    every_weeks=4,
    minutes=45,
    channel_id="C1",
    managers=("UMIA", "UADA"),
    created_by="UMIA",
    signposts={"wellbeing": "Ext. 4141"},
    champion="UBEN",
    lead="ULEA",
    deputy="UBEN",
    plan=Plan(
        objectives=("Lead a shift",),
        targets={"pairs_active:3_months": at_least(70)},
        by_approval=True,
        matched_by=MatchedBy.CHOSEN,
        silence=IfNoAnswer.NEXT,
        weights={"goals": 60, "location": 40},
    ),
)
ENROLMENT = Enrolment(
    workspace_id=WS,
    program_id="P1",
    user_id="UADA",
    role=Role.MENTOR,
    capacity=2,
    topics_offered=("icu", "exams"),
    topics_wanted=(),
    charter_version="1",
    charter_accepted_at=NOW,
)
PAIR = Mentorship(
    id="M1",
    workspace_id=WS,
    program_id="P1",
    state=MentorshipState.ACTIVE,
    members=(Member("UADA", Role.MENTOR), Member("UBEN", Role.MENTEE)),
    score=87.5,
    reasons=("both know nights", "exams"),
    every_weeks=4,
    channel_id="G1",
    introduced_on=date(2026, 9, 14),
)
GOALS = Goals(
    WS,
    "M1",
    "UBEN",
    goals=(
        Goal("g1", importance=4, steps=(1, 3), text="Lead a handover", topic="leadership"),
        Goal("g2", importance=2, steps=(2,), topic="wellbeing", is_private=True),
    ),
    next_talk=NextTalk(cycle=1, goal_id="g1"),
)
CYCLE = Cycle("M1", 1, starts_on=date(2026, 10, 19))
NEXT = Cycle("M1", 2, starts_on=date(2026, 11, 16))
THANKS = Thanks(WS, "M1", "UADA", 1, 2, TODAY)
WILLING = Willing(WS, "P1", "UADA", TODAY)
NAMED_LIST = NamedExport(
    WS,
    "L1",
    "P1",
    ListKind.STATUS,
    "Planning of study days",
    asked_by="UMIA",
    asked_at=NOW,
    state=ListState.FETCHED,
    agreed_by="UADA",
    agreed_at=NOW + HOUR,
    fetched_at=NOW + 2 * HOUR,
    file_id="F1",
)
READER = RoleHeld(WS, OversightRole.READER, "UADA", "UMIA", TODAY, "P1")
STOPPED = (date(2026, 10, 20), date(2026, 10, 24))
NIGHT = Shift(start=NOW + 7 * HOUR, end=NOW + 19 * HOUR, kind=ShiftKind.NIGHT)
ANNOUNCEMENT = Announcement(
    WS,
    "A1",
    program_id="P1",
    channel_id="C1",
    text="Join us.",
    tz="Europe/London",
    saved_at=NOW,
    post_at=NOW + HOUR,
    confirmed=True,
    by="UMIA",
)
SUGGESTION = Suggestion(WS, "P1", "UADA", "UBEN", 1, ("You both know nights.",), TODAY, said=Said.ALSO)
PROPOSED = Proposed(WS, "P1", NOW, ("A mentor on nights.",), ("Location was let go of.",), NOW + HOUR, "UMIA")
LEFT_OVER = LeftOver(WS, "P1", "UADA", "No mentor has a free place.", "More mentors.")
SCHEDULE = Schedule(WS, "P1", "C1", Every.FOUR_WEEKS, TODAY, TODAY, set_by="UMIA")
HOLD = Hold(WS, "Q1", "P1", Where.SITE, "Main", TODAY, TODAY + timedelta(days=9))
TAKEN = Taken(WS, "M1", "UMIA", TODAY)
REQUEST = Request(WS, "P1", "UADA", Topic.REMATCH, TODAY)
ANSWER = LeadAnswer(WS, "ULEA", "P1", LeadSays.YES, TODAY)
SIGNED = SignOff(WS, "P1", 1, "a1b2c3d4", "ULEA", NOW)
FROM_HR = ExternalResult(WS, "P1", "retention_linked", 1, 90, 40, TODAY, 85, "UMIA", NOW)
ADVICE = Advice(WS, "UADA", "P1", AdviceTopic.CONFLICT, TODAY)
NO_NEW_MENTEE = NoNewMentee(WS, "UADA", TODAY + timedelta(weeks=8))
SLOTS = (Slot(NOW + 72 * HOUR), Slot(NOW + 96 * HOUR, 20))
MEETING = Meeting(
    WS,
    "M1",
    "meeting1",
    10_001,
    slots=SLOTS,
    offered=tuple(slot.start for slot in SLOTS),
    picks={"UADA": (SLOTS[0].start,)},
)
ROSTER = RosterSource(
    WS,
    "UADA",
    RosterKind.FEED,
    known_until=NOW + 72 * HOUR,
    next_refresh_at=NOW - HOUR,
    link="https://rosters.example/private-7f3a.ics",
    corrections="2026-11-23 off",
    known_from=NOW - HOUR,
    read_at=NOW,
    unknown=("ZZ",),
    unclear=1,
    undated=1,
    zones=("Ward Time",),
    failures=2,
    outages=1,
    codes=("N",),
    assumed={date(2026, 11, 24): Assumed.NEXT_DAY},
    changes=(
        CodeChange("N", None, Meaning(Work.NIGHT, (time(19), time(7, 30)))),
        CodeChange("AL", Meaning(Work.OFF), Meaning(Work.AWAY)),
    ),
    changed=1,
    agreed=True,
    before=(NIGHT,),
)
CODES = {"N": Meaning(Work.NIGHT, (time(19), time(7, 30))), "AL": Meaning(Work.AWAY)}
SAID = {"E": Meaning(Work.DAY, (time(7), time(15)))}
OF_WAVE = (WS, "P1", COHORT, WaveKind.BASELINE)
ITEM = AskedItem("b2", "I have someone.", Scale.AGREE5, ("No", "Yes"), For.BOTH, yes=(1,))
WAVE = Wave(*OF_WAVE, TODAY - 6 * DAY, TODAY + 30 * DAY, (ITEM,))
WAVE_PLACE = WavePlace(*OF_WAVE, "UADA", Role.MENTOR)
QUESTION = Planned(WS, "check_in", "M1", 1, "UADA", due_at=NOW, expires_at=NOW + 72 * HOUR)


REVIEW = HeldReview(
    WS,
    "P1",
    1,
    held_at=NOW,
    by="UMIA",
    length=LengthIs.RIGHT,
    rhythm=RhythmIs.TOO_SELDOM,
    decision=Decision.CHANGE,
    note="Nights.",
    as_of=date(2026, 11, 16),
    wave="mid:cohort",
    plan=PROGRAM.plan,
    starts_on=PROGRAM.starts_on,
    ends_on=PROGRAM.ends_on,
    every_weeks=4,
    minutes=45,
)


async def move_in(db: Database) -> None:
    """Put all of it into the database."""
    async with db.transaction() as repos:
        await repos.installations.save(INSTALLATION)
        await repos.people.save_many([ADA, BEN])
        await repos.shifts.replace(WS, "UADA", [NIGHT])
        await repos.rosters.save(ROSTER)
        for code, meaning in CODES.items():
            await repos.roster_codes.settle(WS, code, meaning)
        await repos.roster_codes.say(WS, "UADA", SAID)
        await repos.preferences.save(Preferences(WS, "UADA", languages=("en",), styles={"pace": "a"}))
        await repos.briefings.save(Briefing(WS, "UADA", "mentor", 4, finished_on=TODAY))
        await repos.exclusions.replace(WS, "UADA", ["UBEN"])
        await repos.exclusions.replace(WS, "UADA", ["UBEN"], kind=ExclusionKind.CLEARED)
        await repos.programs.add(PROGRAM)
        await repos.external_results.add(FROM_HR)
        await repos.program_versions.add(ProgramVersion(WS, "P1", 1, NOW, "UMIA", {"Rhythm": "2 to 4"}))
        await repos.hospital_versions.add(
            HospitalVersion(WS, 1, NOW, "UMIA", {"wellbeing": ""}, {"wellbeing": "1"})
        )
        await repos.allowances.use(WS, "UADA", Counted.SUGGESTION, count=3, now=NOW)
        await repos.reviews.add_first(REVIEW)
        await repos.nominations.add_first(Nomination(WS, "P1", "UZOE"))
        await repos.enrolments.save(ENROLMENT)
        await repos.suggestions.add_many([SUGGESTION])
        await repos.proposals.save(PROPOSED)
        await repos.proposals.replace_left_over(WS, "P1", [LEFT_OVER])
        await repos.requests.save(REQUEST)
        await repos.leads.save_answer(ANSWER)
        await repos.leads.sign(SIGNED)
        await repos.advice.save(ADVICE)
        await repos.loads.save(NO_NEW_MENTEE)
        await repos.holds.add(HOLD)
        await repos.schedules.save(SCHEDULE)
        await repos.holds.hold_kind(WS, "P1", "check_in")
        await repos.mentorships.add_many([PAIR])
        await repos.cycles.open(WS, CYCLE)
        await repos.stopped_days.replace(WS, {"M1": [STOPPED]})
        await repos.support_taken.take(TAKEN, managers=[], since=TODAY)
        await repos.goals.save(GOALS)
        await repos.thanks.add_first(THANKS)
        await repos.willing.add_first(WILLING)
        await repos.named_exports.add_first(NAMED_LIST)
        await repos.roles.add_first(READER)
        await sign_in(repos, WS)
        await repos.meetings.save(MEETING)
        await repos.outbox.plan([QUESTION])
        await repos.wave_answers.add_key(WS, "P1", intake=COHORT, dies_on=TODAY + 400 * DAY)
        await repos.waves.add_first(WAVE)
        await repos.waves.add_places([WAVE_PLACE])
        seal = await repos.wave_answers.find_seal(WS, "P1", intake=COHORT)
        assert seal
        await repos.wave_answers.add_empty(WAVE, ["UADA"], seal=seal)
        await repos.access_log.add(WS, user_id="UMIA", what="quiet list", program_id="P1", at=NOW)


async def sign_in(repos: Repositories, workspace_id: str) -> None:
    """Ask for a link to the dashboard, and be in it by another."""
    await repos.dashboard_sessions.add_link(SignInLink("of a link", workspace_id, "UMIA", NOW))
    await repos.dashboard_sessions.add(Session("of a session", workspace_id, "UMIA", NOW, NOW))
