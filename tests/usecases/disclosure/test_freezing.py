"""What a Monday counts: who could have met, who did, who takes part; and never twice."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.disclosure.noise import Seeded
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.holds import Hold, Where
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome, iso_week
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import opened
from tests.figures import NoNoise
from tests.people import PROGRAM, WS, enrolment, move_in, pair_number, question

# A Monday on which four weeks end.
AT = datetime(2026, 3, 23, 6, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LAST = date(2026, 3, 16)
LONG_AGO = date(2026, 2, 2)


def pair(number, **more):
    return pair_number(number, **{"introduced_on": LONG_AGO} | more)


def met_in(number, *mondays):
    return [
        Cycle(pair(number).id, turn, starts_on=monday, outcome=Outcome.MET, iso_week=iso_week(monday))
        for turn, monday in enumerate(mondays, start=1)
    ]


async def freeze(db, content, *, now=AT, chance=None):
    return await freeze_numbers(db, workspace_id=WS, content=content, chance=chance or NoNoise(), now=now)


async def kept(db):
    async with db.reading() as repos:
        cells = (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1))).get("P1", [])
    return {(one.kind, one.week, one.group): (one.value, one.could) for one in cells}


async def met(db, week=LAST):
    return (await kept(db)).get(("met", week, ""))


async def test_of_those_that_could_it_counts_who_met_in_the_week(db, content):
    await move_in(db, *(pair(n) for n in range(6)), *met_in(0, LAST), *met_in(1, LAST - WEEK, LAST))
    await freeze(db, content)
    assert await met(db) == (2, 6)
    assert await met(db, LAST - WEEK) == (1, 6)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": MentorshipState.APPROVED, "introduced_on": None},
        {"state": MentorshipState.PAUSED},
        {"state": MentorshipState.PROPOSED},
        {"state": MentorshipState.ENDED, "ended_on": LAST - DAY},
        {"introduced_on": LAST + WEEK},
    ],
)
async def test_who_could_not_is_neither_counted_nor_met(db, content, changes):
    await move_in(db, pair(0), pair(1, **changes), *met_in(1, LAST))
    await freeze(db, content)
    assert await met(db) == (0, 1)


@pytest.mark.parametrize(
    "changes",
    [{"state": MentorshipState.ENDED, "ended_on": LAST}, {"introduced_on": LAST + 6 * DAY}],
)
async def test_a_day_of_the_week_is_enough(db, content, changes):
    await move_in(db, pair(0, **changes), *met_in(0, LAST))
    await freeze(db, content)
    assert await met(db) == (1, 1)


@pytest.mark.parametrize(
    ("away", "could"),
    [
        ({"paused_from": LAST, "paused_until": LAST + 6 * DAY}, 1),
        ({"leave_from": LONG_AGO}, 1),
        ({"paused_from": LAST, "paused_until": LAST + 5 * DAY}, 2),
        ({"paused_from": LAST, "paused_until": LAST + 2 * DAY, "leave_from": LAST + 3 * DAY}, 1),
        ({"paused_from": LAST + WEEK}, 2),
    ],
)
async def test_who_was_away_all_week_could_not(db, content, away, could):
    await move_in(db, Person(WS, "UNIA0", **away), pair(0), pair(1), enrolment("UNIA0"))
    await freeze(db, content)
    assert (await met(db))[1] == could


async def test_a_ward_on_hold_could_not(db, content):
    await move_in(db, *(pair(n) for n in range(3)), Person(WS, "UNIA0", department="critical_care"))
    async with db.transaction() as repos:
        await repos.holds.add(
            Hold(WS, "H1", "P1", Where.DEPARTMENT, "critical_care", LAST - DAY, until=LAST + WEEK)
        )
    await freeze(db, content)
    assert (await met(db))[1] == 2


async def test_on_track_is_counted_every_fourth_monday_of_those_that_had_time_to_meet(db, content):
    new = pair(3, introduced_on=AT.date() - 20 * DAY)
    away = Person(WS, "UNIA2", leave_from=AT.date())
    await move_in(db, *(pair(n) for n in range(3)), away, new, *met_in(0, LAST), *met_in(3, LAST))
    await freeze(db, content)
    assert (await kept(db))[("on_track", LAST, "")] == (1, 2)
    await freeze(db, content, now=AT + WEEK)
    assert [key[1] for key in await kept(db) if key[0] == "on_track"] == [LAST]


async def test_how_many_are_written_to_this_week_is_a_record_as_well(db, content):
    soon = [question(subject="M1-0", due_at=AT + DAY, expires_at=AT + WEEK, recipient=who) for who in "AB"]
    later = question(subject="M1-1", due_at=AT + 8 * DAY, expires_at=AT + 9 * DAY)
    await move_in(db, *(pair(n) for n in range(3)), *soon, later)
    await freeze(db, content)
    assert (await kept(db))[("written_to", LAST, "")] == (1, 3)


async def test_who_takes_part_is_kept_rounded(db, content):
    people = [enrolment(f"U{n}") for n in range(23)]
    left = [enrolment(f"ULEFT{n}", state=EnrolmentState.LEFT) for n in range(9)]
    mentors = [enrolment(f"UM{n}", Role.MENTOR, capacity=2) for n in range(4)]
    ended = [pair(n, state=MentorshipState.ENDED, ended_on=LONG_AGO) for n in range(3)]
    await move_in(db, *people, *left, *mentors, *(pair(n) for n in range(5, 10)), *ended)
    await freeze(db, content)
    totals = {key[0]: value for key, value in (await kept(db)).items() if value[1] is None and not key[2]}
    assert totals == {
        "joined": (25, None),
        "mentees": (25, None),
        "waiting": (25, None),
        "introduced": (10, None),
        "places": (10, None),
        "unbriefed": (0, None),
        "places_offered": (10, None),
        "places_taken": (0, None),
    }


async def test_no_group_of_cover_is_kept_that_few_stand_behind(db, content):
    """Nine of ten shifts, and four of five specialties, are not enough."""
    icu = [Person(WS, f"U{n}", specialty="intensive_care", preset_id="nights_12") for n in range(5)]
    heart = [Person(WS, f"UH{n}", specialty="cardiology", preset_id="nights_12") for n in range(4)]
    plan = replace(PROGRAM, plan=Plan(expected_mentees=60))
    joined = [enrolment(one.user_id) for one in (*icu, *heart)]
    mentors = [enrolment(f"UM{n}", Role.MENTOR) for n in range(4)]
    await move_in(db, plan, *icu, *heart, *joined, *mentors)
    await freeze(db, content)
    assert {key[2] for key in await kept(db) if key[2]} == {"specialty:intensive_care"}
    assert "missing" not in {key[0] for key in await kept(db)}


async def test_a_frozen_week_stays_whatever_changes_afterwards(db, content):
    await move_in(db, *(pair(n) for n in range(6)), *met_in(0, LAST))
    await freeze(db, content)
    before = await kept(db)
    await move_in(db, *(enrolment(f"U{n}") for n in range(30)), *met_in(1, LAST), *met_in(2, LAST - WEEK))
    await freeze(db, content, chance=Seeded(random.Random(3)))
    assert await kept(db) == before


async def test_nothing_is_drawn_again_for_a_week_that_is_frozen(db, content):
    await move_in(db, pair(0))
    await freeze(db, content)

    class Never:
        def randbelow(self, exclusive_upper_bound, /):
            raise AssertionError("noise was drawn anew")

    await freeze(db, content, chance=Never())


async def test_after_an_outage_meetings_are_made_up_for_and_totals_wait_for_monday(db, content):
    await move_in(
        db, *(pair(n) for n in range(6)), *met_in(0, LAST - WEEK), *(enrolment(f"U{n}") for n in "ab")
    )
    assert await freeze(db, content, now=AT + 2 * DAY) == datetime(2026, 3, 30, 4, tzinfo=UTC)
    found = await kept(db)
    # Of how people are on a Monday, nothing is known later.
    assert {kind for kind, _, _ in found} == {"met", "first_talk", "rematch_asked"}
    assert min(week for _, week, _ in found) == LONG_AGO
    assert found[("met", LAST - WEEK, "")] == (1, 6)


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.ARCHIVED])
async def test_what_nobody_takes_part_in_has_no_numbers(db, content, state):
    await move_in(db, replace(PROGRAM, state=state), pair(0), *met_in(0, LAST))
    await freeze(db, content)
    assert await kept(db) == {}


async def test_the_last_week_of_a_program_counts_and_no_totals_come_after_it(db, content):
    ended = {"state": MentorshipState.ENDED, "ended_on": LAST + 2 * DAY}
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED), pair(0, **ended), *met_in(0, LAST))
    await freeze(db, content)
    assert await met(db) == (1, 1)
    assert {kind for kind, _, _ in await kept(db)} == {"met", "first_talk", "rematch_asked"}
    before = await kept(db)
    await freeze(db, content, now=AT + WEEK)
    assert await kept(db) == before


async def test_two_replicas_that_freeze_at_once_keep_one_value_of_each(databases, kind, content):
    """Each draws its own noise; what is read afterwards is the same for both."""
    async with databases.address(kind) as url, opened(url) as one, opened(url) as other:
        await move_in(
            one, *(pair(n) for n in range(6)), *met_in(0, LAST), *(enrolment(f"U{n}") for n in "abc")
        )
        await asyncio.gather(
            freeze(one, content, chance=Seeded(random.Random(1))),
            freeze(other, content, chance=Seeded(random.Random(2))),
        )
        found = await kept(one)
        assert found == await kept(other)
        async with one.reading() as repos:
            cells = (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1)))["P1"]
        assert len(cells) == len({(cell.kind, cell.week, cell.group) for cell in cells}) == len(found)


async def test_a_new_programs_numbers_come_with_the_next_monday(db, content):
    await move_in(db)
    await freeze(db, content)
    new = replace(PROGRAM, id="P2")
    await move_in(db, new, enrolment("UA", program_id="P2"))
    await freeze(db, content, now=AT + 2 * DAY)
    async with db.reading() as repos:
        assert "P2" not in await repos.cells.list_for_programs(WS, ["P2"], since=LONG_AGO)
    await freeze(db, content, now=AT + WEEK)
    async with db.reading() as repos:
        assert "P2" in await repos.cells.list_for_programs(WS, ["P2"], since=LONG_AGO)
