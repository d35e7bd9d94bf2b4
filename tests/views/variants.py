"""Every view in every variant, by name: what the golden files and the linter look at."""

from datetime import date

from bot.content import load_content
from bot.domain.disclosure import DisclosureRules, disclose_count, disclose_series, disclose_share
from bot.domain.enrolments import Role
from bot.domain.joining import JoinAnswers
from bot.domain.mentorships import Member, Mentorship, MentorshipState, Outcome
from bot.domain.program_states import ProgramState
from bot.domain.programs import Program
from bot.domain.status import Status
from bot.views import (
    briefing,
    charter,
    check_in,
    commands,
    guides,
    home,
    introduction,
    join,
    matching,
    notices,
    privacy,
    programs,
    quiet,
    summary,
)
from bot.views.message import Message

CONTENT = load_content()
RULES = DisclosureRules()
SIGNPOSTS = {
    key: f"{post.label}, extension 4{place:03}" for place, (key, post) in enumerate(CONTENT.signposts.items())
}
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
    preset_id="nights_12",
    excluded=("UBOSS",),
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


def review(pairs, *, left_over=0):
    return matching.Review(
        program=PROGRAM,
        proposed=many_pairs(pairs),
        left_over=[
            matching.LeftOver(f"ULEFT{n}", "No mentor with room shares an hour with them.")
            for n in range(left_over)
        ],
        would_help=("A mentor in critical care with room.",) if left_over else (),
        mentees=pairs + left_over,
    )


def join_form(answers=ANSWERS, *, is_edit=False):
    return join.JoinForm(
        programs=[PROGRAM],
        sites=["Harbour Road", "Northfield"],
        answers=answers,
        is_edit=is_edit,
        context="{}",
    )


def circle_form():
    program = Program(
        **{field: getattr(PROGRAM, field) for field in PROGRAM.__slots__} | {"template_id": "peer_circle"}
    )
    return join.JoinForm(
        programs=[program], sites=[], answers=JoinAnswers(program_id="prg1"), is_edit=False, context="{}"
    )


def my_mentorship(state=MentorshipState.ACTIVE, **about):
    pair = Mentorship(
        **{field: getattr(PAIR, field) for field in PAIR.__slots__}
        | {"state": state, "paused_until": date(2026, 4, 1) if state is MentorshipState.PAUSED else None}
    )
    shown: dict = {"status": Status.ON_TRACK, "cycle": 2, "asked": False} | about
    return home.MyMentorship(mentorship=pair, program_name=PROGRAM.name, **shown)


def managed(state=ProgramState.RUNNING, *, quiet=0, left=0):
    program = Program(**{field: getattr(PROGRAM, field) for field in PROGRAM.__slots__} | {"state": state})
    counts = {Status.ON_TRACK: 31, Status.GETTING_STARTED: 4, Status.QUIET: quiet, Status.PAUSED: 2}
    return home.ManagedProgram(
        program, counts, on_their_way=5, waiting=3, quiet=many_pairs(quiet), left_to_fill=left
    )


def home_page(**about):
    page = home.HomePage(user_id="UMENTEE", **about)
    return home.home_tab(page, signposts=CONTENT.signposts, lines=CONTENT.lines)


def a_summary(*, enrolled=44, pairs=22, on_track=17, weekly=(9, 12, 3, 0, 14, 8, 7, 11, 6, 5, 10, 12)):
    mondays = [date.fromordinal(date(2026, 1, 5).toordinal() + 7 * n) for n in range(12)]
    return summary.Summary(
        program=PROGRAM,
        enrolled=disclose_count(enrolled, RULES),
        mentorships=disclose_count(pairs, RULES),
        on_track=disclose_share(on_track, pairs, RULES),
        meetings=disclose_count(sum(weekly), RULES),
        weeks=tuple(zip(mondays, disclose_series(weekly, RULES), strict=True)),
    )


NEW_DRAFT = Program(
    **{field: getattr(PROGRAM, field) for field in PROGRAM.__slots__}
    | {"state": ProgramState.DRAFT, "channel_id": "", "name": "Nurse Leadership Mentoring"}
)
WHEN = "I may write to you: days off 10:00-18:00; between nights 16:30-17:30. Never in between."
CARD = CONTENT.cards["suicide"]


def variants():
    """Name to what a view returned."""
    return {
        "check_in_question": check_in.check_in_question(others=("UMENTOR",), mentorship_id="men1", cycle=2),
        "check_in_met": check_in.meeting_recorded(
            outcome=Outcome.MET, every_weeks=3, mentorship_id="men1", cycle=2
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
        "quiet_question": quiet.quiet_question(others=("UMENTOR",), mentorship_id="men1"),
        "quiet_going_on": quiet.going_on(),
        "quiet_paused": quiet.paused(until=date(2026, 4, 1), mentorship_id="men1"),
        "quiet_resumed": quiet.resumed(),
        "quiet_ended": quiet.ended(),
        "quiet_ended_note": quiet.ended_note(program_name="Nurse Leadership"),
        "join_about_new": join.about_page(join_form(JoinAnswers(program_id="prg1")), content=CONTENT),
        "join_about_edit": join.about_page(join_form(is_edit=True), content=CONTENT),
        "join_about_circle": join.about_page(circle_form(), content=CONTENT),
        "join_shifts": join.shifts_page(join_form(), content=CONTENT, when=WHEN, last=False),
        "join_shifts_edit": join.shifts_page(join_form(is_edit=True), content=CONTENT, when=WHEN, last=True),
        "join_charter": join.charter_page(join_form(), content=CONTENT),
        "join_joined": join.joined(PROGRAM, role=Role.MENTEE, when=WHEN, today=date(2025, 12, 1)),
        "join_joined_both": join.joined(PROGRAM, role=Role.BOTH, when=WHEN, today=date(2026, 2, 1)),
        "join_saved": join.answers_saved(when=WHEN),
        "join_none_open": join.no_program_open(),
        "join_invitation": join.invitation([PROGRAM]),
        "join_invitation_none": join.invitation([]),
        "program_need": programs.need_question(CONTENT.programs),
        "program_form": programs.program_form(
            CONTENT.programs["nurse_leadership"], NEW_DRAFT, sites=["Harbour Road"], length_weeks=26
        ),
        "program_form_circles": programs.program_form(
            CONTENT.programs["peer_circle"], NEW_DRAFT, sites=[], length_weeks=24
        ),
        "program_signposts_empty": programs.signposts_form(NEW_DRAFT, signposts=CONTENT.signposts, filled={}),
        "program_signposts_filled": programs.signposts_form(
            NEW_DRAFT, signposts=CONTENT.signposts, filled=SIGNPOSTS
        ),
        "program_still_missing": programs.set_up_so_far(NEW_DRAFT, missing=["Crisis line", "Speak-up route"]),
        "program_ready": programs.set_up_so_far(PROGRAM, missing=[]),
        "program_launched": programs.launched(PROGRAM),
        "match_review": matching.match_review(review(3, left_over=2)),
        "match_review_page_2_of_3": matching.match_review(review(45, left_over=20), page=1),
        "match_review_nobody_waits": matching.match_review(review(0)),
        "match_review_no_pair": matching.match_review(review(0, left_over=2)),
        "match_choose_program": matching.choose_program([PROGRAM, NEW_DRAFT]),
        "match_approved_one": matching.matches_approved(PROGRAM, count=1),
        "match_approved_many": matching.matches_approved(PROGRAM, count=42),
        "summary_preview": summary.summary_preview(a_summary()),
        "summary_preview_small": summary.summary_preview(
            a_summary(enrolled=6, pairs=3, on_track=2, weekly=(1,) * 12)
        ),
        "summary_posted": summary.summary_posted(PROGRAM),
        "summary_cancelled": summary.summary_cancelled(),
        "summary_choose": summary.choose_program([PROGRAM, NEW_DRAFT]),
        "home_stranger": home_page(),
        "home_stranger_open": home_page(open_programs=[PROGRAM]),
        "home_waiting": home_page(waiting_in=[PROGRAM], when=WHEN, signposts=SIGNPOSTS),
        "home_asked": home_page(mine=[my_mentorship(asked=True)], when=WHEN, signposts=SIGNPOSTS),
        "home_calm": home_page(mine=[my_mentorship()], when=WHEN, signposts=SIGNPOSTS),
        "home_paused": home_page(mine=[my_mentorship(MentorshipState.PAUSED, cycle=0)], signposts=SIGNPOSTS),
        "home_introduction_coming": home_page(mine=[my_mentorship(MentorshipState.APPROVED, cycle=0)]),
        "home_manager": home_page(managed=[managed(quiet=2)], may_create=True, signposts=SIGNPOSTS),
        "home_manager_many_quiet": home_page(managed=[managed(quiet=14)], may_create=True),
        "home_manager_draft": home_page(managed=[managed(ProgramState.DRAFT, left=4)], may_create=True),
        "home_manager_ready": home_page(managed=[managed(ProgramState.DRAFT)], may_create=True),
        "home_both": home_page(mine=[my_mentorship(asked=True)], managed=[managed()], may_create=True),
        "home_message": home.home_message(home.HomePage(user_id="UMENTEE", mine=[my_mentorship(asked=True)])),
        "home_met_message": home.met_message(home.HomePage(user_id="UMENTEE", mine=[my_mentorship()])),
        "home_met_nothing": home.met_message(home.HomePage(user_id="UMENTEE")),
        "home_second_program": home_page(mine=[my_mentorship()], waiting_in=[PROGRAM]),
        "home_pause_message": home.pause_message(home.HomePage(user_id="UMENTEE", mine=[my_mentorship()])),
        "home_pause_nothing": home.pause_message(home.HomePage(user_id="UMENTEE")),
        "briefing_first_page": briefing.briefing_page(
            briefing.BriefingPage("mentor", page=0, with_cards=True), content=CONTENT
        ),
        "briefing_last_page": briefing.briefing_page(
            briefing.BriefingPage("mentee", page=9, with_cards=False), content=CONTENT
        ),
        "briefing_cards": briefing.briefing_page(
            briefing.BriefingPage("cards", page=0, with_cards=True), content=CONTENT
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
        "guide_page": guides.guide_page(CONTENT.guides["first_meeting"], lines=CONTENT.lines),
        "guide_list": guides.guide_list(CONTENT.guides),
        "card_list": guides.card_list(CONTENT.cards),
        "card_page": guides.card_page(CARD, signposts=SIGNPOSTS, lines=CONTENT.lines),
        "card_page_no_signposts": guides.card_page(CARD, signposts={}, lines=CONTENT.lines),
        "privacy_page": privacy.privacy_page(
            scopes=["chat:write", "commands"],
            seen=[privacy.SeenByManagers("Nurse Leadership", "matched with <@UMENTOR>; status: on track")],
        ),
        "privacy_page_stranger": privacy.privacy_page(scopes=["chat:write"], seen=[]),
        "usage": commands.usage("/mentor", commands.MENTOR_USAGE),
        "usage_unknown": commands.usage("/mentoring", commands.MENTORING_USAGE, unknown="dance"),
        "notice": notices.notice(notices.plainly("Only the people in this mentorship can answer for it.")),
        "loading": notices.loading("Join mentoring"),
    }


def is_message(view):
    return isinstance(view, Message)
