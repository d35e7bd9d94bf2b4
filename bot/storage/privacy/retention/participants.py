"""Rules about whoever takes part: what they said, when they work, where they have a place."""

from collections.abc import Sequence

from sqlalchemy import and_, not_

from bot.domain.care.advice import KEPT_FOR as ADVICE_KEPT_FOR
from bot.domain.managing.requests import HELP_TOPICS, KEPT_FOR
from bot.domain.rosters import BEHIND
from bot.storage.care.rows import advice, no_new_mentee
from bot.storage.journey.rows import given_prompt, no_prompts
from bot.storage.privacy.retention import states
from bot.storage.privacy.retention.rule import ALL, LATER, Rule
from bot.storage.privacy.retention.sweep import DAY, MOMENT, TODAY, Sweep
from bot.storage.rosters.rows import meaning as roster_meaning
from bot.storage.rosters.rows import source as roster_source
from bot.storage.tables import briefing, enrolment, exclusion, person, preferences, request, shift

LAST_PLACE_IS_OVER = (states.HAD_A_PLACE, not_(states.HAS_A_PLACE))
NEEDED_NO_MORE = and_(person.c.idle_on <= DAY, not_(states.IS_NEEDED), not_(states.HAD_A_PLACE))

RULES: Sequence[Rule] = (
    Rule(
        "exclusions",
        "the people someone must not be matched with, without a reason; and the person the records "
        "call their manager, although they say it isn't so",
        "keeping people apart from managers and assessors",
        "the person takes them off, the last of their programs is over, or either of the two deletes their "
        "data",
        {"exclusion": ALL},
        [Sweep(exclusion, states.of_person(exclusion, *LAST_PLACE_IS_OVER), by=("user_id",), locks=True)],
    ),
    Rule(
        "shifts",
        "known shifts as start, end and kind (away without a reason), six weeks ahead and twelve days "
        "back; no "
        "titles, places or descriptions",
        "not writing on shift or in sleep after a night",
        "twelve days after they ended, and when the last of someone's programs is over; the person forgets "
        "them or deletes them",
        {"shift": ALL},
        [
            Sweep(shift, shift.c.ends_at < MOMENT, BEHIND, by=("user_id",), stop_silences=True),
            Sweep(shift, states.of_person(shift, *LAST_PLACE_IS_OVER), by=("user_id",), locks=True),
        ],
    ),
    Rule(
        "rosters",
        "the link to a roster, encrypted; or the dates, codes and hours someone typed, with leave as "
        "“away”; "
        "when it was read, and whether it failed; which shift codes stand in it, which days needed a guess, "
        "what others changed of its codes, whether the person agreed to it, and until they do the shifts "
        "known "
        "before",
        "reading it again, showing what was understood, telling what changed",
        "another takes its place, or the last of someone's programs is over; the person forgets it or "
        "deletes "
        "it",
        {"roster_source": ALL},
        [Sweep(roster_source, states.of_person(roster_source, *LAST_PLACE_IS_OVER), locks=True)],
    ),
    Rule(
        "no new mentee",
        "which mentors rest from new mentees, and until when if they said so",
        "matching",
        "the day has come, or they say otherwise, or the last of their programs is over; the person deletes "
        "it",
        {no_new_mentee.name: ALL},
        [
            Sweep(no_new_mentee, no_new_mentee.c.until < TODAY),
            Sweep(
                no_new_mentee,
                states.of_person(no_new_mentee, *LAST_PLACE_IS_OVER),
                by=("user_id",),
                locks=True,
            ),
        ],
    ),
    Rule(
        "enrolments",
        "role, topics, capacity, version and date of the charter agreed to, whether an application was "
        "accepted, whether a manager set someone aside, the day by which a match was hoped for",
        "matching",
        "90 days after the program's end or after they left it; the person deletes it",
        {"enrolment": ALL},
        [
            Sweep(enrolment, enrolment.c.over_on <= DAY, LATER, locks=True),
            Sweep(
                enrolment, states.in_program(enrolment, states.IS_OVER, states.LONG_OVER), LATER, locks=True
            ),
        ],
    ),
    Rule(
        "preferences",
        "what someone likes and knows",
        "matching",
        "with the last of their places; the person deletes it",
        {"preferences": ALL},
        [Sweep(preferences, states.of_person(preferences, not_(states.HAD_A_PLACE)), locks=True)],
    ),
    Rule(
        "profile",
        "Slack user ids, time zone, profession, stage, specialty, department, site, shift pattern, quiet "
        "hours, first and last day of nights they spoke of, pauses, leave without its kind, since when they "
        "are gone and whether Slack or the records say so; how far a briefing was read, which reflection "
        "prompts they had and whether they want more; what a shift code means to them, which is shown to "
        "nobody",
        "matching, and knowing when not to write; two wards that agree settle a code for everyone",
        "90 days after the last of their programs ended for them, unless they manage one, are its "
        "champion or would mentor the next time; the person deletes it",
        {
            person.name: ALL,
            briefing.name: ALL,
            no_prompts.name: ALL,
            given_prompt.name: ALL,
            roster_meaning.name: ALL,
        },
        [Sweep(person, NEEDED_NO_MORE, LATER, locks=True)],
    ),
    Rule(
        "help requests",
        "that someone asked for help with timing, the match or access, on which day, which manager "
        "has taken it since when, and whether it is done",
        "help from the program's managers",
        "30 days; the person deletes it",
        {"request": ALL},
        [Sweep(request, and_(request.c.topic.in_(HELP_TOPICS), request.c.asked_on < DAY), KEPT_FOR)],
    ),
    Rule(
        "requests for advice",
        "that a mentor asked the program's lead for a call, which of six topics it is about, on which day, "
        "and which lead has seen it; managers see none of it, and nothing counts it",
        "care for mentors",
        "30 days; the person deletes it",
        {advice.name: ALL},
        [Sweep(advice, advice.c.asked_on < DAY, ADVICE_KEPT_FOR)],
    ),
    Rule(
        "rematch requests",
        "that someone asked for a new match",
        "finding one",
        "they are introduced to someone new, or the program closes",
        {"request": ALL},
        [Sweep(request, states.in_program(request, states.IS_OVER))],
    ),
)
