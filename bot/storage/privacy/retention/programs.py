"""Rules about programs: who is matched with whom, what a manager holds, who looked, what was sent."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, bindparam, not_, or_, select

from bot.domain.managing.requests import KEPT_FOR
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.stopped_days import LOOK_BACK
from bot.storage.care.rows import lead_answer, sign_off
from bot.storage.ending.rows import thanks, willing
from bot.storage.exports.rows import named_export
from bot.storage.goals.rows import goals
from bot.storage.journey.rows import given_prompt
from bot.storage.managing.rows import held_kind, hold, summary_schedule, support_taken
from bot.storage.measures.rows import external_result
from bot.storage.meetings.rows import picked, planned
from bot.storage.mentorships.rows import stopped_days
from bot.storage.oversight.rows import oversight_role
from bot.storage.privacy.retention import states
from bot.storage.privacy.retention.rule import ALL, LATER, Rule
from bot.storage.privacy.retention.sweep import DAY, MOMENT, Sweep
from bot.storage.repository import add_new
from bot.storage.review.rows import review
from bot.storage.tables import (
    IS_OF_A_MEETING,
    IS_PROMPT,
    access_event,
    cycle,
    left_over,
    member,
    mentorship,
    nomination,
    outbox,
    person,
    proposal,
    suggestion,
)

LOOKS_KEPT_FOR = timedelta(days=365)
WILLING_FOR = timedelta(days=365)
MEETING_MESSAGES_KEPT_FOR = timedelta(days=1)
# Nobody gets the same prompt twice: which one it was outlives its message, and when does not.
GIVEN = select(outbox.c.workspace_id, outbox.c.recipient, outbox.c.cycle).where(
    outbox.c.id.in_(bindparam("found", expanding=True)),
    IS_PROMPT,
    person.c.workspace_id == outbox.c.workspace_id,
    person.c.user_id == outbox.c.recipient,
)
REMEMBER_PROMPTS = add_new(given_prompt).from_select(["workspace_id", "user_id", "number"], GIVEN)

RULES: Sequence[Rule] = (
    Rule(
        "mentorships",
        "which people are or were matched with each other, their conversation, and of each meeting "
        "the ISO week, of a circle's also whether three or more were there; not who said so or who came, not "
        "the day or hour",
        "the rhythm, totals, and matching nobody with the same person again",
        "90 days after the program's end; of who left it, that they were in it, 90 days after that; the "
        "person "
        "deletes it, and the mentorship stays as a number",
        {
            mentorship.name: tuple(
                one.name for one in mentorship.c if one.name not in ("reasons", "score", "dropped_on")
            ),
            member.name: ALL,
            cycle.name: ALL,
        },
        [
            Sweep(member, states.HAS_LEFT_IT, LATER),
            Sweep(mentorship, states.in_program(mentorship, states.IS_OVER, states.LONG_OVER), LATER),
        ],
    ),
    Rule(
        "decisions",
        "why two were matched, and how well; which people were proposed for each other and not "
        "matched, or said no",
        "deciding, and saying why; not asking twice",
        "90 days after they were introduced, or after it was decided against; a proposal that nobody decided "
        "on, with the program's closing or the next proposal; either person deletes it",
        {mentorship.name: ("reasons", "score", "dropped_on"), proposal.name: ALL, left_over.name: ALL},
        [
            Sweep(
                mentorship,
                and_(states.WAS_DECIDED, mentorship.c.introduced_on <= DAY, states.HAS_REASONS),
                LATER,
                values={"reasons": (), "score": 0.0},
            ),
            Sweep(mentorship, and_(states.IS_DROPPED, mentorship.c.dropped_on <= DAY), LATER),
            Sweep(
                mentorship,
                and_(
                    mentorship.c.state == MentorshipState.PROPOSED,
                    states.in_program(mentorship, states.IS_OVER),
                ),
            ),
            Sweep(proposal, states.in_program(proposal, states.IS_OVER)),
            Sweep(left_over, states.in_program(left_over, states.IS_OVER)),
        ],
    ),
    Rule(
        "goals",
        "up to three goals of a mentee, how much each matters, how far along it is, what the next talk is "
        "about; encrypted, without a date, and as long for everyone",
        "the mentee, and those in that mentorship they show them to",
        "90 days after the mentorship's end, or the program's; the mentee deletes them",
        {goals.name: ALL},
        [Sweep(goals, states.of_mentorship(goals, mentorship.c.ended_on <= DAY), LATER)],
    ),
    Rule(
        "days that stop silences",
        "days on which the silence of a mentorship isn't counted because of nights or days away, once the "
        "shifts are deleted; not whose they were",
        "not asking about a silence too soon, or showing it to managers",
        "26 weeks after the day; sooner, when someone has answered twice since or the mentorship is over; "
        "either person deletes it",
        {stopped_days.name: ALL},
        [Sweep(stopped_days, or_(stopped_days.c.ends_on < DAY, not_(states.MAY_STOP_A_SILENCE)), LOOK_BACK)],
    ),
    Rule(
        "support in hand",
        "which manager has a mentorship that may need support in hand, and since when",
        "the program's other managers know that it's seen to",
        "someone in it answers, it pauses or ends, the manager gives it back or deletes their data, or 30 "
        "days after they took it",
        {support_taken.name: ALL},
        [
            Sweep(support_taken, support_taken.c.taken_on <= DAY, KEPT_FOR),
            Sweep(support_taken, not_(states.IS_STILL_SILENT)),
        ],
    ),
    Rule(
        "suggestions",
        "which mentors someone was shown to choose from, why, and what they said of each",
        "choosing",
        "90 days after they were shown, or the program closes; either person deletes it",
        {"suggestion": ALL},
        [
            Sweep(suggestion, suggestion.c.shown_on <= DAY, LATER),
            Sweep(suggestion, states.in_program(suggestion, states.IS_OVER)),
        ],
    ),
    Rule(
        "nominations",
        "who was suggested as a mentor, and whether they said no; not who suggested them",
        "asking once",
        "they join, the program closes, or they delete it",
        {"nomination": ALL},
        [Sweep(nomination, states.in_program(nomination, states.IS_OVER))],
    ),
    Rule(
        "thanks",
        "that someone thanked the people of their mentorship at its end, on which day, and with which of "
        "three lines",
        "telling them",
        "90 days after it was said, or with the mentorship; the person deletes it",
        {thanks.name: ALL},
        [Sweep(thanks, thanks.c.said_on <= DAY, LATER)],
    ),
    Rule(
        "willing",
        "who would mentor when a program runs again, and since when; a no isn't kept",
        "its managers ask them",
        "they take it back, the program that follows is over, or 12 months after they said so; the person "
        "deletes it",
        {willing.name: ALL},
        [
            Sweep(willing, willing.c.said_on <= DAY, WILLING_FOR),
            Sweep(willing, states.IS_FOLLOWED_BY_ONE_THAT_IS_OVER),
        ],
    ),
    Rule(
        "meetings",
        "which times suit two people, and the one that is set",
        "finding a time",
        "the time has passed",
        {planned.name: ALL, picked.name: ALL},
        [Sweep(planned, planned.c.good_until < MOMENT)],
    ),
    Rule(
        "messages",
        "messages the bot plans to send, and what became of them; not their text",
        "nothing lost, nothing repeated",
        "90 days after they were sent or given up, those about times to meet a day after; while a mentorship "
        "lasts, a question that nobody has answered since; the person deletes them",
        {"outbox": ALL},
        [
            Sweep(
                outbox,
                and_(IS_OF_A_MEETING, outbox.c.expires_at < MOMENT, not_(states.IS_WAITING)),
                MEETING_MESSAGES_KEPT_FOR,
                has_index=True,
            ),
            Sweep(
                outbox,
                and_(outbox.c.settled_on <= DAY, not_(states.IS_UNANSWERED)),
                LATER,
                first=REMEMBER_PROMPTS,
                has_index=True,
            ),
        ],
    ),
    Rule(
        "holds",
        "which wards or sites a manager held and on which days, which kinds of message are held; no reason, "
        "and not which manager",
        "not writing there, not counting those days as silence",
        "the program closes",
        {hold.name: ALL, held_kind.name: ALL},
        [
            Sweep(hold, states.in_program(hold, states.IS_OVER)),
            Sweep(held_kind, states.in_program(held_kind, states.IS_OVER)),
        ],
    ),
    Rule(
        "schedules of summaries",
        "how often a program's totals are posted, where, on which days, and which manager set that",
        "posting them",
        "a manager stops it, or the program closes; without the manager's id once they delete their data",
        {summary_schedule.name: ALL},
        [Sweep(summary_schedule, states.in_program(summary_schedule, states.IS_OVER))],
    ),
    Rule(
        "plans",
        "a program's plan, who manages, champions and leads it, each version with who saved it, whether its "
        "lead said yes and which version of the cards they signed off, what HR worked out as managers typed "
        "it, announcements as managers wrote them and who has them posted, the hospital's signposts and "
        "sites",
        "running it",
        "seven days after the app is removed; without a person's id once they delete their data",
        {
            "program": ALL,
            "program_manager": ALL,
            "program_version": ALL,
            lead_answer.name: ALL,
            sign_off.name: ALL,
            external_result.name: ALL,
            "announcement": ALL,
            "workspace": ALL,
        },
    ),
    Rule(
        "numbers",
        "once a week, totals of each program with noise or rounded to five ([what they say](disclosure.md)); "
        "nothing about a person, so that they stay when someone deletes their data",
        "summaries, Home of managers and champions",
        "seven days after the app is removed",
        {"cell": ALL},
    ),
    Rule(
        "reviews",
        "which manager held a review of a program and when, three answers and a reason if they gave one, "
        "with the plan as it was",
        "reading again what was decided, and why",
        "seven days after the app is removed; without their id once they delete their data",
        {review.name: ALL},
    ),
    Rule(
        "hospital versions",
        "who changed the signposts or sites of the hospital, when, and what they said before",
        "every program shows them",
        "seven days after the app is removed; without their id once they delete their data",
        {"hospital_version": ALL},
    ),
    Rule(
        "roles",
        "who is an owner, a privacy officer or a reader of a program, who gave them that, and when",
        "reading totals, and who looked at names",
        "taken away, or given back; the person deletes it",
        {oversight_role.name: ALL},
    ),
    Rule(
        "looks",
        "which manager looked at which named list or tried which program's pairs by hand, who was offered a "
        "new match, whose mentorship a manager paused or ended, who was given or lost a role, who signed in "
        "to the dashboard, whose staff number was confirmed or refused, who asked for, agreed to or took out "
        "a list with names and what for, and when",
        "accountability",
        "12 months; without their id once that manager deletes their data",
        {"access_event": ALL},
        [Sweep(access_event, access_event.c.at < MOMENT, LOOKS_KEPT_FOR)],
    ),
    Rule(
        "lists taken out",
        "that a manager asked for a list with names, for HR or not, what they typed as the reason, who "
        "agreed, when it was fetched, and Slack's id of the file until it is deleted there; not who was on "
        "it",
        "two agree, it is fetched once, and the file goes from Slack",
        "12 months; without their ids once those managers delete their data",
        {named_export.name: ALL},
        [Sweep(named_export, named_export.c.asked_at < MOMENT, LOOKS_KEPT_FOR)],
    ),
)
