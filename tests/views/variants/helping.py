"""Variants of a mentorship as its managers see it, of people without a match, and of what comes of it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.joining.enrolments import Role
from bot.domain.managing.helping import NoOffer
from bot.domain.managing.requests import Topic
from bot.domain.matching.waiting import NOT_LOOKED_AT, WaitsForMatch
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.privacy.visible_to_managers import Place, Show, VisibleMatch, VisiblePerson, VisiblePost
from bot.domain.programs.states import ProgramState
from bot.views.managing import mentorship_page as helping
from bot.views.managing.without_match import WithoutMatch, without_match
from bot.views.mentorships import from_managers
from bot.views.parts import words
from bot.views.refs import SupportRef

TODAY = date(2026, 3, 2)
NURSE = VisiblePost("nurse", "early_career", "critical_care", "St <Mary>")
PEOPLE = (
    VisiblePerson("UMENTEE", Role.MENTEE, Place.ACTIVE, post=NURSE),
    VisiblePerson("UMENTOR", Role.MENTOR, Place.PAUSED, hands=((Topic.TIMING, TODAY, None),)),
)
ASKED = (
    VisiblePerson("UMENTEE", Role.MENTEE, Place.ACTIVE, asked_on=TODAY, set_aside=True),
    VisiblePerson("UMENTOR", Role.MENTOR, Place.LEFT),
)


def seen(status, *, since=None, taker=None):
    return VisibleMatch(("UMENTEE", "UMENTOR"), status, True, since, taker, "men1")


def variants_of_helping(content, program, pair):
    """Name to what a view returned."""
    at = SupportRef(program.id, pair.id)
    lists, active = content.people, replace(pair, state=MentorshipState.ACTIVE)
    silent = seen(Status.MAY_NEED_SUPPORT, since=TODAY)
    page = helping.MentorshipPage(program, active, silent, PEOPLE, "UMANAGER")
    circle = replace(active, members=tuple(Member(f"U{n}", Role.PEER) for n in range(5)))

    def shown(state=MentorshipState.ACTIVE, *, at=at, notice=(), mentorship=active, **about):
        one = replace(page, mentorship=replace(mentorship, state=state), **about)
        return helping.mentorship_page(one, at, lists=lists, notice=notice)

    in_circle = replace(page, mentorship=circle, no_offer=NoOffer.CIRCLE, people=())
    return {
        "helping": shown(),
        "helping_offered": shown(notice=[words(helping.OFFERED)], no_offer=NoOffer.LATELY),
        "helping_taken_by_me": shown(match=replace(silent, taker="UMANAGER"), no_offer=NoOffer.AWAY),
        "helping_taken_by_another": shown(match=replace(silent, taker="UMONA")),
        "helping_asked": shown(
            match=seen(Status.ON_TRACK),
            people=ASKED,
            no_offer=NoOffer.ASKED,
            at=SupportRef(program.id, pair.id, Show.MATCHED, 2),
        ),
        "helping_on_its_way": shown(MentorshipState.APPROVED, match=seen(Status.GETTING_STARTED)),
        "helping_paused": shown(
            MentorshipState.PAUSED,
            match=seen(Status.PAUSED, since=TODAY),
            no_offer=NoOffer.NOT_ACTIVE,
            notice=[words(helping.paused_until(TODAY + timedelta(weeks=4), today=TODAY))],
        ),
        "helping_ended": shown(
            MentorshipState.ENDED,
            match=seen(Status.ENDED, since=TODAY),
            no_offer=NoOffer.NOT_ACTIVE,
            notice=[words(helping.ENDED)],
        ),
        "helping_no_more_matches": shown(no_offer=NoOffer.NO_MATCHES),
        "helping_circle": helping.mentorship_page(in_circle, at, lists=lists),
        "helping_get_in_touch": helping.get_in_touch(page, at),
        "helping_pause_form": helping.pause_for_them_form(page, at, until=TODAY + timedelta(weeks=4)),
        "helping_end_form": helping.end_kindly_form(page, at),
        "helping_end_form_circle": helping.end_kindly_form(in_circle, at),
        "new_match_offer": from_managers.new_match_offer(
            others=("UMENTOR",), program_name=program.name, mentorship_id="men1"
        ),
        "new_match_offer_trio": from_managers.new_match_offer(
            others=("UMENTOR", "UTHIRD"), program_name=program.name, mentorship_id="men1"
        ),
        "held_note": from_managers.held_note(
            others=("UMENTOR",),
            program_name=program.name,
            mentorship_id="men1",
            until=TODAY + timedelta(weeks=4),
            today=TODAY,
        ),
        **_without(program, lists),
    }


def _without(program, lists):
    helps = ("No eligible mentor had a free place.", "A mentor in intensive care with a free place.")
    waiting = [
        WaitsForMatch("UNIA", TODAY, *helps, NURSE),
        WaitsForMatch("UIDA", TODAY + timedelta(weeks=1), *NOT_LOOKED_AT),
        WaitsForMatch("UMAY", TODAY + timedelta(weeks=2), "No <reason>", ""),
    ]
    again, over = TODAY + timedelta(weeks=3), replace(program, state=ProgramState.CLOSING)
    return {
        "without_match": without_match(WithoutMatch(program, waiting, 0, 1, again_on=again), lists=lists),
        "without_match_page_2_of_3": without_match(WithoutMatch(program, waiting, 1, 3), lists=lists),
        "without_match_circles": without_match(
            WithoutMatch(program, waiting[:1], 0, 1, of_circles=True), lists=lists
        ),
        "without_match_over": without_match(WithoutMatch(over, waiting[:1], 0, 1), lists=lists),
        "without_match_nobody": without_match(WithoutMatch(program, [], 0, 1), lists=lists),
    }
