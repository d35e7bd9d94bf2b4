"""No repository method reaches into another workspace."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from inspect import isfunction
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.periods import Period
from bot.domain.exports.named import ListState
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState, Outcome, this_monday
from bot.domain.people import Person
from bot.domain.rosters import Meaning, Work
from bot.errors import NotFound
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.feedback.answers import AskedPerson
from bot.storage.privacy.retention import RULES
from bot.storage.repositories import Repositories
from bot.storage.repository import Repository
from tests.databases import KEY
from tests.storage.directory_asks import (
    DIRECTORY_CARRIES,
    DIRECTORY_OF_ALL,
    DIRECTORY_READS,
    DIRECTORY_WRITES,
    staff,
)
from tests.storage.hospital import (
    ADVICE,
    ANNOUNCEMENT,
    BEN,
    CYCLE,
    ENROLMENT,
    HOUR,
    LEASE,
    NAMED_LIST,
    NEXT,
    NOW,
    PAIR,
    PROGRAM,
    QUESTION,
    READER,
    REQUEST,
    TODAY,
    WAVE,
    WEEK,
    WS,
    move_in,
)

OTHER = "T2"
Ask = Callable[[Repositories, str], Awaitable[Any]]
# Of whatever is old; one is like the others.
[OLD_LOOKS] = [sweep for rule in RULES if rule.key == "looks" for sweep in rule.sweeps]
LATER = NOW + 9_999 * HOUR
PERIOD = Period(this_monday(TODAY))


CELL = Cell("met", TODAY - timedelta(days=TODAY.weekday()), 3, 9)


async def _cells(repos: Repositories, ws: str) -> Any:
    await repos.cells.freeze(WS, "P1", [CELL])
    return await repos.cells.list_for_programs(ws, ["P1"], since=CELL.week)


async def _staff_of_week(repos: Repositories, ws: str) -> Any:
    await repos.cells.freeze(WS, "P1", [replace(CELL, kind="staff", could=None, group="site:Main")])
    return await repos.reach.staff_of_week(ws, week=CELL.week)


async def _roles_held(repos: Repositories, ws: str) -> Any:
    return (await repos.roles.list_held(ws)).held


async def _posts(repos: Repositories, ws: str) -> Any:
    post = replace(QUESTION, kind="announcement", subject=ANNOUNCEMENT.id, recipient="C1", due_at=NOW)
    await repos.outbox.plan([post])
    return await repos.sends.list_posts(ws, "P1", now=NOW, end=NOW + HOUR)


async def _find_asked(repos: Repositories, ws: str) -> AskedPerson | None:
    return await repos.wave_answers.find_asked(
        ws, "P1", intake=COHORT, kind=WaveKind.BASELINE, user_id="UADA"
    )


async def _answers(repos: Repositories, ws: str) -> Any:
    asked = await _find_asked(repos, WS)
    assert asked
    await repos.wave_answers.write(asked, {"b2": 1})
    return await repos.wave_answers.of_person(ws, "UADA")


async def _row_keys(repos: Repositories) -> list[str]:
    asked = await _find_asked(repos, WS)
    return [asked.row_key] if asked else []


async def _zone(repos: Repositories, ws: str) -> str:
    zone = await repos.counting.usual_zone(ws)
    return "" if zone == "UTC" else zone


async def _introduced(repos: Repositories, ws: str) -> int:
    return (await repos.counting.introduced(ws, "P1"))[0]


async def _matched(repos: Repositories, ws: str) -> int:
    await repos.enrolments.save(replace(ENROLMENT, role=Role.MENTEE, match_by=PERIOD.first))
    return sum(await repos.periods.matched(ws, "P1", PERIOD))


async def _waits_for_turnout(repos: Repositories, ws: str) -> bool:
    await _answer(repos, WS)
    return await repos.cycles.waits_for_turnout(ws, "M1", 1)


async def _written_to(repos: Repositories, ws: str) -> int:
    return sum(await repos.counting.written_to(ws, "P1", now=NOW, end=NOW + HOUR))


async def _taken_out_at(repos: Repositories, ws: str) -> datetime | None:
    installed = await repos.installations.find(WS)
    assert installed
    await repos.installations.take_out(WS, NOW)
    at = await repos.installations.taken_out_at(ws)
    await repos.installations.save(installed)
    return at


async def _programs_counted(repos: Repositories, ws: str) -> int:
    return (await repos.installations.count_rows(ws)).get("program", 0)


async def _languages(repos: Repositories, ws: str) -> tuple[str, ...]:
    return (await repos.preferences.get(ws, "UADA")).languages


async def _unmatched(repos: Repositories, ws: str) -> Any:
    await repos.enrolments.save(replace(ENROLMENT, role=Role.MENTEE))
    return await repos.enrolments.list_unmatched(ws, "P1")


async def _applied(repos: Repositories, ws: str) -> dict[str, int]:
    await repos.enrolments.save(replace(ENROLMENT, state=EnrolmentState.APPLIED))
    return await repos.enrolments.count_applied(ws, ["P1"])


async def _count_proposed(repos: Repositories, ws: str) -> dict[str, int]:
    await repos.mentorships.save(replace(PAIR, id="M2", state=MentorshipState.PROPOSED))
    return await repos.mentorships.count_proposed(ws, ["P1"])


async def _take(repos: Repositories, ws: str) -> bool:
    asked = replace(REQUEST, workspace_id=ws)
    return await repos.requests.take(asked, by="UMIA", on=TODAY, managers=["UMIA"])


async def _give_back(repos: Repositories, ws: str) -> bool:
    await repos.requests.take(REQUEST, by="UMIA", on=TODAY, managers=["UMIA"])
    return await repos.requests.give_back(replace(REQUEST, workspace_id=ws), by="UMIA")


async def _claimed(repos: Repositories, ws: str) -> Any:
    (message,) = await repos.outbox.claim(NOW, 1, LEASE)
    return replace(message, workspace_id=ws)


async def _stuck(repos: Repositories) -> int:
    """A message that could not be delivered; returns its id."""
    await repos.outbox.plan([replace(QUESTION, kind="nomination", due_at=NOW - HOUR)])
    message = await _claimed(repos, WS)
    await repos.outbox.finish(message, DeliveryState.FAILED, outcome="refused", now=NOW, message_ts="1.0")
    return int(message.id)


async def _program_of_stuck(repos: Repositories, ws: str) -> str | None:
    [one] = await repos.undelivered.list_for_program(WS, "P1", ["nomination"])
    return await repos.undelivered.program_of(ws, one.id, ["nomination"])


async def _list_asked(repos: Repositories, ws: str, state: ListState = ListState.ASKED) -> str:
    """One more list, and its id."""
    one = replace(NAMED_LIST, id=f"L-{state}", state=state, agreed_by=None, agreed_at=None, fetched_at=None)
    await repos.named_exports.add_first(replace(one, file_id=None))
    return one.id


async def _list_open(repos: Repositories, ws: str) -> Any:
    await _list_asked(repos, ws)
    return await repos.named_exports.list_open(ws, "P1", asked_by="UMIA")


async def _list_waiting(repos: Repositories, ws: str) -> Any:
    await _list_asked(repos, ws)
    return await repos.named_exports.list_waiting(ws, "P1")


# What each method says in workspace `ws` of the hospital; the same question in another one must find nothing.
async def _goals(repos: Repositories, ws: str) -> bool:
    return not (await repos.goals.find(ws, "M1", "UBEN")).is_empty


async def _told(repos: Repositories, ws: str) -> object:
    over = replace(WAVE, kind=WaveKind.MID)
    await repos.waves.add_first(over)
    await repos.waves.freeze(over, TODAY)
    return await repos.waves.list_told(ws, ["P1"])


READS: dict[str, Ask] = {
    **DIRECTORY_READS,
    "personal_data.list_ids": lambda repos, ws: repos.personal_data.list_ids(ws),
    "sweeping.list_with_any_due": lambda repos, ws: repos.sweeping.list_with_any_due(
        ws, (OLD_LOOKS,), now=LATER
    ),
    "sweeping.list_due": lambda repos, ws: repos.sweeping.list_due(ws, OLD_LOOKS, now=LATER, limit=9),
    "installations.find": lambda repos, ws: repos.installations.find(ws),
    "installations.taken_out_at": _taken_out_at,
    "installations.count_rows": _programs_counted,
    "people.find": lambda repos, ws: repos.people.find(ws, "UADA"),
    "people.get": lambda repos, ws: repos.people.get(ws, "UADA"),
    "people.list_to_look_up": lambda repos, ws: repos.people.list_to_look_up(
        ws, left_since=NOW, after="", limit=9
    ),
    "people.list_by_ids": lambda repos, ws: repos.people.list_by_ids(ws, ["UADA"]),
    "stopped_days.list_for_mentorships": lambda repos, ws: repos.stopped_days.list_for_mentorships(
        ws, ["M1"]
    ),
    "support_taken.list_for_mentorships": lambda repos, ws: repos.support_taken.list_for_mentorships(
        ws, ["M1"]
    ),
    "goals.find": _goals,
    "goals.list_for_mentorships": lambda repos, ws: repos.goals.list_for_mentorships(ws, ["M1"]),
    "goals.list_of_person": lambda repos, ws: repos.goals.list_of_person(ws, "UBEN"),
    "stopped_days.lock_silent": lambda repos, ws: repos.stopped_days.lock_silent(ws, ["UADA"], TODAY),
    "shifts.list_between": lambda repos, ws: repos.shifts.list_between(ws, ["UADA"], NOW, NOW + 48 * HOUR),
    "shifts.known_until": lambda repos, ws: repos.shifts.known_until(ws, ["UADA"]),
    "rosters.find": lambda repos, ws: repos.rosters.find(ws, "UADA"),
    "rosters.horizons": lambda repos, ws: repos.rosters.horizons(ws, ["UADA"]),
    "rosters.list_with_codes": lambda repos, ws: repos.rosters.list_with_codes(ws, ["N"]),
    "rosters.list_changes": lambda repos, ws: repos.rosters.list_changes(ws, ["UADA"]),
    "roster_codes.list_common": lambda repos, ws: repos.roster_codes.list_common(ws),
    "roster_codes.list_said": lambda repos, ws: repos.roster_codes.list_said(ws),
    "roster_codes.said_by": lambda repos, ws: repos.roster_codes.said_by(ws, "UADA"),
    "roster_codes.known_to": lambda repos, ws: repos.roster_codes.known_to(ws, "UADA"),
    "programs.find": lambda repos, ws: repos.programs.find(ws, "P1"),
    "programs.get": lambda repos, ws: repos.programs.get(ws, "P1"),
    "programs.list_by_ids": lambda repos, ws: repos.programs.list_by_ids(ws, ["P1"]),
    "programs.list_all": lambda repos, ws: repos.programs.list_all(ws),
    "programs.list_live": lambda repos, ws: repos.programs.list_live(ws),
    "programs.list_not_archived": lambda repos, ws: repos.programs.list_not_archived(ws),
    "programs.list_managed_by": lambda repos, ws: repos.programs.list_managed_by(ws, "UMIA"),
    "programs.manages_any": lambda repos, ws: repos.programs.manages_any(ws, "UMIA"),
    "enrolments.find": lambda repos, ws: repos.enrolments.find(ws, "P1", "UADA"),
    "enrolments.list_among": lambda repos, ws: repos.enrolments.list_among(ws, ["P1"], ["UADA"]),
    "enrolments.list_for_program": lambda repos, ws: repos.enrolments.list_for_program(ws, "P1"),
    "enrolments.roles_in": lambda repos, ws: repos.enrolments.roles_in(ws, "P1"),
    "enrolments.list_roles": lambda repos, ws: repos.enrolments.list_roles(ws, "P1"),
    "enrolments.list_unmatched": _unmatched,
    # Before somebody is made to apply.
    "schedules.find": lambda repos, ws: repos.schedules.find(ws, "P1"),
    "schedules.list_for_programs": lambda repos, ws: repos.schedules.list_for_programs(ws, ["P1"]),
    "schedules.list_due": lambda repos, ws: repos.schedules.list_due(ws, until=TODAY),
    "holds.list_for_programs": lambda repos, ws: repos.holds.list_for_programs(ws, ["P1"]),
    "holds.held_kinds_of": lambda repos, ws: repos.holds.held_kinds_of(ws, ["P1"]),
    "holds.list_held_kinds": lambda repos, ws: repos.holds.list_held_kinds(ws, "P1"),
    "sends.list_posts": _posts,
    "leads.list_answers": lambda repos, ws: repos.leads.list_answers(ws, ["P1"], ["ULEA"]),
    "leads.last_number": lambda repos, ws: repos.leads.last_number(ws, "P1"),
    "leads.list_signed": lambda repos, ws: repos.leads.list_signed(ws, ["P1"]),
    "external_results.list_for_programs": lambda repos, ws: repos.external_results.list_for_programs(
        ws, ["P1"]
    ),
    "advice.find": lambda repos, ws: repos.advice.find(ws, "UADA", "P1"),
    "advice.list_for_programs": lambda repos, ws: repos.advice.list_for_programs(ws, ["P1"]),
    "loads.find": lambda repos, ws: repos.loads.find(ws, "UADA"),
    "loads.list_among": lambda repos, ws: repos.loads.list_among(ws, ["UADA"], today=TODAY),
    "requests.list_among": lambda repos, ws: repos.requests.list_among(ws, ["P1"], ["UADA"]),
    "requests.list_takers": lambda repos, ws: repos.requests.list_takers(ws, ["P1"]),
    "requests.find_open": lambda repos, ws: repos.requests.find_open(replace(REQUEST, workspace_id=ws)),
    "enrolments.count_applied": _applied,
    "enrolments.list_for_person": lambda repos, ws: repos.enrolments.list_for_person(ws, "UADA"),
    "exclusions.list_of": lambda repos, ws: repos.exclusions.list_of(ws, "UADA"),
    "exclusions.list_among": lambda repos, ws: repos.exclusions.list_among(ws, ["UADA", "UBEN"]),
    "exclusions.list_cleared_among": lambda repos, ws: repos.exclusions.list_cleared_among(
        ws, ["UADA", "UBEN"]
    ),
    "preferences.get": _languages,
    "preferences.list_by_ids": lambda repos, ws: repos.preferences.list_by_ids(ws, ["UADA"]),
    "briefings.list_of": lambda repos, ws: repos.briefings.list_of(ws, "UADA"),
    "briefings.list_finished": lambda repos, ws: repos.briefings.list_finished(ws, ["UADA"]),
    "nominations.find": lambda repos, ws: repos.nominations.find(ws, "P1", "UZOE"),
    "nominations.list_among": lambda repos, ws: repos.nominations.list_among(ws, ["P1"], ["UZOE"]),
    "nominations.list_for_program": lambda repos, ws: repos.nominations.list_for_program(ws, "P1"),
    "nominations.list_for_person": lambda repos, ws: repos.nominations.list_for_person(ws, "UZOE"),
    "suggestions.list_for_program": lambda repos, ws: repos.suggestions.list_for_program(ws, "P1"),
    "suggestions.list_for_person": lambda repos, ws: repos.suggestions.list_for_person(ws, "UADA"),
    "requests.list_open": lambda repos, ws: repos.requests.list_open(ws, "P1"),
    "mentorships.resting_places": lambda repos, ws: repos.mentorships.resting_places(
        ws, ["UADA"], since=TODAY
    ),
    "requests.list_for_person": lambda repos, ws: repos.requests.list_for_person(ws, "UADA"),
    "proposals.find": lambda repos, ws: repos.proposals.find(ws, "P1"),
    "proposals.what_would_help": lambda repos, ws: repos.proposals.what_would_help(ws, "UADA"),
    "mentorships.count_proposed": _count_proposed,
    "proposals.list_left_over": lambda repos, ws: repos.proposals.list_left_over(ws, "P1"),
    "announcements.find": lambda repos, ws: repos.announcements.find(ws, "A1"),
    "announcements.list_by_ids": lambda repos, ws: repos.announcements.list_by_ids(ws, ["A1"]),
    "announcements.list_for_program": lambda repos, ws: repos.announcements.list_for_program(ws, "P1"),
    "hospital_versions.last_number": lambda repos, ws: repos.hospital_versions.last_number(ws),
    "hospital_versions.list_latest": lambda repos, ws: repos.hospital_versions.list_latest(ws, limit=5),
    "hospital_versions.list_numbered": lambda repos, ws: repos.hospital_versions.list_numbered(ws, [1]),
    "program_versions.list_for_program": lambda repos, ws: repos.program_versions.list_for_program(ws, "P1"),
    "reviews.list_for_program": lambda repos, ws: repos.reviews.list_for_program(ws, "P1"),
    "reviews.last_held": lambda repos, ws: repos.reviews.last_held(ws, ["P1"]),
    "mentorships.find": lambda repos, ws: repos.mentorships.find(ws, "M1"),
    "mentorships.get": lambda repos, ws: repos.mentorships.get(ws, "M1"),
    "mentorships.lock_all": lambda repos, ws: repos.mentorships.lock_all(ws, ["M1"]),
    "mentorships.list_by_ids": lambda repos, ws: repos.mentorships.list_by_ids(ws, ["M1"]),
    "mentorships.list_for_program": lambda repos, ws: repos.mentorships.list_for_program(ws, "P1"),
    "mentorships.list_for_person": lambda repos, ws: repos.mentorships.list_for_person(ws, "UADA"),
    "mentorships.mentees_per_mentor": lambda repos, ws: repos.mentorships.mentees_per_mentor(ws, ["UADA"]),
    "mentorships.mentees_in": lambda repos, ws: repos.mentorships.mentees_in(ws, "P1"),
    "mentorships.matched_in": lambda repos, ws: repos.mentorships.matched_in(ws, "P1"),
    "listed.list_days": lambda repos, ws: repos.listed.list_days(ws, "P1"),
    "listed.list_members": lambda repos, ws: repos.listed.list_members(ws, "P1"),
    "listed.list_ids_of": lambda repos, ws: repos.listed.list_ids_of(ws, "P1", ["UADA"]),
    "listed.list_places": lambda repos, ws: repos.listed.list_places(ws, "P1"),
    "listed.list_who": lambda repos, ws: repos.listed.list_who(ws, ["P1"]),
    "mentorships.past_partners": lambda repos, ws: repos.mentorships.past_partners(ws, ["UADA"]),
    "thanks.list_for_mentorships": lambda repos, ws: repos.thanks.list_for_mentorships(ws, ["M1"]),
    "willing.list_for_programs": lambda repos, ws: repos.willing.list_for_programs(ws, ["P1"]),
    "willing.list_for_person": lambda repos, ws: repos.willing.list_for_person(ws, "UADA"),
    "named_exports.find": lambda repos, ws: repos.named_exports.find(ws, "L1"),
    "named_exports.get": lambda repos, ws: repos.named_exports.get(ws, "L1"),
    "named_exports.list_by_ids": lambda repos, ws: repos.named_exports.list_by_ids(ws, ["L1"]),
    "named_exports.list_open": _list_open,
    "named_exports.list_waiting": _list_waiting,
    "named_exports.list_files": lambda repos, ws: repos.named_exports.list_files(ws, before=LATER),
    "meetings.find": lambda repos, ws: repos.meetings.find(ws, "M1"),
    "meetings.list_for_mentorships": lambda repos, ws: repos.meetings.list_for_mentorships(ws, ["M1"]),
    "meetings.last_number": lambda repos, ws: repos.meetings.last_number(ws, "M1", ["check_in"]),
    "cycles.get": lambda repos, ws: repos.cycles.get(ws, "M1", 1),
    "cycles.current": lambda repos, ws: repos.cycles.current(ws, "M1"),
    "cycles.list_for_mentorship": lambda repos, ws: repos.cycles.list_for_mentorship(ws, "M1"),
    "cycles.list_for_mentorships": lambda repos, ws: repos.cycles.list_for_mentorships(ws, ["M1"]),
    "cycles.waits_for_turnout": _waits_for_turnout,
    "cycles.last_met_on": lambda repos, ws: repos.cycles.last_met_on(ws, ["M1"]),
    "status_bases.list_for_programs": lambda repos, ws: repos.status_bases.list_for_programs(
        ws, ["P1"], [MentorshipState.ACTIVE], asked_in="quiet_check"
    ),
    "status_bases.count_waiting": lambda repos, ws: repos.status_bases.count_waiting(ws, ["P1"]),
    "status_bases.waiting_since": lambda repos, ws: repos.status_bases.waiting_since(ws, ["P1"]),
    "outbox.budgeted_sent_since": lambda repos, ws: repos.outbox.budgeted_sent_since(
        ws, ["UADA"], NOW - HOUR
    ),
    "outbox.last_asked": lambda repos, ws: repos.outbox.last_asked(
        ws, ["check_in"], ["M1"], begun=["check_in"]
    ),
    "outbox.numbers_of": lambda repos, ws: repos.outbox.numbers_of(ws, "check_in", ["UADA"]),
    "outbox.last_sent_on": lambda repos, ws: repos.outbox.last_sent_on(ws, "check_in", ["M1"]),
    "outbox.waits_until": lambda repos, ws: repos.outbox.waits_until(ws, "M1"),
    "outbox.list_about": lambda repos, ws: repos.outbox.list_about(ws, "check_in", ["M1"]),
    "outbox.find": lambda repos, ws: repos.outbox.find(ws, 1),
    "outbox.list_in_message": lambda repos, ws: repos.outbox.list_in_message(ws, "UADA", "1.0"),
    "outbox.list_by_ids": lambda repos, ws: repos.outbox.list_by_ids(ws, [1]),
    "outbox.counts": lambda repos, ws: repos.outbox.counts(ws),
    "prompts.stopped": lambda repos, ws: repos.prompts.stopped(ws, ["UADA"]),
    "prompts.given": lambda repos, ws: repos.prompts.given(ws, ["UADA"]),
    "undelivered.count": lambda repos, ws: repos.undelivered.count(ws, ["P1"], ["nomination"]),
    "undelivered.list_for_program": lambda repos, ws: repos.undelivered.list_for_program(
        ws, "P1", ["nomination"]
    ),
    "undelivered.program_of": _program_of_stuck,
    "access_log.list_for_program": lambda repos, ws: repos.access_log.list_for_program(ws, "P1"),
    "access_log.list_looks": lambda repos, ws: repos.access_log.list_looks(
        ws, ["P1"], since=NOW - HOUR, limit=9
    ),
    "access_log.list_page": lambda repos, ws: repos.access_log.list_page(
        ws, program_id="P1", user_id="UMIA", before=10**6, limit=9
    ),
    "roles.list_held": _roles_held,
    "reach.staff_of_week": _staff_of_week,
    "reach.count_reached": lambda repos, ws: repos.reach.count_reached(ws, "P1"),
    "personal_data.of_person": lambda repos, ws: repos.personal_data.of_person(ws, "UADA"),
    "cells.list_for_programs": _cells,
    "cells.list_of_kinds": lambda repos, ws: repos.cells.list_of_kinds(ws, ["P1"], [CELL.kind]),
    "waves.find": lambda repos, ws: repos.waves.find(ws, "P1", intake=COHORT, kind=WaveKind.BASELINE),
    "waves.list_for_programs": lambda repos, ws: repos.waves.list_for_programs(ws, ["P1"]),
    "waves.list_closed": lambda repos, ws: repos.waves.list_closed(ws, LATER.date()),
    "waves.list_stood": lambda repos, ws: repos.waves.list_stood(ws, "P1"),
    "waves.list_open_for_person": lambda repos, ws: repos.waves.list_open_for_person(ws, "UADA", today=TODAY),
    "waves.list_places": lambda repos, ws: repos.waves.list_places(replace(WAVE, workspace_id=ws)),
    "waves.list_places_among": lambda repos, ws: repos.waves.list_places_among(ws, ["P1"], ["UADA"]),
    "waves.list_places_in": lambda repos, ws: repos.waves.list_places_in(ws, "P1"),
    "wave_answers.find_seal": lambda repos, ws: repos.wave_answers.find_seal(ws, "P1", intake=COHORT),
    "wave_answers.find_asked": _find_asked,
    "wave_answers.of_person": _answers,
    "counting.usual_zone": _zone,
    "counting.list_stood": lambda repos, ws: repos.counting.list_stood(ws, "P1", first=TODAY, last=TODAY),
    "counting.people_of": lambda repos, ws: repos.counting.people_of(
        ws, "P1", first=TODAY, last=TODAY, away_only=False
    ),
    "counting.introduced": _introduced,
    "counting.written_to": _written_to,
    "periods.list_begun": lambda repos, ws: repos.periods.list_begun(ws, "P1", PERIOD, since=TODAY),
    "periods.matched": _matched,
    "totals.enrolled": lambda repos, ws: repos.totals.enrolled(ws, "P1"),
    "forgetting.lock": lambda repos, ws: repos.forgetting.lock(ws, "UADA"),
    "forgetting.list_forgotten": lambda repos, ws: repos.forgetting.list_forgotten(ws),
    "waves.list_told": _told,
}


async def _key_died(repos: Repositories, ws: str) -> bool:
    await repos.wave_answers.let_key_die(ws, "P1", intake=COHORT, on=TODAY)
    [keys] = [one.sweeps[0] for one in RULES if one.key == "keys of answers"]
    return bool(await repos.sweeping.list_due(WS, keys, now=NOW, limit=9))


async def _forget_answers(repos: Repositories, ws: str) -> bool:
    row_keys = await _row_keys(repos)
    await repos.wave_answers.forget(ws, "UADA")
    return not await repos.wave_answers.list_rows(WAVE, row_keys)


async def _forget_of_cycles(repos: Repositories, ws: str) -> bool:
    await repos.outbox.forget_of_cycles(ws, "M1", [QUESTION.kind], [QUESTION.cycle])
    return not await repos.outbox.list_about(WS, QUESTION.kind, ["M1"])


async def _send_again(repos: Repositories, ws: str) -> bool:
    stuck = await _stuck(repos)
    return await repos.undelivered.send_again(ws, stuck, ["nomination"], now=NOW, until=NOW + HOUR)


async def _all_may_have_left(repos: Repositories, ws: str) -> bool:
    message = await _claimed(repos, ws)
    await repos.outbox.all_may_have_left([message], outcome="no clear answer")
    return await _is_now(repos, message, DeliveryState.UNKNOWN)


async def _is_now(repos: Repositories, message: OutboxMessage, state: DeliveryState) -> bool:
    found = await repos.outbox.find(WS, message.id)
    return found is not None and found.state is state


async def _start_counted(repos: Repositories, ws: str) -> bool:
    message = await _claimed(repos, ws)
    return await repos.outbox.start_counted(message, NOW, since=NOW - HOUR, known=[])


async def _finish_all(repos: Repositories, ws: str) -> bool:
    message = await _claimed(repos, ws)
    await repos.outbox.finish_all([(message, DeliveryState.DROPPED, "no longer true")])
    return await _is_now(repos, message, DeliveryState.DROPPED)


async def _reschedule_all(repos: Repositories, ws: str) -> bool:
    message = await _claimed(repos, ws)
    await repos.outbox.reschedule_all([(message, NOW)])
    return await _is_now(repos, message, DeliveryState.PENDING)


async def _put_at(repos: Repositories, ws: str) -> bool:
    await repos.outbox.put_at([replace(QUESTION, workspace_id=ws, due_at=NOW + HOUR)])
    return await repos.outbox.next_due_at() == NOW + HOUR


async def _let_go(repos: Repositories, ws: str) -> int:
    await _claimed(repos, WS)
    return await repos.outbox.let_go(ws, "M1")


async def _let_go_to(repos: Repositories, ws: str) -> int:
    await _claimed(repos, WS)
    return await repos.outbox.let_go_to(ws, "UADA")


async def _let_go_of_program(repos: Repositories, ws: str) -> int:
    await _claimed(repos, WS)
    return await repos.outbox.let_go_of_program(ws, "P1")


async def _begin(repos: Repositories, ws: str) -> Any:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.APPROVED))
    return await repos.mentorships.begin(ws, "M1", channel_id="G1", on=TODAY, settling_days=7)


async def _wait_for_mentor(repos: Repositories, ws: str) -> bool:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.APPROVED, answer_by=TODAY))
    return await repos.mentorships.wait_for_mentor(ws, "M1", until=TODAY)


async def _start(repos: Repositories, ws: str) -> bool:
    return await repos.outbox.start_sending(await _claimed(repos, ws), NOW)


async def _finish(repos: Repositories, ws: str) -> bool:
    return await repos.outbox.finish(await _claimed(repos, ws), DeliveryState.SENT, outcome="sent", now=NOW)


async def _answer(repos: Repositories, ws: str) -> int | None:
    return await repos.cycles.answer(
        ws, mentorship_id="M1", number=1, user_id="UADA", outcome=Outcome.MET, iso_week=WEEK
    )


async def _reopen(repos: Repositories, ws: str) -> bool:
    await _answer(repos, WS)
    return await repos.cycles.reopen(ws, "M1", 1)


async def _follow(repos: Repositories, ws: str) -> bool:
    await _answer(repos, WS)
    return bool(await repos.cycles.follow(ws, [(CYCLE, NEXT)]))


async def _tell_turnout(repos: Repositories, ws: str) -> bool:
    host = tuple(replace(one, role=Role.HOST) for one in PAIR.members)
    await repos.mentorships.save(replace(PAIR, members=host))
    await _answer(repos, WS)
    return await repos.cycles.tell_turnout(ws, "M1", 1, user_id="UADA", enough=True)


async def _look_on(repos: Repositories, ws: str) -> bool:
    await repos.cycles.look_on(ws, {CYCLE: TODAY})
    return bool(await repos.cycles.list_to_look_at(TODAY, 9))


async def _place(repos: Repositories, ws: str) -> bool:
    [waiting] = await repos.outbox.list_unplaced(NOW, 9)
    await repos.outbox.place({replace(waiting, workspace_id=ws): NOW + HOUR})
    return not await repos.outbox.list_unplaced(NOW, 9)


async def _approve(repos: Repositories, ws: str) -> Any:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.PROPOSED))
    return await repos.mentorships.approve_proposed(ws, "P1", ["M1"])


async def _delete_proposed(repos: Repositories, ws: str) -> int:
    await repos.mentorships.save(replace(PAIR, state=MentorshipState.PROPOSED))
    return await repos.mentorships.delete_proposed(ws, "P1")


async def _forget(repos: Repositories, ws: str) -> bool:
    await repos.forgetting.forget(ws, "UADA")
    return await repos.people.find(WS, "UADA") is None


async def _welcome_back(repos: Repositories, ws: str) -> bool:
    await repos.forgetting.forget(WS, "UADA")
    await repos.forgetting.welcome_back(ws, "UADA")
    return not await repos.forgetting.list_forgotten(WS)


async def _vacate(repos: Repositories, ws: str) -> bool:
    await staff(repos)
    await repos.forgetting.vacate(ws, "E1")
    return await repos.directory.find(WS, "E1") is None


async def _remember_number(repos: Repositories, ws: str) -> bool:
    await repos.forgetting.remember_number(ws, "E1", "hash")
    return bool(await repos.forgetting.list_forgotten(WS))


async def _replace_shifts(repos: Repositories, ws: str) -> bool:
    await repos.shifts.replace(ws, "UADA", [])
    return await repos.shifts.known_until(WS, ["UADA"]) == {}


async def _replace_stopped_days(repos: Repositories, ws: str) -> bool:
    await repos.stopped_days.replace(ws, {"M1": []})
    return await repos.stopped_days.list_for_mentorships(WS, ["M1"]) == {}


async def _settle_code(repos: Repositories, ws: str) -> bool:
    await repos.roster_codes.settle(ws, "ZZ", Meaning(Work.OFF))
    return "ZZ" in await repos.roster_codes.list_common(WS)


async def _unsettle_code(repos: Repositories, ws: str) -> bool:
    await repos.roster_codes.unsettle(ws, "N")
    return "N" not in await repos.roster_codes.list_common(WS)


async def _take_code_back(repos: Repositories, ws: str) -> bool:
    await repos.roster_codes.take_back(ws, "E")
    return not await repos.roster_codes.list_said(WS)


async def _replace_exclusions(repos: Repositories, ws: str) -> bool:
    await repos.exclusions.replace(ws, "UADA", [])
    return await repos.exclusions.list_of(WS, "UADA") == ()


async def _delete_exclusions(repos: Repositories, ws: str) -> bool:
    await repos.exclusions.delete_all_of(ws, "UADA")
    return await repos.exclusions.list_of(WS, "UADA") == ()


async def _delete_nomination(repos: Repositories, ws: str) -> bool:
    await repos.nominations.delete(ws, "P1", "UZOE")
    return await repos.nominations.find(WS, "P1", "UZOE") is None


async def _replace_left_over(repos: Repositories, ws: str) -> bool:
    await repos.proposals.replace_left_over(ws, "P1", [])
    return await repos.proposals.list_left_over(WS, "P1") == []


async def _announced(repos: Repositories) -> None:
    """A preview, and one that was confirmed."""
    await repos.announcements.add(ANNOUNCEMENT)
    await repos.announcements.add(replace(ANNOUNCEMENT, id="A2", confirmed=False))


async def _confirm_announcement(repos: Repositories, ws: str) -> bool:
    await _announced(repos)
    return await repos.announcements.confirm(ws, "A2", by="UMIA")


async def _delete_announcement(repos: Repositories, ws: str) -> bool:
    await _announced(repos)
    return await repos.announcements.delete(ws, "A1")


async def _delete_previews(repos: Repositories, ws: str) -> int:
    await _announced(repos)
    return await repos.announcements.delete_previews(ws, "P1", NOW + HOUR)


async def _delete_bare(repos: Repositories, ws: str) -> bool:
    await repos.people.save(Person(WS, "UNEW"))
    return await repos.people.delete_bare(ws, "UNEW")


async def _forget_answers_of_leads(repos: Repositories, ws: str) -> bool:
    await repos.leads.forget_answers(ws, "P1", ["ULEA"])
    return not await repos.leads.list_answers(WS, ["P1"], ["ULEA"])


async def _delete_load(repos: Repositories, ws: str) -> bool:
    await repos.loads.delete(ws, "UADA")
    return await repos.loads.find(WS, "UADA") is None


async def _resume_kind(repos: Repositories, ws: str) -> bool:
    await repos.holds.resume_kind(ws, "P1", "check_in")
    return await repos.holds.list_held_kinds(WS, "P1") == frozenset()


async def _delete_installation(repos: Repositories, ws: str) -> bool:
    await repos.installations.delete(ws)
    return await repos.installations.find(WS) is None


async def _take_out(repos: Repositories, ws: str) -> bool:
    await repos.installations.take_out(ws, NOW)
    return await repos.installations.find(WS) is None


async def _start_prompts(repos: Repositories, ws: str) -> bool:
    await repos.prompts.stop(WS, "UADA")
    return await repos.prompts.start(ws, "UADA")


async def _take_old_looks(repos: Repositories, ws: str) -> int:
    found = await repos.sweeping.list_due(WS, OLD_LOOKS, now=LATER, limit=9)
    return await repos.sweeping.take(ws, OLD_LOOKS, found, now=LATER)


async def _agree(repos: Repositories, ws: str) -> bool:
    return await repos.named_exports.agree(ws, await _list_asked(repos, ws), by="UADA", at=NOW)


async def _decline(repos: Repositories, ws: str) -> bool:
    return await repos.named_exports.decline(ws, await _list_asked(repos, ws))


async def _lapse(repos: Repositories, ws: str) -> bool:
    return await repos.named_exports.lapse(ws, await _list_asked(repos, ws))


async def _fetch(repos: Repositories, ws: str) -> bool:
    return await repos.named_exports.fetch(ws, await _list_asked(repos, ws, ListState.AGREED), at=NOW)


WRITES: dict[str, Ask] = {
    "named_exports.agree": _agree,
    "named_exports.decline": _decline,
    "named_exports.lapse": _lapse,
    "named_exports.fetch": _fetch,
    "named_exports.give_back": lambda repos, ws: repos.named_exports.give_back(ws, "L1", at=NOW + 2 * HOUR),
    "named_exports.keep_file": lambda repos, ws: repos.named_exports.keep_file(
        ws, "L1", at=NOW + 2 * HOUR, file_id="F2"
    ),
    "named_exports.forget_file": lambda repos, ws: repos.named_exports.forget_file(ws, "L1"),
    "sweeping.take": _take_old_looks,
    **DIRECTORY_WRITES,
    "installations.delete": _delete_installation,
    "installations.take_out": _take_out,
    "shifts.replace": _replace_shifts,
    "stopped_days.replace": _replace_stopped_days,
    "support_taken.give_back": lambda repos, ws: repos.support_taken.give_back(ws, "M1", by="UMIA"),
    "rosters.delete": lambda repos, ws: repos.rosters.delete(ws, "UADA"),
    "rosters.put_off": lambda repos, ws: repos.rosters.put_off(ws, "UADA", NOW),
    "roster_codes.settle": _settle_code,
    "roster_codes.unsettle": _unsettle_code,
    "roster_codes.take_back": _take_code_back,
    "exclusions.replace": _replace_exclusions,
    "exclusions.delete_all_of": _delete_exclusions,
    "nominations.delete": _delete_nomination,
    "announcements.confirm": _confirm_announcement,
    "announcements.delete": _delete_announcement,
    "announcements.delete_previews": _delete_previews,
    "people.delete_bare": _delete_bare,
    "suggestions.answer": lambda repos, ws: repos.suggestions.answer(
        ws, "P1", "UADA", mentor_id="UBEN", said=None
    ),
    "suggestions.delete_open": lambda repos, ws: repos.suggestions.delete_open(ws, "P1", ["UADA"]),
    "schedules.move_on": lambda repos, ws: repos.schedules.move_on(
        ws, "P1", day=TODAY, to=TODAY + timedelta(days=28)
    ),
    "schedules.delete": lambda repos, ws: repos.schedules.delete(ws, "P1"),
    "holds.end": lambda repos, ws: repos.holds.end(ws, "P1", "Q1", TODAY),
    "holds.delete_all_of": lambda repos, ws: repos.holds.delete_all_of(ws, "P1"),
    "holds.resume_kind": _resume_kind,
    "leads.forget_answers": _forget_answers_of_leads,
    "advice.see": lambda repos, ws: repos.advice.see(replace(ADVICE, workspace_id=ws, seen_by="ULEA")),
    "loads.delete": _delete_load,
    "requests.close": lambda repos, ws: repos.requests.close(ws, "P1", ["UADA"]),
    "requests.take": _take,
    "requests.give_back": _give_back,
    "suggestions.delete_all_of": lambda repos, ws: repos.suggestions.delete_all_of(ws, "P1"),
    "requests.delete_all_of": lambda repos, ws: repos.requests.delete_all_of(ws, "P1"),
    "proposals.delete": lambda repos, ws: repos.proposals.delete(ws, "P1"),
    "proposals.replace_left_over": _replace_left_over,
    "mentorships.approve_proposed": _approve,
    "mentorships.begin": _begin,
    "mentorships.wait_for_mentor": _wait_for_mentor,
    "mentorships.answer_by": lambda repos, ws: repos.mentorships.answer_by(ws, ["M1"], TODAY),
    "mentorships.delete": lambda repos, ws: repos.mentorships.delete(ws, ["M1"]),
    "mentorships.delete_proposed": _delete_proposed,
    "mentorships.end_current": lambda repos, ws: repos.mentorships.end_current(ws, "P1", on=TODAY),
    "exclusions.forget_after": lambda repos, ws: repos.exclusions.forget_after(ws, "P1"),
    "nominations.delete_all_of": lambda repos, ws: repos.nominations.delete_all_of(ws, "P1"),
    "outbox.drop_pending_of_program": lambda repos, ws: repos.outbox.drop_pending_of_program(ws, "P1"),
    "meetings.delete": lambda repos, ws: repos.meetings.delete(ws, "M1"),
    "outbox.put_at": _put_at,
    "cycles.answer": _answer,
    "cycles.close_unanswered": lambda repos, ws: repos.cycles.close_unanswered(ws, [("M1", 1)]),
    "cycles.reopen": _reopen,
    "cycles.follow": _follow,
    "cycles.tell_turnout": _tell_turnout,
    "cycles.look_on": _look_on,
    "outbox.place": _place,
    "forgetting.forget": _forget,
    "forgetting.welcome_back": _welcome_back,
    "forgetting.vacate": _vacate,
    "forgetting.remember_number": _remember_number,
    "outbox.start_sending": _start,
    "outbox.finish": _finish,
    "outbox.start_counted": _start_counted,
    "outbox.finish_all": _finish_all,
    "outbox.reschedule_all": _reschedule_all,
    "outbox.all_may_have_left": _all_may_have_left,
    "outbox.let_go": _let_go,
    "outbox.let_go_to": _let_go_to,
    "outbox.let_go_of_program": _let_go_of_program,
    "undelivered.send_again": _send_again,
    "outbox.drop_pending_to": lambda repos, ws: repos.outbox.drop_pending_to(ws, "UADA"),
    "outbox.drop_pending": lambda repos, ws: repos.outbox.drop_pending(ws, "M1"),
    "outbox.forget_pending": lambda repos, ws: repos.outbox.forget_pending(ws, "M1", 1, [QUESTION.kind]),
    "outbox.forget_kinds": lambda repos, ws: repos.outbox.forget_kinds(ws, "M1", [QUESTION.kind]),
    "outbox.drop_kind_to": lambda repos, ws: repos.outbox.drop_kind_to(ws, "UADA", QUESTION.kind),
    "prompts.start": _start_prompts,
    "roles.take": lambda repos, ws: repos.roles.take(replace(READER, workspace_id=ws)),
    "willing.take_back": lambda repos, ws: repos.willing.take_back(ws, "P1", "UADA"),
    "outbox.forget_of_cycles": _forget_of_cycles,
    "wave_answers.let_key_die": _key_died,
    "wave_answers.forget": _forget_answers,
}

OVER_ALL_WORKSPACES = {
    # By the hash of a secret, which names its workspace itself.
    "dashboard_sessions.find_link",
    "dashboard_sessions.use_link",
    "dashboard_sessions.find",
    "dashboard_sessions.keep_seen",
    "dashboard_sessions.end",
    "dashboard_sessions.clear_away",
    "forgetting.list_noted",
    *DIRECTORY_OF_ALL,
    "installations.list_all",
    "installations.list_taken_out",
    "installations.rotate",
    "mentorships.list_asked_twice",
    "mentorships.list_paused_past",
    "mentorships.list_unanswered",
    "advice.list_unseen",
    "programs.list_past_their_end",
    "programs.list_matchable",
    "programs.list_to_look_again",
    "workspaces.list_ids",
    "enrolments.list_outdated",
    "cycles.list_unfollowed",
    "meetings.list_orphaned",
    "meetings.forget_past",
    "proposals.list_due",
    "cycles.list_lapsed",
    "cycles.list_to_look_at",
    "outbox.claim",
    "outbox.list_unplaced",
    "outbox.list_stale",
    "outbox.next_due_at",
    "work.list_waiting",
    "undelivered.tally",
    "undelivered.send_all_again",
    "events.first_time",
    "events.begin",
    "events.is_done",
    "events.finish",
    "events.take_back",
    "events.leave_mark",
    "rosters.list_due",
    "rosters.rotate",
    "goals.rotate",
    "goals.require_readable",
    "wave_answers.rotate",
    "wave_answers.require_readable",
}
# These write whole nouns, each with its own workspace in it, or speak of the workspace itself.
CARRY_THEIR_WORKSPACE = {
    *DIRECTORY_CARRIES,
    "installations.save",
    "workspaces.ensure",
    "workspaces.get",
    "workspaces.save",
    "people.save",
    "people.save_many",
    "rosters.save",
    "roster_codes.say",
    "programs.add",
    "programs.add_first",
    "programs.save",
    "program_versions.add",
    "hospital_versions.add",
    "allowances.use",
    "dashboard_sessions.add_link",
    "dashboard_sessions.add",
    "enrolments.save",
    "preferences.save",
    "briefings.save",
    "nominations.add_first",
    "announcements.add",
    "people.add_first",
    "nominations.save",
    "mentorships.add_many",
    "mentorships.save",
    "mentorships.save_many",
    "goals.save",
    "suggestions.add_many",
    "leads.save_answer",
    "leads.sign",
    "external_results.add",
    "advice.save",
    "loads.save",
    "requests.save",
    "support_taken.take",
    "cells.freeze",
    "thanks.add_first",
    "reviews.add_first",
    "willing.add_first",
    "named_exports.add_first",
    "roles.add_first",
    "holds.add",
    "schedules.save",
    "holds.hold_kind",
    "proposals.save",
    "cycles.open",
    "meetings.save",
    "meetings.add_first",
    "outbox.plan",
    "outbox.plan_new",
    "prompts.stop",
    "forgetting.note_workspace",
    "forgetting.remember_noted",
    "outbox.lock_recipient",
    "access_log.add",
    "waves.add_first",
    "waves.keep_open_until",
    "waves.freeze",
    "waves.add_places",
    "waves.ask_for_all",
    "wave_answers.add_key",
    "wave_answers.add_empty",
    "wave_answers.read",
    "wave_answers.write",
    "wave_answers.mark",
    "wave_answers.list_rows",
    "wave_answers.delete_wave",
}


@pytest.fixture
async def two_workspaces(db: Database) -> Database:
    """The hospital, next to a workspace with nothing in it."""
    await move_in(db)
    async with db.transaction() as repos:
        await repos.workspaces.ensure(OTHER)
    return db


async def _with_a_history(repos: Repositories) -> None:
    """Messages that were sent and that could not be, a meeting, a pair that has ended, somebody who waits."""
    await _stuck(repos)
    await _finish(repos, WS)
    await repos.outbox.plan([replace(QUESTION, cycle=2), replace(QUESTION, kind="reflection")])
    await repos.prompts.stop(WS, "UADA")
    await _announced(repos)
    await _answer(repos, WS)
    await repos.forgetting.forget(WS, "UGONE")
    ended = replace(PAIR, id="M0", state=MentorshipState.ENDED, ended_on=TODAY, rematched=True)
    await repos.mentorships.add_many([ended])
    await repos.people.save(replace(BEN, user_id="UCAT"))
    await repos.enrolments.save(replace(ENROLMENT, user_id="UCAT", role=Role.MENTEE))


async def _found(ask: Ask, repos: Repositories, ws: str) -> Any:
    try:
        return await ask(repos, ws)
    except NotFound:
        return None


async def test_reading_finds_only_what_is_in_the_workspace(two_workspaces: Database) -> None:
    async with two_workspaces.transaction() as repos:
        await _with_a_history(repos)
        assert [name for name, ask in READS.items() if not await _found(ask, repos, WS)] == []
        assert [name for name, ask in READS.items() if await _found(ask, repos, OTHER)] == []


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("ws", [WS, OTHER])
async def test_writing_changes_only_what_is_in_the_workspace(
    two_workspaces: Database, method: str, ws: str
) -> None:
    async with two_workspaces.transaction() as repos:
        assert bool(await WRITES[method](repos, ws)) == (ws == WS)


async def test_the_same_ids_may_live_in_two_workspaces(two_workspaces: Database) -> None:
    theirs = replace(PROGRAM, workspace_id=OTHER, name="Theirs")
    async with two_workspaces.transaction() as repos:
        await repos.programs.add(theirs)
        assert await repos.programs.get(OTHER, "P1") == theirs
        assert await repos.programs.get(WS, "P1") == PROGRAM


def test_every_method_is_accounted_for() -> None:
    repos = Repositories(AsyncConnection(create_async_engine("postgresql+asyncpg://")), cipher=Cipher([KEY]))
    methods = {
        f"{name}.{method}"
        for name in vars(Repositories)
        if isinstance(repository := getattr(repos, name), Repository)
        for method, value in vars(type(repository)).items()
        if isfunction(value) and not method.startswith("_")
    }
    assert methods == {*READS, *WRITES} | OVER_ALL_WORKSPACES | CARRY_THEIR_WORKSPACE
