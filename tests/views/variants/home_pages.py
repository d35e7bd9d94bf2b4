"""Variants of Home, of Settings behind it, and of what a mentorship's menu opens."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.content import load_content
from bot.domain.care.leads import Lacks
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.views.ending.ended import EndedMentorship
from bot.views.home import settings, support
from bot.views.home.places import Places
from bot.views.matching import mentor_answers
from bot.views.signposts import Signposts

CONTENT = load_content()
WHEN = "You'll hear from Lamplight on days off, 10:00-18:00. Never on shift or while you sleep."
PICTURE = "       09    12    15    18\nTue  3 ··██████████████████████"
FILLED = {"crisis_line": "0800 111", "emergency_number": "2222", "hr_contact": "extension 5"}
TWO_MENTEES = [
    Mentorship(
        id=f"men{name}",
        workspace_id="T1",
        program_id="prg1",
        state=MentorshipState.ACTIVE,
        members=(Member(name, Role.MENTEE), Member("UMENTEE", Role.MENTOR)),
        score=70.0,
        reasons=("You share two topics.",),
        every_weeks=3,
        introduced_on=date(2026, 1, 13),
    )
    for name in ("UFIRST", "USECOND")
]


def ended(program):
    """One with thanks to tell, one with nothing left to do, and one that doesn't fit."""
    latest = EndedMentorship("men1", ["UMENTOR"], "prg1", program.name, date(2026, 7, 13), may_thank=True)
    told = replace(latest, mentorship_id="men2", others=["UFIRST"], may_thank=False)
    older = replace(latest, program_id="prg2", program_name="Onboarding", on=date(2026, 5, 4))
    return [latest, told, older, replace(older, on=date(2026, 5, 1))]


def variants_of_home(program, *, home_page, my_mentorship, managed):
    first, second = (replace(my_mentorship(), mentorship=one) for one in TWO_MENTEES)
    of_two = {"when": WHEN, "signposts": FILLED, "places": Places(offered=2, taken=2)}
    asked = replace(TWO_MENTEES[0], state=MentorshipState.APPROVED, answer_by=date(2026, 3, 9))
    request = mentor_answers.request_todo(asked, program_name=program.name)
    times = replace(second, times_wait=True)
    met_at = datetime(2026, 3, 12, 14, tzinfo=UTC)
    return {
        "home_of_two_calm": home_page(mine=[first, replace(second, meets_at=met_at)], **of_two),
        "home_of_two_asked": home_page(
            mine=[replace(first, asked=True), replace(second, asked=True)], **of_two
        ),
        "home_of_two_times_wait": home_page(mine=[replace(first, asked=True), times], **of_two),
        "home_of_two_and_a_request": home_page(mine=[first, times], todo=request, **of_two),
        "home_waiting_for_the_week": home_page(
            waiting_in=[program], matching={program.id: date(2026, 3, 16)}, when=WHEN, asks_more=True
        ),
        "home_manager_and_mentor": home_page(
            mine=[first], managed=[managed(), replace(managed(), asked=True)], when=WHEN
        ),
        "home_at_the_end": home_page(mine=[first], ended=ended(program), when=WHEN),
        "home_after_the_end": home_page(ended=ended(program)[:1], when=WHEN),
        **{
            f"home_places_{offered}_{taken}": home_page(
                mine=[first], places=Places(offered=offered, taken=taken), when=WHEN
            )
            for offered, taken in ((1, 0), (1, 1), (2, 0), (3, 1), (4, 3))
        },
        "home_of_a_lead_who_mentors": home_page(mine=[first], leading=[program], mentors=True, **of_two),
        "home_manager_lacks_a_lead": home_page(
            managed=[
                replace(managed(), lacks=Lacks.NOBODY),
                replace(managed(), lacks=Lacks.LEFT, is_covered=True),
            ]
        ),
        "settings": settings.settings_page(settings_of(program)),
        "settings_on_nights_with_roster": settings.settings_page(
            replace(settings_of(program), is_on_nights=True, roster_until=date(2026, 4, 10))
        ),
        "settings_with_a_pattern_for_a_year": settings.settings_page(
            replace(settings_of(program), roster_until=date(2027, 2, 14), today=date(2026, 3, 2))
        ),
        "settings_away": settings.settings_page(
            replace(settings_of(program, is_asked_for=True), away_until=date(2026, 4, 1), places=None)
        ),
        "settings_of_nobody": settings.settings_page(None),
        "home_of_a_circle": home_page(mine=[replace(first, mentorship=circle())], **of_two),
        "where_to_turn": support.where_to_turn(Signposts(CONTENT.signposts, FILLED), CONTENT.lines),
        "where_to_turn_nothing_yet": support.where_to_turn(Signposts(CONTENT.signposts, {}), CONTENT.lines),
    }


def circle():
    peers = tuple(Member(one, Role.PEER) for one in ("UMENTEE", "UTWO", "UTHREE"))
    return replace(TWO_MENTEES[0], members=peers)


def settings_of(program, *, is_asked_for=False):
    return settings.Settings(
        when=WHEN,
        picture=PICTURE,
        pattern="12-hour nights",
        programs=[settings.MyPlace(program, "a mentor", is_asked_for=is_asked_for)],
        places=Places(offered=2, taken=1),
        mentors=True,
    )
