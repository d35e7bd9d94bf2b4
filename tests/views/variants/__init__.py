"""Every view in every variant, by name: what the golden files and the linter look at."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.content import load_content
from bot.domain.availability import Availability
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.figures import named, taking_part
from bot.domain.disclosure.kinds import INTRODUCED, JOINED
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.joining.joining import IN_CIRCLES, IN_PAIRS, JoinAnswers
from bot.domain.managing.requests import Topic
from bot.domain.matching.proposals import LeftOver
from bot.domain.matching.reviewing import Shown
from bot.domain.measures.targets import Comparison, Target, between, under
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState, Outcome
from bot.domain.mentorships.status import Status
from bot.domain.pausing import Until
from bot.domain.people import Preferences
from bot.domain.privacy.visible_to_managers import Place, Show, VisibleMatch, VisiblePerson, VisiblePost
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.programs import Intake, Plan, Program
from bot.domain.programs.states import ProgramState
from bot.domain.programs.versions import ProgramVersion
from bot.domain.recruiting.announcements import Announcement, Readers
from bot.domain.recruiting.cover import Dimension
from bot.domain.recruiting.cover_cells import FrozenGap, FrozenLine
from bot.domain.timing_picture import draw_week
from bot.facts.summaries import summary_of
from bot.usecases.programs.forms import template_plan
from bot.views import notices
from bot.views.availability import pausing
from bot.views.home import commands, elsewhere, home, mine
from bot.views.joining import briefing, charter, joined, leaving, telling_more
from bot.views.joining import first_page as join
from bot.views.joining import needs as join_needs
from bot.views.journey import guides
from bot.views.managing import needing_support, people_list, summary
from bot.views.matching import proposals as matching
from bot.views.matching.review import MatchesApproved, Review
from bot.views.meetings import check_in, turnout
from bot.views.mentorships import introduction
from bot.views.mentorships import kept_apart as rechecking
from bot.views.mentorships import silence as quiet
from bot.views.message import Message
from bot.views.oversight.home import CanRead
from bot.views.privacy import privacy
from bot.views.programs import files as program_files
from bot.views.programs import form as program_form
from bot.views.programs import hospital
from bot.views.programs import page as program_page
from bot.views.programs import planning as programs
from bot.views.programs.managed import NEEDING_SUPPORT_SHOWN, ManagedProgram
from bot.views.recruiting import announcement, announcing, applications, cover, inviting
from bot.views.recruiting import nominating as nomination
from bot.views.refs import PersonRef, ReviewRef
from bot.views.signing_in.opening import open_dashboard
from tests.figures import AS_OF, NOT_YET, board_of, count_of, program_figures
from tests.views.listed_commands import MENTOR, MENTORING
from tests.views.variants import totals, undelivered
from tests.views.variants.care import variants_of_care
from tests.views.variants.ending import variants_of_the_end, would_mentor
from tests.views.variants.exports import variants_of_exports
from tests.views.variants.findings import variants_of_findings
from tests.views.variants.goals import variants_of_goals
from tests.views.variants.helping import variants_of_helping
from tests.views.variants.holds import variants_of_holds
from tests.views.variants.home_pages import variants_of_home
from tests.views.variants.journey import journey_variants
from tests.views.variants.match_pages import variants_of_matching
from tests.views.variants.measures import variants_of_measures
from tests.views.variants.monday import variants_of_mondays
from tests.views.variants.not_now import not_now_variants
from tests.views.variants.oversight import can_read, variants_of_oversight, who_reads
from tests.views.variants.review import variants_of_review
from tests.views.variants.rosters import roster_variants
from tests.views.variants.times import time_variants
from tests.views.variants.waves import wave_variants
from tests.views.variants.ways_out import ways_out

CONTENT = load_content()
SAID_BY_MENTORS = CONTENT.programs["nurse_leadership"].confirmed.by(Role.MENTOR)
SIGNPOSTS = {key: f"extension 4{place:03}" for place, key in enumerate(CONTENT.signposts)}
PROGRAM = Program(
    id="prg1",
    workspace_id="T1",
    template_id="nurse_leadership",
    name="Nurse Leadership <2026>",
    state=ProgramState.RUNNING,
    starts_on=date(2026, 1, 12),
    ends_on=date(2026, 7, 13),
    every_weeks=3,
    minutes=45,
    channel_id="C1",
    managers=("UMANAGER",),
    created_by="UMANAGER",
)
OTHER = replace(PROGRAM, id="prg2", name="Peer circles")
PAIR = Mentorship(
    id="men1",
    workspace_id="T1",
    program_id="prg1",
    state=MentorshipState.ACTIVE,
    members=(Member("UMENTEE", Role.MENTEE), Member("UMENTOR", Role.MENTOR)),
    score=81.4,
    reasons=("You both chose *leading others*.", "Your free times overlap most weeks."),
    every_weeks=3,
    channel_id="G1",
    introduced_on=date(2026, 1, 13),
)
ANSWERS = JoinAnswers(
    program_id="prg1",
    role="both",
    profession="nurse",
    specialty="intensive_care",
    department="critical_care",
    site="Harbour Road",
    career_stage="established",
    topics_wanted=("leadership", "conflict"),
    topics_offered=("wellbeing",),
    capacity=2,
    heading_for=("lead_shift",),
    been_there=("education", "digital"),
    interests=("ethics",),
    languages=("english", "welsh"),
    meets="remote",
    patient_setting="emergency",
    styles={"directness": "a", "contact": "b"},
    preset_id="nights_12",
    quiet_from="21:30",
    quiet_until="07:00",
    excluded=("UBOSS", "UDIRECTOR"),
    apart=("UOTHER",),
    suggested=("UDIRECTOR",),
)


NO_LIKES = Preferences("T1", "UMENTEE")
LIKES = replace(
    NO_LIKES,
    heading_for=("lead_shift",),
    interests=("ethics",),
    languages=("english", "welsh"),
    meets="remote",
    patient_setting="emergency",
    styles={"directness": "a", "contact": "b"},
)


def many_pairs(count):
    return [
        Mentorship(
            id=f"men{n}",
            workspace_id="T1",
            program_id="prg1",
            state=MentorshipState.PROPOSED,
            members=(Member(f"UMENTEE{n}", Role.MENTEE), Member(f"UMENTOR{n}", Role.MENTOR)),
            score=50 + n % 40,
            reasons=PAIR.reasons,
            every_weeks=3,
        )
        for n in range(count)
    ]


PEERS = tuple(Member(f"UPEER{n}", Role.PEER) for n in range(5))
CIRCLE = replace(
    PAIR,
    members=(*PEERS, Member("UHOST", Role.HOST)),
    reasons=("All of you chose *coping with nights*.", "You are at the same stage of your careers."),
)
TRIO = replace(PAIR, members=tuple(Member(f"UBOTH{n}", Role.BOTH) for n in range(3)))
OTHER_TWO = replace(PAIR, id="men2", score=70, members=TRIO.members[:2])


def review_of(*proposed, waiting, **more):
    return Review(PROGRAM, proposed=proposed, left_over=(), would_help=(), is_waiting=waiting, **more)


def introduced(mentorship, template):
    return introduction.introduction(
        mentorship,
        program=replace(PROGRAM, template_id=template),
        guide=CONTENT.guides["first_meeting"],
        no_phi=CONTENT.lines.no_phi,
    )


def review(pairs, *, left_over=0):
    return Review(
        program=PROGRAM,
        proposed=many_pairs(pairs),
        left_over=[
            LeftOver(
                "T1",
                "prg1",
                f"ULEFT{n}",
                "No mentor with a free place shares enough free time with them.",
                "One more mentor with a free place whose free times are like theirs.",
            )
            for n in range(left_over)
        ],
        would_help=("A mentor in critical care with a free place.",) if left_over else (),
        is_waiting=bool(pairs + left_over),
        posts={"UMENTEE1": "Nurse · Early career · Critical care · Main", "ULEFT0": "Midwife · Main"},
    )


def looked_at(review, *, page=0, shown=Shown.TO_LOOK_AT, dropped=()):
    return matching.match_review(review, ReviewRef("prg1", page, shown=shown), dropped=dropped)


def join_form(answers=ANSWERS, *, roles=IN_PAIRS, template="nurse_leadership", most=2, **more):
    program = replace(PROGRAM, template_id=template)
    shown: dict = {
        "programs": [program],
        "sites": ["Harbour Road", "Northfield"],
        "is_edit": False,
        "has_accepted": False,
        "context": "{}",
    }
    return join.JoinForm(program=program, roles=roles, answers=answers, most_mentees=most, **shown | more)


def said_as(role):
    return JoinAnswers(program_id="prg1", role=role)


def circle_form(role=None, roles=IN_CIRCLES):
    return join_form(said_as(role), roles=roles, template="peer_circle", sites=[])


def needs(form):
    return join_needs.needs_page(form, content=CONTENT, picture=PICTURE, when=WHEN)


def join_variants():
    """Each page for each role it differs for."""
    edit = join_form(is_edit=True, has_accepted=True, most=3)
    found = {
        "join_about_new": join.about_page(join_form(said_as(None)), content=CONTENT),
        "join_about_edit": join.about_page(edit, content=CONTENT),
        "join_about_circle": join.about_page(circle_form(), content=CONTENT),
        "join_about_recruiting": join.about_page(
            join_form(said_as(None), roles=(Role.MENTOR, Role.BOTH)), content=CONTENT
        ),
        "join_about_recruiting_circle": join.about_page(circle_form(roles=(Role.HOST,)), content=CONTENT),
        "join_about_signed_up": join.about_page(
            join_form(said_as("mentee"), roles=(Role.MENTEE,), is_edit=True), content=CONTENT
        ),
        "join_about_directory": join.about_page(join_form(said_as(None), can_link=True), content=CONTENT),
        "join_about_asked": join.about_page(join_form(can_link=True, asked=True), content=CONTENT),
        "join_needs_edit": needs(edit),
        "tell_more_said": telling_more.telling_more(LIKES, [Role.MENTEE, Role.PEER], content=CONTENT),
        "tell_more_mentor": telling_more.telling_more(NO_LIKES, [Role.MENTOR], content=CONTENT),
        "tell_more_done": telling_more.told_more(),
        "charter_whole": joined.whole_charter(CONTENT),
        "join_charter": joined.charter_page(join_form(), content=CONTENT),
        "join_charter_and_said_of_oneself": joined.charter_page(
            join_form(said_as("mentor"), confirmed=SAID_BY_MENTORS), content=CONTENT
        ),
        "join_said_of_oneself": joined.charter_page(
            join_form(said_as("mentor"), confirmed=SAID_BY_MENTORS, has_accepted=True), content=CONTENT
        ),
        "join_applied": joined.applied(PROGRAM, role=Role.MENTEE, when=WHEN),
        "join_saved": joined.answers_saved(when=WHEN),
        "join_saved_other_role": joined.answers_saved(when=WHEN, has_kept=True),
        "join_none_open": join.no_program_open(),
        "join_invitation": join.invitation([PROGRAM]),
        "join_invitation_mentors_first": join.invitation(
            [replace(PROGRAM, state=ProgramState.RECRUITING), NEW_DRAFT]
        ),
        "join_invitation_none": join.invitation([]),
    }
    for role in IN_PAIRS:
        form = join_form(said_as(role))
        found[f"join_needs_{role}"] = needs(form)
    for role in IN_CIRCLES:
        found[f"join_needs_{role}"] = needs(circle_form(role))
    for role in Role:
        found[f"join_joined_{role}"] = joined.joined(
            PROGRAM, role=role, when=WHEN, today=date(2025, 12, 1), is_briefed=not role.comes_first
        )
    found["join_joined_late"] = joined.joined(PROGRAM, role=Role.BOTH, when=WHEN, today=date(2026, 2, 1))
    return found


def asking(count):
    asked = [(f"UASKED{n}", list(Role)[n % 3]) for n in range(count)]
    return applications.Applications(PROGRAM, asked)


def application_variants():
    """What managers see of those who ask, and what these hear."""
    found: dict = {
        f"applications_{count}": applications.applications_page(asking(count)) for count in (0, 1, 3, 31)
    }
    for state in (EnrolmentState.ACTIVE, EnrolmentState.DECLINED):
        found[f"application_answer_{state}"] = applications.application_answer(
            PROGRAM, state=state, lines=CONTENT.lines
        )
    return found | {
        "program_page_asked": program_page.program_page(PROGRAM, is_asked=True, is_thanking=True),
        "home_manager_asked": home_page(managed=[replace(managed(), asked=True)], may_create=True),
        "home_asked_in": home_page(waiting_in=[PROGRAM], asked_in=["prg1"], when=WHEN),
        "home_asked_in_another": home_page(
            waiting_in=[PROGRAM, replace(PROGRAM, id="prg2", name="Second")], asked_in=["prg2"], when=WHEN
        ),
        "home_in_a_circle": home_page(mine=[replace(my_mentorship(asked=True), mentorship=CIRCLE)]),
        "home_asked_beside_a_match": home_page(
            mine=[my_mentorship()], waiting_in=[replace(PROGRAM, id="prg2")], asked_in=["prg2"]
        ),
    }


def my_mentorship(state=MentorshipState.ACTIVE, **about):
    pair = Mentorship(
        **{field: getattr(PAIR, field) for field in PAIR.__slots__}
        | {"state": state, "paused_until": date(2026, 4, 1) if state is MentorshipState.PAUSED else None}
    )
    shown: dict = {"status": Status.ON_TRACK, "cycle": 2, "asked": False} | about
    return mine.MyMentorship(mentorship=pair, program_name=PROGRAM.name, **shown)


def managed(state=ProgramState.RUNNING, *, needing=0, left=0, **more):
    program = Program(**{field: getattr(PROGRAM, field) for field in PROGRAM.__slots__} | {"state": state})
    return ManagedProgram(
        program,
        more.pop("figures", program_figures()),
        needing=(),
        needing_support=needing_support.NeedingSupport(many_pairs(needing)[:NEEDING_SUPPORT_SHOWN]),
        left_to_fill=left,
        more_need_support=needing > NEEDING_SUPPORT_SHOWN,
        on_their_way=True,
        is_waiting=True,
        **more,
    )


def needing_support_page(count, *, page=0):
    at = needing_support.PAGE_SIZE
    pairs = many_pairs(count)[page * at : (page + 1) * at]
    status, day = Status.MAY_NEED_SUPPORT, date(2026, 3, 2)
    seen = {one.id: VisibleMatch(one.user_ids, status, True, day, "UMONA") for one in pairs[-1:]}
    reader = pairs[1].user_ids[0] if count > 1 else "UMANAGER"
    return needing_support.NeedingSupportPage(PROGRAM, pairs, count, page, -(-count // at), reader, seen)


def invitable(user_ids):
    found = inviting.Invitable(PROGRAM, user_ids)
    return inviting.invitable_page(found, at_most=50, context="{}")


def home_page(**about):
    page = home.HomePage(user_id="UMENTEE", **about)
    return home.home_tab(page, signposts=CONTENT.signposts, lines=CONTENT.lines)


def a_summary(*, enrolled=44, pairs=22, on_track=17, weekly=(9, 12, 3, 0, 14, 8, 7, 11, 6, 5, 10, 12)):
    mondays = [AS_OF - timedelta(weeks=12 - n) for n in range(12)]
    met = {monday: (count, pairs) for monday, count in zip(mondays, weekly, strict=True)}
    board = board_of({JOINED: enrolled, INTRODUCED: pairs}, met=met, tracked=(on_track, pairs))
    return summary_of(PROGRAM, board, today=AS_OF)


TODAY = date(2026, 3, 2)


def to_pause(**about):
    days = {
        Until.TOMORROW: date(2026, 3, 3),
        Until.THREE_DAYS: date(2026, 3, 5),
        Until.AFTER_NIGHTS: date(2026, 3, 7),
        Until.NEXT_MONTH: date(2026, 4, 2),
        Until.I_SAY: date(2027, 3, 2),
    }
    places = [pausing.Place(PROGRAM), pausing.Place(PROGRAM, is_asked_for=True)]
    choices = CONTENT.snooze_choices
    return pausing.Pausing(today=TODAY, days=days, choices=choices, places=places, mentorships=1, **about)


NEW_DRAFT = Program(
    **{field: getattr(PROGRAM, field) for field in PROGRAM.__slots__}
    | {"state": ProgramState.DRAFT, "channel_id": "", "name": "Nurse Leadership Mentoring"}
)
PLAN = replace(template_plan("nurse_leadership", CONTENT), objectives=("More nurses ready to lead <here>",))
NOTED = {
    "sessions_completed": Target(Comparison.REPORT, note="5 on average"),
    "mentor_use": between(50, 90),
    "of_old": under(10),
}
PLANNED = replace(NEW_DRAFT, channel_id="C1", plan=replace(PLAN, expected_mentees=40))
MADE = ProgramVersion(
    "T1", "prg1", 1, datetime(2026, 1, 5, tzinfo=UTC), "", {"origin": "Brought in from a file"}
)
CHANGED = ProgramVersion(
    "T1",
    "prg1",
    2,
    datetime(2026, 2, 5, tzinfo=UTC),
    "UMANAGER",
    {"name": "Name: Leading → Leading <nights>", "managers": "Managers changed"},
)


ELSE = [
    HospitalVersion(
        "T1",
        2,
        datetime(2026, 2, 6, tzinfo=UTC),
        "UADMIN",
        {"crisis_line": "Ext. 1", "sites": "Harbour Road"},
        {"crisis_line": "Ext. <2>", "sites": "Harbour Road, North"},
    ),
    HospitalVersion(
        "T1", 1, datetime(2026, 1, 5, tzinfo=UTC), "", {"crisis_line": ""}, {"crisis_line": "Ext. 1"}
    ),
]


def plan_form(template_id="nurse_leadership", *, meanwhile=None, **about):
    template = CONTENT.programs[template_id]
    usual = {"template_id": template_id, "plan": template_plan(template_id, CONTENT), "name": template.name}
    return program_form.PlanForm(
        program=replace(NEW_DRAFT, **usual | about),
        sites=["Harbour Road"],
        length_weeks=template.length_weeks,
        budget=70,
        context=f"{template_id}:prg1:1",
        meanwhile=meanwhile,
    )


PICTURE = draw_week(
    Availability("Europe/London", CONTENT.presets["nights_12"]),
    now=datetime(2026, 1, 5, 12, tzinfo=UTC),
    rules=CONTENT.quiet_rules,
)
WHEN = (
    "You'll hear from Lamplight on days off, 10:00-18:00, and between nights, 16:30-17:30. Never on shift or "
    "while you sleep."
)
CARD = CONTENT.cards["suicide"]
SEEN = [
    VisiblePerson(
        "UMENTEE",
        Role.MENTEE,
        Place.ACTIVE,
        (VisibleMatch(("UMENTOR",), Status.ON_TRACK, True),),
        post=VisiblePost("nurse", "early_career", "critical_care", "St <Mary>"),
    ),
    VisiblePerson(
        "UMENTOR",
        Role.MENTOR,
        Place.PAUSED,
        (VisibleMatch((), Status.ENDED, False), VisibleMatch(("UMENTEE",), Status.MAY_NEED_SUPPORT, True)),
        hands=((Topic.TIMING, date(2026, 3, 2), None), (Topic.ACCESS, date(2026, 3, 3), "UMONA")),
    ),
    VisiblePerson("UWAITS", Role.BOTH, Place.APPLIED),
]
LOOKS = [
    privacy.Look(date(2026, 3, 3), "UMANAGER", "list of people", PROGRAM.name),
    privacy.Look(date(2026, 3, 2), "", "mentorships that may need support", PROGRAM.name),
]


def people(seen, *, show=Show.ALL):
    counts = {one: sum(person.is_shown_in(one) for person in seen) for one in Show}
    return people_list.PeopleList(PROGRAM, show, seen, counts)


def listed(found, *, page=0):
    return people_list.people_list(found, lists=CONTENT.people, page=page)


POST = Announcement(
    "T1",
    "ann1",
    program_id="prg1",
    channel_id="C1",
    text="*Nurse Leadership <2026> is open.* To join, tap *Join* below.",
    tz="Europe/London",
    saved_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
)
LATER_POST = replace(
    POST,
    post_at=datetime(2026, 1, 8, 10, tzinfo=UTC),
    repeat_at=datetime(2026, 1, 15, 10, tzinfo=UTC),
    confirmed=True,
)


def announcement_words(readers, *, wishes=""):
    said = CONTENT.announcements.mentors if readers is Readers.MENTORS else CONTENT.announcements.everyone
    template = CONTENT.programs[PROGRAM.template_id]
    return announcement.filled_in(
        said, program=PROGRAM, template=template, today=date(2026, 1, 5), wishes=wishes
    )


def announcing_form(readers, *, planned=()):
    texts = {
        one: announcement_words(one, wishes="We'd most like to hear from people who work nights.")
        for one in Readers
    }
    return announcing.announcement_form(announcing.AnnouncementForm(PROGRAM, readers, texts, planned))


def a_cover(*, as_of=TODAY, gaps=2, specialties=3, **about):
    gap = [
        FrozenGap({Dimension.SHIFT: "nights", Dimension.SPECIALTY: "intensive_care"}, count_of(13)),
        FrozenGap({Dimension.STAGE: "senior"}, count_of(6)),
    ]
    keys = list(CONTENT.people.specialties)[:specialties]
    lines = {
        Dimension.SPECIALTY: [FrozenLine(key, count_of(14), count_of(6)) for key in keys],
        Dimension.STAGE: [FrozenLine("newly_qualified", None, count_of(30))],
        Dimension.SHIFT: [FrozenLine("nights", None, count_of(20)), FrozenLine("office", count_of(12), None)],
    }
    usual: dict = {
        "program": PLANNED,
        "is_circle": False,
        "places": count_of(12),
        "waiting": count_of(8),
        "mentees": count_of(19),
        "unbriefed": count_of(4),
        "lines": lines,
    }
    return cover.CoverPage(as_of=as_of, gaps=(gap * 6)[:gaps], **usual | about)


NONE = taking_part(None)
NOTHING_COUNTED = {"places": NONE, "waiting": NONE, "mentees": NONE, "unbriefed": NONE, "lines": {}}


def cover_view(found):
    return cover.cover_page(found, content=CONTENT)


def variants():
    """Name to what a view returned."""
    return {
        **variants_of_matching(),
        **variants_of_goals(CONTENT, PAIR),
        **variants_of_measures(CONTENT, PROGRAM),
        **journey_variants(CONTENT, PAIR, CIRCLE, PROGRAM),
        **variants_of_the_end(CONTENT, PAIR, CIRCLE, PROGRAM),
        **ways_out(PAIR, CIRCLE),
        **variants_of_care(CONTENT, SIGNPOSTS, PROGRAM, OTHER),
        **variants_of_oversight(CONTENT, PROGRAM, OTHER),
        **roster_variants(),
        "check_in_question": check_in.check_in_question(others=("UMENTOR",), mentorship_id="men1", cycle=2),
        "check_in_met": check_in.meeting_recorded(
            outcome=Outcome.MET, every_weeks=3, mentorship_id="men1", cycle=2
        ),
        "check_in_met_with_a_guide": check_in.meeting_recorded(
            outcome=Outcome.MET,
            every_weeks=3,
            mentorship_id="men1",
            cycle=2,
            guide=CONTENT.guides["leading_under_pressure"],
        ),
        "check_in_met_by_a_mentee": check_in.meeting_recorded(
            outcome=Outcome.MET,
            every_weeks=3,
            mentorship_id="men1",
            cycle=2,
            guide=CONTENT.guides["wellbeing"],
            offers_goals=True,
        ),
        "check_in_met_by_a_host": check_in.meeting_recorded(
            outcome=Outcome.MET,
            every_weeks=4,
            mentorship_id="men1",
            cycle=2,
            guide=CONTENT.guides["wellbeing"],
            asks_turnout=True,
        ),
        "check_in_turnout_told": check_in.meeting_recorded(
            outcome=Outcome.MET,
            every_weeks=4,
            mentorship_id="men1",
            cycle=2,
            guide=CONTENT.guides["wellbeing"],
            turnout=True,
        ),
        "check_in_few_came": check_in.meeting_recorded(
            outcome=Outcome.MET, every_weeks=4, mentorship_id="men1", cycle=2, turnout=False
        ),
        "check_in_moved": check_in.meeting_recorded(
            outcome=Outcome.MOVED, every_weeks=3, mentorship_id="men1", cycle=2
        ),
        "check_in_not_this_month": check_in.meeting_recorded(
            outcome=Outcome.NOT_THIS_MONTH, every_weeks=4, mentorship_id="men1", cycle=2
        ),
        "check_in_already_answered": check_in.already_answered(),
        "introduction": introduction.introduction(
            PAIR, program=PROGRAM, guide=CONTENT.guides["first_meeting"], no_phi=CONTENT.lines.no_phi
        ),
        "check_in_question_circle": check_in.check_in_question(
            others=CIRCLE.others("UPEER0"), mentorship_id="men1", cycle=2
        ),
        "introduction_topics": introduction.introduction(
            PAIR,
            program=PROGRAM,
            guide=CONTENT.guides["first_meeting"],
            no_phi=CONTENT.lines.no_phi,
            topics=("asking for help and speaking up", "career direction"),
        ),
        "introduction_circle": introduced(CIRCLE, "peer_circle"),
        "introduction_circle_without_a_host": introduced(replace(CIRCLE, members=PEERS), "peer_circle"),
        "introduction_trio": introduced(TRIO, "cross_functional"),
        "quiet_question": quiet.quiet_question(others=("UMENTOR",), mentorship_id="men1", program_id="prg1"),
        "quiet_question_circle": quiet.quiet_question(
            others=CIRCLE.others("UPEER0"), mentorship_id="men1", program_id="prg1", goes_on=True
        ),
        "quiet_question_trio": quiet.quiet_question(
            others=TRIO.others("UBOTH0"), mentorship_id="men1", program_id="prg1"
        ),
        "quiet_ended_trio": quiet.ended(others=2),
        "quiet_left_circle": quiet.ended(others=4, goes_on=True),
        "quiet_going_on": quiet.going_on(),
        "quiet_ended": quiet.ended(),
        "quiet_ended_note": quiet.ended_note(program_name="Nurse Leadership"),
        "quiet_still_there": quiet.still_there_question(
            line=CONTENT.lines.still_there,
            program_name="Nurse Leadership",
            program_id="prg1",
            mentorship_id="men1",
        ),
        "quiet_released": quiet.released_note(
            line=CONTENT.lines.released, program_name="Nurse Leadership", program_id="prg1"
        ),
        "quiet_came_back": quiet.came_back(program_name="Nurse <Leadership>"),
        "quiet_charter_first": quiet.charter_first(),
        "pause_or_leave": pausing.pause_or_leave(to_pause()),
        "pause_or_leave_while_away": pausing.pause_or_leave(to_pause(until=date(2026, 3, 14))),
        "pause_changes": pausing.pause_changes(date(2026, 3, 14), mentorships=2, today=TODAY),
        "pause_changes_one": pausing.pause_changes(date(2026, 3, 14), mentorships=1, today=TODAY),
        "pause_changes_none": pausing.pause_changes(date(2026, 3, 14), mentorships=0, today=TODAY),
        "pause_changes_a_year": pausing.pause_changes(date(2027, 3, 2), mentorships=1, today=TODAY),
        "pause_begun": pausing.pause_begun(date(2026, 3, 14), today=TODAY),
        "leave_until": pausing.leave_until(to_pause()),
        "pause_over": pausing.welcome_back(CONTENT.lines.pause_over),
        "leave_matched": leaving.leave_program_question(PROGRAM, others=["UMENTOR"], is_asked_for=False),
        "leave_circle": leaving.leave_program_question(
            PROGRAM, others=CIRCLE.others("UPEER0"), is_asked_for=False, goes_on=True
        ),
        "leave_unmatched": leaving.leave_program_question(PROGRAM, others=[], is_asked_for=False),
        "leave_asked_for": leaving.leave_program_question(PROGRAM, others=[], is_asked_for=True),
        "leave_done": leaving.has_left(PROGRAM, may_return=True),
        "leave_done_for_good": leaving.has_left(PROGRAM, may_return=False),
        "firewall_note_circle": rechecking.firewall_note(
            line=CONTENT.lines.firewall_note,
            others=CIRCLE.others("UPEER0"),
            mentorship_id="men1",
            goes_on=True,
        ),
        "named_note_circle": rechecking.named_note(
            others=CIRCLE.others("UPEER0"), mentorship_id="men1", goes_on=True
        ),
        "firewall_note": rechecking.firewall_note(
            line=CONTENT.lines.firewall_note, others=("UMENTOR",), mentorship_id="men1"
        ),
        "named_note": rechecking.named_note(others=("UMENTOR",), mentorship_id="men1"),
        "firewall_carrying_on": rechecking.carrying_on(),
        "firewall_theirs_to_say": rechecking.theirs_to_say(),
        "left_note": leaving.left_note(
            line=CONTENT.lines.left_note, others=["UMENTEE"], program_name="Nurse Leadership"
        ),
        "quiet_list": needing_support.needing_support_list(needing_support_page(12)),
        "quiet_list_one": needing_support.needing_support_list(needing_support_page(1)),
        "quiet_list_page_2_of_3": needing_support.needing_support_list(needing_support_page(120, page=1)),
        **variants_of_helping(CONTENT, PROGRAM, PAIR),
        "quiet_list_nobody": needing_support.needing_support_list(needing_support_page(0)),
        **join_variants(),
        **not_now_variants(),
        **application_variants(),
        **time_variants(PAIR, CIRCLE, CONTENT.lines),
        "home_time_set": home_page(mine=[my_mentorship(meets_at=datetime(2026, 3, 5, 14, tzinfo=UTC))]),
        "program_need": programs.need_question(CONTENT.programs),
        "program_form": program_form.purpose_page(plan_form(), content=CONTENT),
        "program_form_circles": program_form.purpose_page(plan_form("peer_circle"), content=CONTENT),
        "program_form_changed_meanwhile": program_form.purpose_page(
            plan_form(meanwhile=["Rhythm: every four weeks → every three weeks", "Managers changed"]),
            content=CONTENT,
        ),
        "program_form_times": program_form.times_page(plan_form(), content=CONTENT),
        "program_form_times_rolling": program_form.times_page(
            plan_form(intake=Intake.ROLLING, ends_on=None, signup_ends_on=None, state=ProgramState.RUNNING),
            content=CONTENT,
        ),
        "program_form_targets": program_form.targets_page(plan_form(), content=CONTENT),
        "program_form_targets_unusual": program_form.targets_page(
            plan_form(plan=replace(PLAN, expected_mentees=40, release_after_weeks=7, targets=NOTED)),
            content=CONTENT,
        ),
        "program_signposts_empty": programs.signposts_form(NEW_DRAFT, signposts=CONTENT.signposts, filled={}),
        "program_signposts_filled": programs.signposts_form(
            NEW_DRAFT, signposts=CONTENT.signposts, filled=SIGNPOSTS
        ),
        "program_still_missing": programs.set_up_so_far(
            NEW_DRAFT,
            missing=["Crisis line", "Speaking up"],
            content=CONTENT,
            has_empty_signposts=True,
        ),
        "program_needs_a_channel": programs.set_up_so_far(
            NEW_DRAFT, missing=["Channel for summaries"], content=CONTENT
        ),
        "program_ready": programs.set_up_so_far(PLANNED, missing=[], content=CONTENT),
        "program_saved": programs.set_up_so_far(
            replace(PLANNED, state=ProgramState.RUNNING, champion="UCHIEF"), missing=[], content=CONTENT
        ),
        "program_launched": programs.launched(PROGRAM),
        "program_launched_mentors_first": programs.launched(replace(PROGRAM, state=ProgramState.RECRUITING)),
        "program_places_missing": programs.places_missing(PLANNED),
        **{
            f"program_page_{state}": program_page.program_page(replace(PLANNED, state=state))
            for state in (ProgramState.DRAFT, ProgramState.RUNNING, ProgramState.CLOSED)
        },
        "program_history": program_files.program_history(PROGRAM, versions=[CHANGED, MADE]),
        "program_history_long": program_files.program_history(PROGRAM, versions=[CHANGED] * 30),
        "program_history_hospital": program_files.program_history(
            PROGRAM, versions=[MADE], below=hospital.hospital_history(ELSE, signposts=CONTENT.signposts)
        ),
        "program_hospital_changed": hospital.hospital_changed(
            ELSE[0], signposts=CONTENT.signposts, program_id="prg1"
        ),
        "program_history_none": program_files.program_history(PROGRAM, versions=[]),
        "program_cohort_form": program_files.cohort_form(
            PROGRAM, name="Nurse Leadership, autumn 2026", context="prg1:prg2"
        ),
        "program_file_note": program_files.program_file_note(),
        "program_file_sent": program_files.program_sent(),
        "match_review": looked_at(review(3, left_over=2)),
        "match_review_said_by_approving": looked_at(
            replace(review(3, left_over=2), confirmed=CONTENT.programs["nurse_leadership"].confirmed.manager)
        ),
        "match_review_page_2_of_3": looked_at(review(45, left_over=20), page=1),
        "match_review_circles": looked_at(
            review_of(CIRCLE, replace(CIRCLE, id="men2", members=PEERS, score=60), waiting=True)
        ),
        "match_review_no_circle": looked_at(review_of(waiting=True, of_circles=True)),
        "match_review_trios": looked_at(
            review_of(TRIO, OTHER_TWO, waiting=True, remarks=["Career path wasn't taken into account."])
        ),
        "match_review_nobody_waits": looked_at(review(0)),
        "match_review_no_pair": looked_at(review(0, left_over=2)),
        "match_review_asked": looked_at(
            replace(review(2, left_over=2), asked_on=TODAY, to_ask=named(2), unmatched=True)
        ),
        "match_review_all_answered": looked_at(replace(review(2), asked_on=TODAY, not_looked_at=True)),
        "match_review_mentors_asked_first": looked_at(
            replace(review(2), program=replace(PROGRAM, plan=Plan(mentors_confirm=True)), to_ask=named(1))
        ),
        "match_review_planned": looked_at(
            replace(review(1), publish_at=datetime(2026, 3, 9, 9, tzinfo=UTC), unmatched=True)
        ),
        "match_choose_program": matching.choose_program([PROGRAM, NEW_DRAFT]),
        "match_approved_one": matching.matches_approved(MatchesApproved(PROGRAM, named(1))),
        "match_approved_many": matching.matches_approved(MatchesApproved(PROGRAM, named(42))),
        "summary_message": summary.summary_message(a_summary()),
        "summary_preview": summary.summary_preview(a_summary()),
        "summary_preview_not_yet": summary.summary_preview(summary_of(PROGRAM, Board(), today=TODAY)),
        "summary_preview_small": summary.summary_preview(
            a_summary(enrolled=6, pairs=3, on_track=2, weekly=(1,) * 12)
        ),
        "summary_posted": summary.summary_posted(PROGRAM),
        "summary_cancelled": summary.summary_cancelled(),
        "summary_choose": summary.choose_program([PROGRAM, NEW_DRAFT]),
        "home_stranger": home_page(),
        "home_stranger_open": home_page(open_programs=[PROGRAM]),
        "home_waiting": home_page(waiting_in=[PROGRAM], when=WHEN, signposts=SIGNPOSTS),
        "home_left_without_a_match": home_page(
            waiting_in=[replace(PROGRAM, look_again_on=date(2026, 3, 16))],
            would_help={PROGRAM.id: "A mentor in intensive care with a free place."},
        ),
        "home_manager_to_look_at": home_page(managed=[replace(managed(), ready=True)]),
        "home_away": home_page(
            mine=[my_mentorship(MentorshipState.PAUSED, cycle=0)],
            todo=pausing.back_todo(date(2026, 4, 1), today=TODAY),
        ),
        "home_turnout": home_page(mine=[my_mentorship()], todo=turnout.turnout_todo("men1", 2)),
        "home_released": home_page(
            todo=quiet.released_todo(program_name="Nurse <Leadership>", program_id="prg1")
        ),
        "home_asked": home_page(mine=[my_mentorship(asked=True)], when=WHEN, signposts=SIGNPOSTS),
        "home_calm": home_page(mine=[my_mentorship()], when=WHEN, signposts=SIGNPOSTS),
        "home_paused": home_page(mine=[my_mentorship(MentorshipState.PAUSED, cycle=0)], signposts=SIGNPOSTS),
        "home_introduction_coming": home_page(mine=[my_mentorship(MentorshipState.APPROVED, cycle=0)]),
        "home_manager": home_page(
            managed=[managed(needing=2)],
            may_create=True,
            signposts=SIGNPOSTS,
            can_read=CanRead(has_page=True),
        ),
        "dashboard": open_dashboard("https://lamplight.example.org/dashboard/in/a-link"),
        "dashboard_has_no_address": open_dashboard(""),
        "home_manager_no_numbers_yet": home_page(managed=[managed(figures=NOT_YET)]),
        "home_manager_many_quiet": home_page(managed=[managed(needing=14)], may_create=True),
        "home_manager_of_many": home_page(managed=[managed(ProgramState.DRAFT)] * 11),
        "home_manager_draft": home_page(managed=[managed(ProgramState.DRAFT, left=4)], may_create=True),
        "home_manager_ready": home_page(managed=[managed(ProgramState.DRAFT)], may_create=True),
        "home_both": home_page(mine=[my_mentorship(asked=True)], managed=[managed()], may_create=True),
        "home_own_rhythm": home_page(
            mine=[
                replace(
                    my_mentorship(), mentorship=replace(PAIR, every_weeks=6, own_rhythm_on=date(2026, 3, 2))
                )
            ]
        ),
        "home_message": home.home_message(home.HomePage(user_id="UMENTEE", mine=[my_mentorship(asked=True)])),
        "home_met_message": home.met_message(home.HomePage(user_id="UMENTEE", mine=[my_mentorship()])),
        "home_met_nothing": home.met_message(home.HomePage(user_id="UMENTEE")),
        "home_second_program": home_page(mine=[my_mentorship()], waiting_in=[PROGRAM]),
        "briefing_first_page": briefing.briefing_page(
            briefing.BriefingPosition("mentor", page=0, with_cards=True), content=CONTENT
        ),
        "briefing_last_page": briefing.briefing_page(
            briefing.BriefingPosition("mentee", page=9, with_cards=False), content=CONTENT
        ),
        "briefing_cards": briefing.briefing_page(
            briefing.BriefingPosition("cards", page=0, with_cards=True), content=CONTENT
        ),
        "briefing_done": briefing.briefing_done(),
        "briefing_reminder": briefing.briefing_reminder(),
        "charter_again": charter.charter_again(CONTENT),
        "charter_changed": charter.charter_changed(CONTENT.lines.charter_changed),
        "charter_agreed": charter.charter_agreed(),
        "home_briefing_due": home_page(
            waiting_in=[PROGRAM], todo=briefing.briefing_todo(has_begun=False), signposts=SIGNPOSTS
        ),
        "home_charter_due": home_page(
            mine=[my_mentorship()], todo=charter.charter_todo(CONTENT.lines.charter_changed)
        ),
        "nominate_form": nomination.nominate_form([PROGRAM, NEW_DRAFT], chosen="prg1", at_most=10),
        "nominate_form_willing": nomination.nominate_form(
            [PROGRAM, NEW_DRAFT], would_mentor(PROGRAM), chosen="prg1", at_most=10
        ),
        "nominated": nomination.nominated(),
        "nominated_left_out": nomination.nominated(left_out="a guest and an app"),
        "nomination_question": nomination.nomination_question(PROGRAM, lines=CONTENT.lines),
        "nomination_more": nomination.nomination_more(PROGRAM, template=CONTENT.programs["nurse_leadership"]),
        "nomination_declined": nomination.nomination_declined(),
        "home_nominated": home_page(todo=nomination.nomination_todo(PROGRAM, lines=CONTENT.lines)),
        "invite_form": inviting.invite_form(PROGRAM, sites=["Harbour Road"], content=CONTENT),
        "invite_form_no_sites": inviting.invite_form(PROGRAM, sites=[], content=CONTENT),
        "invite_nobody": invitable([]),
        "invite_some": invitable(["UADA"]),
        "invite_many": invitable([f"U{number}" for number in range(60)]),
        "cover": cover_view(a_cover()),
        "cover_many": cover_view(a_cover(gaps=12, specialties=20)),
        "cover_not_yet": cover_view(a_cover(as_of=None, gaps=0, **NOTHING_COUNTED)),
        "cover_no_lines": cover_view(a_cover(gaps=0, lines={}, program=PROGRAM)),
        "cover_circle": cover_view(a_cover(gaps=1, is_circle=True)),
        "announcement_form_mentors": announcing_form(Readers.MENTORS),
        "announcement_form_planned": announcing_form(
            Readers.EVERYONE,
            planned=[
                announcing.PlannedPost(LATER_POST, datetime(2026, 1, 8, 10, tzinfo=UTC)),
                announcing.PlannedPost(LATER_POST, datetime(2026, 1, 2, 10, tzinfo=UTC), failed=True),
                announcing.PlannedPost(LATER_POST, datetime(2026, 1, 9, 10, tzinfo=UTC), is_nobodys=True),
            ],
        ),
        "announcement_preview": announcing.announcement_preview(
            POST, elsewhere=announcement_words(Readers.EVERYONE)
        ),
        "announcement_preview_planned": announcing.announcement_preview(
            LATER_POST, elsewhere=announcement_words(Readers.MENTORS)
        ),
        "announcement": announcement.announcement(POST),
        "announcement_posted": announcing.announced(POST),
        "announcement_planned": announcing.announced(LATER_POST),
        "announcement_choose": announcing.choose_announced([PROGRAM, NEW_DRAFT]),
        "guide_page": guides.guide_page(CONTENT.guides["first_meeting"], lines=CONTENT.lines),
        "guide_list": guides.guide_list(CONTENT.guides),
        "card_list": guides.card_list(CONTENT, filled=SIGNPOSTS),
        "card_page": guides.card_page(CARD, content=CONTENT, filled=SIGNPOSTS),
        "card_page_see": guides.card_page(CONTENT.cards["burnout"], content=CONTENT, filled=SIGNPOSTS),
        "card_page_no_signposts": guides.card_page(CARD, content=CONTENT, filled={}),
        "privacy_page": privacy.privacy_page(
            scopes=["chat:write", "commands"],
            seen=[privacy.VisibleInProgram(PROGRAM.name, SEEN[0])],
            looks=LOOKS[:2],
            lines=CONTENT.lines,
            lists=CONTENT.people,
            willing={"prg1": PROGRAM.name},
            reads=who_reads(PROGRAM, OTHER)[0],
        ),
        "privacy_page_no_prompts": privacy.privacy_page(
            scopes=["commands", "chat:write"],
            seen=[],
            looks=[],
            lines=CONTENT.lines,
            lists=CONTENT.people,
            wants_prompts=False,
        ),
        "privacy_page_many_looks": privacy.privacy_page(
            scopes=["chat:write"],
            seen=[privacy.VisibleInProgram(PROGRAM.name, one) for one in SEEN],
            looks=LOOKS * 4,
            lines=CONTENT.lines,
            lists=CONTENT.people,
            reads=who_reads(PROGRAM, OTHER)[1],
        ),
        "privacy_page_stranger": privacy.privacy_page(
            scopes=["chat:write"], seen=[], looks=[], lines=CONTENT.lines, lists=CONTENT.people
        ),
        "privacy_looks": privacy.looks_page(LOOKS * 20, page=1),
        "privacy_looks_nobody": privacy.looks_page([]),
        "privacy_copy_sent": privacy.copy_sent(),
        "privacy_copy_message": privacy.copy_message(),
        "privacy_delete_form": privacy.delete_form(),
        "privacy_deleted": privacy.deleted(),
        "people_list": listed(people(SEEN)),
        "people_list_page_2": listed(people(SEEN * 8), page=1),
        "people_list_nobody": listed(people([], show=Show.SUPPORT)),
        "people_hold_form": people_list.hold_form(PersonRef("prg1", user_id="UMENTEE")),
        "people_choose_program": people_list.choose_program([PROGRAM, NEW_DRAFT]),
        "home_told": home_page(
            mine=[my_mentorship()], mine_told={"prg1": PROGRAM.name}, when=WHEN, signposts=SIGNPOSTS
        ),
        "home_told_afterwards": home_page(mine_told={"prg1": PROGRAM.name}),
        "home_manager_told": home_page(managed=[managed(ProgramState.CLOSING)], told=["prg1"]),
        "home_champion_told": home_page(championed=[a_summary()], told=["prg1"]),
        "home_champion_reviewed": home_page(championed=[a_summary()], told=["prg1"], reviewed=["prg1"]),
        "home_champion": home_page(
            championed=[a_summary(), a_summary(enrolled=6, pairs=3, on_track=2, weekly=(1,) * 12)]
        ),
        "home_reads_all": home_page(can_read=can_read(PROGRAM, OTHER)[0]),
        "home_reads_one": home_page(can_read=can_read(PROGRAM, OTHER)[1]),
        "usage": commands.usage("/mentor", MENTOR),
        "usage_unknown": commands.usage("/mentoring", MENTORING, unknown="dance"),
        **totals.variants(
            PROGRAM,
            large=a_summary(),
            content=CONTENT,
        ),
        **undelivered.variants(PROGRAM),
        "home_manager_review_due": home_page(managed=[replace(managed(), review_due=True)]),
        **variants_of_mondays(PROGRAM),
        "home_manager_undelivered": home_page(managed=[replace(managed(), undelivered=True)]),
        "notice": notices.notice(notices.plainly("Only the people in this mentorship can answer for it.")),
        "loading": notices.loading("Join mentoring"),
        "home_of_elsewhere": elsewhere.elsewhere(),
        **variants_of_exports(PROGRAM),
        **variants_of_findings(PROGRAM),
        **variants_of_review(PROGRAM),
        **variants_of_holds(
            PROGRAM, NEW_DRAFT, home_page=home_page, managed=managed, my_mentorship=my_mentorship
        ),
        **wave_variants(PROGRAM, PAIR, home_page=home_page, my_mentorship=my_mentorship),
        **variants_of_home(PROGRAM, home_page=home_page, my_mentorship=my_mentorship, managed=managed),
    }


def is_message(view):
    return isinstance(view, Message)
