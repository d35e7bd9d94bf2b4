"""Care for mentors: who they can turn to, advice, and their hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.care.hours import HoursStatement, ProgramHours
from bot.domain.care.leads import Lacks, SignOff
from bot.domain.care.load import Load, NoNewMentee
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.domain.programs.programs import Program
from bot.views.availability.not_now import with_not_now
from bot.views.care import advice, circle, hours, leads, load
from bot.views.home.places import Places, places_in_words
from bot.views.journey import guides, milestones
from bot.views.meetings import check_in
from bot.views.mentorships import silence
from bot.views.message import Modal
from bot.views.parts import words
from bot.views.programs import files, page
from bot.views.refs import LoadRef, QuestionRef

MADE_ON = date(2026, 9, 14)
HOURS = HoursStatement(
    MADE_ON,
    (
        ProgramHours("Nurse leadership", Role.MENTOR, date(2026, 1, 5), date(2026, 9, 7), 7, 45),
        ProgramHours("Peer circles", Role.HOST, date(2026, 3, 2), None, 1, 60),
    ),
)
RESTING = Places(2, 1, NoNewMentee("T1", "UMENTOR", date(2026, 4, 27)))
ASKED = Advice("T1", "UMENTOR", "prg1", AdviceTopic.HARASSMENT, date(2026, 3, 4), 1772452801)
SEEN = Advice("T1", "UOTHER", "prg1", AdviceTopic.CONFLICT, date(2026, 3, 2), 1, "ULEA", date(2026, 3, 3))


@dataclass(frozen=True)
class MayAsk:
    program: Program
    lead: str


def variants_of_care(content, signposts, program, other):
    """Name to what a view returned; `other` is a second program."""
    turns_to, among = MayAsk(program, "ULEA"), MayAsk(other, "UDEE")
    told: dict[str, Any] = {"content": content, "filled": signposts}
    signed = [
        SignOff("T1", "prg1", 2, "a1b2c3d4", "ULEA", datetime(2026, 9, 1, 9, tzinfo=UTC)),
        SignOff("T1", "prg1", 1, "0f0e0d0c", "", datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ]
    return {
        "hours": hours.hours_page(HOURS),
        "hours_none": hours.hours_page(HoursStatement(MADE_ON, ())),
        "hours_note": hours.hours_note(),
        "hours_sent": hours.hours_sent(),
        "lead_question": leads.lead_question(program, is_deputy=False),
        "lead_question_deputy": leads.lead_question(program, is_deputy=True),
        "lead_said_yes": leads.lead_said_yes(program, is_deputy=False),
        "lead_said_yes_deputy": leads.lead_said_yes(program, is_deputy=True),
        "lead_said_no": leads.lead_said_no(program),
        "lead_sign_off_form": leads.sign_off_form(program, content=content),
        "lead_sign_off_asked": leads.sign_off_asked(program),
        "lead_page": leads.leading_page(program, asked=[ASKED, SEEN], is_signed=True),
        "lead_page_nobody_asks": leads.leading_page(program, asked=[], is_signed=False),
        "lead_page_came_later": leads.leading_page(
            program, asked=[], is_signed=True, notice=[leads.came_later("UDEE")]
        ),
        "program_page_lacks_a_lead": page.program_page(
            program, lead=leads.lacking(program, Lacks.LEFT, is_covered=True)
        ),
        "program_page_lacks_a_sign_off": page.program_page(
            program, lead=leads.lacking(program, Lacks.SIGN_OFF, is_covered=True)
        ),
        "program_history_signed": files.program_history(
            program, versions=[], below=leads.signed_history(signed)
        ),
        "what_to_do_when": guides.escalation_page(content, filled=signposts),
        "what_to_do_when_mentor": guides.escalation_page(
            content, filled=signposts, leads=["ULEA", "UDEE"], mentors=True
        ),
        "card_page_mentor": guides.card_page(content.cards["conflict"], mentors=True, **told),
        "advice_form": advice.advice_form([turns_to], **told),
        "advice_form_of_two": advice.advice_form([turns_to, among], **told),
        "advice_asked": advice.advice_asked(program, "ULEA", AdviceTopic.CONFLICT, **told),
        "advice_asked_urgent": advice.advice_asked(program, "ULEA", AdviceTopic.INCIDENT, **told),
        "advice_to_give": advice.advice_to_give(program, is_urgent=False),
        "advice_to_give_urgent": advice.advice_to_give(program, is_urgent=True),
        "advice_seen": advice.advice_seen(program),
        "circles": circle.circles_page(program, [other]),
        "circles_none": circle.circles_page(program, []),
        "circle_invited": circle.circle_invited(other),
        "circle_invitation": circle.circle_invitation(other),
        **_loads(),
        **_questions_to_mentors(content),
    }


def _loads():
    pair = Mentorship(
        id="men1",
        workspace_id="T1",
        program_id="prg1",
        state=MentorshipState.ACTIVE,
        members=(Member("UMENTEE", Role.MENTEE), Member("UMENTOR", Role.MENTOR)),
        score=70.0,
        reasons=(),
        every_weeks=3,
    )
    usual: dict[str, Any] = {
        "until": None,
        "offered": 2,
        "is_most": False,
        "theirs": [pair],
        "user_id": "UMENTOR",
        "before": LoadRef("", 1),
    }

    def said(answer, **changes):
        return load.load_said(answer, **{**usual, **changes})

    return {
        "load_question": load.load_question(rests=False, until=None),
        "load_question_resting": load.load_question(
            rests=True, until=date(2026, 4, 27), notice="Taken back."
        ),
        "load_fine": said(Load.FINE, before=None),
        "load_fine_again": said(Load.FINE),
        "load_a_bit_much": said(Load.A_BIT_MUCH, until=date(2026, 4, 27)),
        "load_too_much": said(Load.TOO_MUCH),
        "load_one_more": said(Load.ONE_MORE),
        "load_one_more_is_most": said(Load.ONE_MORE, is_most=True, before=None),
        "settings_places_resting": Modal("Places", [words(places_in_words(RESTING))]),
    }


def _questions_to_mentors(content):
    """With the cards and advice in their menus, and room for "Not now"."""
    about: dict[str, Any] = {"others": ("UMENTEE",), "mentorship_id": "men1", "mentors": True}
    lines = content.lines
    last: dict[str, Any] = {
        "program_name": "Nurse leadership",
        "program_id": "prg1",
        "mentorship_id": "men1",
        "mentors": True,
    }
    asked = {
        "check_in_question_mentor": check_in.check_in_question(cycle=2, **about),
        "quiet_question_mentor": silence.quiet_question(program_id="prg1", **about),
        "quiet_still_there_mentor": silence.still_there_question(line=lines.still_there, **last),
    }
    midpoint = milestones.midpoint_note(
        text=lines.midpoint, guide=content.guides["midpoint"], is_circle=False, has_mentees=True, **about
    )
    with_a_way_out = {name: with_not_now(one, ref=QuestionRef(17)) for name, one in asked.items()}
    return {**with_a_way_out, "journey_midpoint_mentor": midpoint}
