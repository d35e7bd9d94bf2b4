"""Ready views around a proposal: how it is made, worked on, looked ahead at, and asked about."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.content import load_content
from bot.domain.disclosure.figures import named
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.matching.choices import IfNoAnswer, Said, Suggestion
from bot.domain.matching.reviewing import Marks, Shown
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Plan, Program
from bot.domain.programs.states import ProgramState
from bot.matching.criteria import all_criteria
from bot.usecases.matching.by_hand import IN_THE_WAY
from bot.views.matching import asking_mentees, choosing, proposals, publishing, several, waiting
from bot.views.matching import by_hand as reviewing
from bot.views.matching import mentor_answers as asking
from bot.views.matching import settings as match_settings
from bot.views.matching.review import Review
from bot.views.mentorships import rematching
from bot.views.refs import ReviewRef, SwapRef

CONTENT = load_content()
PROGRAM = Program(
    id="prg1",
    workspace_id="T1",
    template_id="nurse_leadership",
    name="Nurse Leadership <2026>",
    state=ProgramState.RUNNING,
    starts_on=date(2026, 1, 12),
    ends_on=date(2026, 7, 12),
    every_weeks=3,
    minutes=45,
    channel_id="CLEAD",
    managers=("UMANAGER",),
    created_by="UMANAGER",
)
TEMPLATE, CIRCLES = CONTENT.programs["nurse_leadership"], CONTENT.programs["peer_circle"]
PAIR = Mentorship(
    id="men1",
    workspace_id="T1",
    program_id="prg1",
    state=MentorshipState.APPROVED,
    members=(Member("UMENTEE", Role.MENTEE), Member("UMENTOR", Role.MENTOR)),
    score=81,
    reasons=("You both chose difficult conversations.", "Your free times often overlap."),
    every_weeks=3,
)
SUGGESTED = asking.Suggested(
    replace(PAIR, reasons=("You share one topic: *difficult conversations*.", PAIR.reasons[1])),
    "Nurse <Leadership>",
    Person(
        "T1",
        "UMENTEE",
        profession="nurse",
        career_stage="established",
        specialty="intensive_care",
        department="critical_care",
        site="St. Elsewhere <North>",
    ),
    ("difficult conversations",),
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SWAP = SwapRef("men1", "men2")
ALLOWED = reviewing.Tentative(("UMENTEE", "UMENTOR"), 72.0, PAIR.reasons)
REFUSED = replace(ALLOWED, reasons=(), in_the_way=IN_THE_WAY)
REVIEW = Review(PROGRAM, [PAIR], left_over=(), would_help=(), is_waiting=True, unmatched=True)
MANY = replace(
    REVIEW,
    proposed=[replace(PAIR, id=f"men{n}", score=45 + 3 * n, locked=n == 1) for n in range(15)],
    marks=Marks(frozenset({"men9"}), frozenset({"men2", "men9", "men12"})),
    posts={"UMENTOR": "Nurse · Leading a team, a unit or a service · Theatres · Main"},
)
GOOD = [replace(one, score=80, id=f"good{number}") for number, one in enumerate(MANY.proposed)]
TOTALS = match_settings.Totals(matched=42, lowest=58, middle=81)


def card(number, *, said=None, likes=True):
    mentor = f"UMENTOR{number}"
    styles = {key: "a" for key in CONTENT.preferences.working_styles} if likes else {}
    return choosing.Card(
        Suggestion("T1", "prg1", "UMENTEE", mentor, number, PAIR.reasons, date(2026, 3, 2), said),
        Enrolment(
            workspace_id="T1",
            program_id="prg1",
            user_id=mentor,
            role=Role.MENTOR,
            capacity=2,
            topics_offered=tuple(CONTENT.topics)[: number + 1],
            topics_wanted=(),
            charter_version="1",
            charter_accepted_at=NOON,
        ),
        Person("T1", mentor, profession="nurse", specialty="intensive_care"),
        Preferences("T1", mentor, meets="in_person" if likes else None, styles=styles),
    )


def looked_at(review, *, shown=Shown.TO_LOOK_AT, dropped=()):
    return proposals.match_review(review, ReviewRef("prg1", shown=shown), dropped=dropped)


def dry_run(*rows, pages=1, matches=None, told=()):
    about = {"page": 0, "pages": pages, "matches": matches or len(rows), "last_day": date(2026, 5, 1)}
    return publishing.dry_run(publishing.DryRun(PROGRAM, rows, told=told, **about))


def tried(*pairs):
    return reviewing.Tried(PROGRAM, pairs)


def compared(changed):
    examples = [
        ("UMENTEE1", ("UMENTOR1",), ("UMENTOR2",)),
        ("UMENTEE2", (), ("UMENTOR1",)),
        ("UMENTEE3", ("UMENTOR3",), ()),
    ]
    found = match_settings.WeightsCompared(
        45, TOTALS, replace(TOTALS, matched=41), changed, examples[:changed]
    )
    return match_settings.compared_in_words(found)


def weights(preview=(), turn=""):
    own = {**TEMPLATE.weights, "goals": 40}
    labels = {key: one.label for key, one in all_criteria().items()}
    return match_settings.weights_page(
        PROGRAM, own, labels=labels, template=TEMPLATE, preview=preview, turn=turn
    )


def variants_of_matching():
    name, where = "Nurse <Leadership>", "prg1"
    introduced = publishing.WouldBeSent(PAIR, asked_first=None)
    asks = replace(PROGRAM, plan=Plan(mentors_confirm=True, silence=IfNoAnswer.NEXT))
    return {
        "asking_mentor_request": asking.mentor_request(SUGGESTED, people=CONTENT.people, days=5),
        "asking_mentor_request_little_known": asking.mentor_request(
            asking.Suggested(PAIR, name), people=CONTENT.people, days=5
        ),
        "asking_mentor_reminder": asking.mentor_reminder(
            SUGGESTED, people=CONTENT.people, silence=IfNoAnswer.YES, until=date(2026, 3, 9)
        ),
        "asking_mentor_reminder_next": asking.mentor_reminder(
            SUGGESTED, people=CONTENT.people, silence=IfNoAnswer.NEXT, until=date(2026, 3, 9)
        ),
        "asking_said_yes": asking.said_yes(),
        "asking_said_no": asking.said_no(),
        "choosing_question": choosing.choose_question(program_name=name, program_id=where),
        "choosing_cards": choosing.mentor_cards(
            PROGRAM, [card(0), card(1, said=Said.FIRST), card(2, likes=False)], content=CONTENT
        ),
        "choosing_chosen": choosing.chosen(PROGRAM, asked=False),
        "choosing_asked": choosing.chosen(PROGRAM, asked=True),
        "choosing_ask_mentees": asking_mentees.ask_mentees(replace(REVIEW, to_ask=named(19))),
        "choosing_ask_one_mentee": asking_mentees.ask_mentees(replace(REVIEW, to_ask=named(1))),
        "choosing_ask_no_mentee": asking_mentees.ask_mentees(REVIEW),
        "choosing_mentees_asked_one": asking_mentees.mentees_asked(PROGRAM, count=named(1)),
        "choosing_mentees_asked_many": asking_mentees.mentees_asked(PROGRAM, count=named(30)),
        "match_settings": match_settings.match_settings(PROGRAM, template=TEMPLATE),
        "match_settings_asks": match_settings.match_settings(asks, template=TEMPLATE),
        "match_settings_circles": match_settings.match_settings(
            replace(PROGRAM, template_id="peer_circle"), template=CIRCLES
        ),
        "match_weights": weights(),
        "match_weights_changed": weights(compared(3), turn="1"),
        "match_weights_change_nothing": weights(compared(0)),
        "publish_dry_run": dry_run(introduced, introduced),
        "publish_dry_run_asks": dry_run(replace(introduced, asked_first="UMENTOR"), pages=3, matches=45),
        "publish_dry_run_left_out": dry_run(introduced, told=["ULEFT"]),
        "publish_dry_run_empty": dry_run(),
        "publish_later_form": publishing.publish_later_form(REVIEW, at=NOON),
        "rematch_asked_by_mentee": rematching.rematch_asked(mentors=False),
        "rematch_asked_by_mentor": rematching.rematch_asked(mentors=True),
        "rematch_note_to_mentee": rematching.rematch_note(program_name=name, role=Role.MENTEE),
        "rematch_note_to_mentor": rematching.rematch_note(program_name=name, role=Role.MENTOR),
        "match_review_all_of_them": looked_at(MANY, shown=Shown.ALL),
        "match_review_what_wants_a_look": looked_at(MANY),
        "match_review_all_good": looked_at(replace(MANY, proposed=GOOD)),
        "match_review_dropped": looked_at(MANY, dropped=["men7"]),
        "match_review_swapping": proposals.swap_choice(MANY, ReviewRef("prg1", swapping="men1")),
        "review_several": several.choose_several(MANY),
        "review_approve_some": several.approve_some(MANY, ["men0", "men3"]),
        "review_pair_form": reviewing.pair_form(PROGRAM),
        "review_pair_preview": reviewing.pair_preview(tried(ALLOWED)),
        "review_pair_refused": reviewing.pair_preview(tried(REFUSED)),
        "review_swap": reviewing.swap_preview(tried(ALLOWED, ALLOWED), swap=SWAP, at=ReviewRef("prg1")),
        "review_swap_refused": reviewing.swap_preview(
            tried(ALLOWED, REFUSED), swap=SWAP, at=ReviewRef("prg1")
        ),
        "waiting_note": waiting.waiting_note(
            line=CONTENT.lines.waiting_note, program_name=name, program_id=where, on=date(2026, 3, 16)
        ),
        "waiting_matches_ready": waiting.matches_ready(program_name=name, program_id=where),
    }
