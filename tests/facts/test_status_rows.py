"""However many mentorships there are, what is counted in the database is what their histories say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import event

from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.holds import Hold, Where
from bot.domain.mentorships.mentorships import CURRENT, Cycle, Member, MentorshipState, Outcome, iso_week
from bot.domain.mentorships.status import Status, status_of
from bot.domain.people import Person
from bot.facts.status_rows import NAMED, ids_by_status, read_status_bases, signs_by_mentorship
from bot.usecases.home.home import read_home
from tests.examples import examples
from tests.people import DAY, MIA, MONDAY, PAIR, PROGRAM, TODAY, WEEK, WS, enrolment, move_in
from tests.situations.silent_pairs import add_quiet_pairs, add_sent, sent

PROGRAMS = ("P1", "P2")
POOL = [f"U{number}" for number in range(5)]
UNKNOWN = "UGHOST"
EACH_WITH_ITS_OWN_WORKSPACE = examples(100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def histories(draw, number):
    """A mentorship, its cycles in order, and rows of what was sent to it."""
    pair = replace(
        PAIR,
        id=f"M{number}",
        program_id=draw(st.sampled_from(PROGRAMS)),
        state=draw(st.sampled_from(MentorshipState)),
        members=tuple(
            Member(user_id, draw(st.sampled_from([Role.MENTOR, Role.MENTEE])))
            for user_id in draw(st.lists(st.sampled_from([*POOL, UNKNOWN]), max_size=3, unique=True))
        ),
        every_weeks=draw(st.integers(1, 8)),
    )
    gaps = draw(st.lists(st.integers(0, 9), max_size=6))
    starts = [TODAY - timedelta(weeks=sum(gaps[at:])) for at in range(len(gaps))]
    cycles = [draw(turns(pair.id, at, starts_on)) for at, starts_on in enumerate(starts, start=1)]
    return pair, cycles, draw(st.lists(messages(pair), max_size=3, unique_by=lambda row: row["cycle"]))


@st.composite
def turns(draw, mentorship_id, number, starts_on):
    outcome = draw(st.sampled_from([*Outcome, Outcome.UNANSWERED, Outcome.UNANSWERED, None]))
    week = iso_week(starts_on + draw(st.integers(0, 80)) * DAY) if outcome is Outcome.MET else None
    return Cycle(mentorship_id, number, starts_on, outcome, week)


@st.composite
def people(draw):
    """Everybody of the pool: paused, on leave, both or neither, long ago or now."""
    day = st.none() | st.integers(-60, 60).map(lambda days: TODAY + days * DAY)
    dates = ("paused_from", "paused_until", "leave_from", "leave_until")
    return [Person(WS, user_id, **{one: draw(day) for one in dates}) for user_id in POOL]


def messages(pair):
    return st.builds(
        lambda kind, days, state, cycle: sent(pair, kind, at=MONDAY - days * DAY, state=state, cycle=cycle),
        st.sampled_from(["quiet_check", "quiet_check", "check_in"]),
        st.integers(0, 200),
        st.sampled_from([DeliveryState.SENT, DeliveryState.SENT, DeliveryState.DROPPED]),
        st.integers(1, 6),
    )


HISTORIES = st.integers(0, 6).flatmap(lambda many: st.tuples(*[histories(number) for number in range(many)]))
ENROLMENTS = st.lists(
    st.builds(
        lambda user_id, role, state, program_id: enrolment(user_id, role, state=state, program_id=program_id),
        st.sampled_from(POOL),
        st.sampled_from(Role),
        st.sampled_from(EnrolmentState),
        st.sampled_from(PROGRAMS),
    ),
    unique_by=lambda one: (one.user_id, one.program_id),
)


@st.composite
def stops(draw):
    """Runs of nights for some of the pool, and places on hold."""
    rosters = {
        user_id: [
            Shift(start, start + timedelta(hours=12), ShiftKind.NIGHT)
            for start in (MONDAY + day * DAY + timedelta(hours=7) for day in draw(NIGHTS))
        ]
        for user_id in POOL
    }
    holds = [
        Hold(WS, f"Q{number}", program_id, Where.EVERYBODY, "", TODAY + first * DAY, TODAY + last * DAY)
        for number, (program_id, first, last) in enumerate(draw(HELD))
    ]
    return rosters, holds


async def stop(db, workspace_id, rosters, holds):
    async with db.transaction() as repos:
        for user_id, shifts in rosters.items():
            await repos.shifts.replace(workspace_id, user_id, shifts)
        for one in holds:
            await repos.holds.add(replace(one, workspace_id=workspace_id))


NIGHTS = st.lists(st.integers(-60, 60), max_size=4, unique=True)
HELD = st.lists(st.tuples(st.sampled_from(PROGRAMS), st.integers(-60, 0), st.integers(0, 60)), max_size=2)


async def settle(db, workspace_id, told, *, known=(), joined=()):
    """A workspace in which all this has happened, to the same ids as in every other one."""
    async with db.transaction() as repos:
        await repos.workspaces.ensure(workspace_id, "Hospital")
        for program_id in PROGRAMS:
            await repos.programs.add(replace(PROGRAM, id=program_id, workspace_id=workspace_id))
        known = known or [Person(WS, user_id) for user_id in POOL]
        await repos.people.save_many([replace(one, workspace_id=workspace_id) for one in known])
        await repos.mentorships.add_many([replace(pair, workspace_id=workspace_id) for pair, _, _ in told])
        for _, cycles, rows in told:
            for cycle in cycles:
                await repos.cycles.open(workspace_id, cycle)
            await add_sent(repos, [row | {"workspace_id": workspace_id} for row in rows])
        for one in joined:
            await repos.enrolments.save(replace(one, workspace_id=workspace_id))


@pytest.fixture
def fresh_workspace():
    numbers = iter(range(10_000))
    return lambda: f"T{next(numbers)}"


@EACH_WITH_ITS_OWN_WORKSPACE
@given(told=HISTORIES, known=people(), days=st.integers(0, 60), stopped=stops())
async def test_a_status_is_what_all_cycles_of_a_mentorship_say(
    db, fresh_workspace, told, known, days, stopped
):
    workspace, today = fresh_workspace(), TODAY + days * DAY
    await settle(db, workspace, told, known=known)
    await stop(db, workspace, *stopped)
    async with db.transaction() as repos:
        light = await read_status_bases(repos, workspace, PROGRAMS, today=today, states=NAMED)
        for program_id in PROGRAMS:
            whole = await repos.mentorships.list_for_program(workspace, program_id, NAMED)
            signs = await signs_by_mentorship(repos, workspace, whole, today=today)
            assert [(one.mentorship_id, replace(one.signs, stopped=())) for one in light[program_id]] == [
                (one.id, replace(signs[one.id], stopped=())) for one in whole
            ]
            assert [one.status(today=today) for one in light[program_id]] == [
                status_of(one, signs[one.id], today=today) for one in whole
            ]
        asked = await read_status_bases(
            repos, workspace, PROGRAMS, today=today, states=NAMED, asked_alone=True
        )
        assert asked == {
            key: [one for one in some if one.signs.asked_on is not None] for key, some in light.items()
        }


@EACH_WITH_ITS_OWN_WORKSPACE
@given(told=HISTORIES, joined=ENROLMENTS)
async def test_whoever_wants_a_mentor_and_stands_in_no_mentorship_waits(db, fresh_workspace, told, joined):
    workspace = fresh_workspace()
    await settle(db, workspace, told, joined=joined)
    async with db.transaction() as repos:
        counted = await repos.status_bases.count_waiting(workspace, PROGRAMS)
    pairs = [pair for pair, _, _ in told if pair.state in CURRENT]
    for program_id in PROGRAMS:
        matched = {user_id for pair in pairs if pair.program_id == program_id for user_id in pair.user_ids}
        wanting = [one for one in joined if one.program_id == program_id and one.role.wants]
        active = [one for one in wanting if one.state is EnrolmentState.ACTIVE]
        assert counted.get(program_id, 0) == sum(one.user_id not in matched for one in active)


async def test_without_programs_there_is_nothing_to_count(db):
    await move_in(db, PAIR, enrolment("UAYA"))
    async with db.transaction() as repos:
        assert await read_status_bases(repos, WS, [], today=TODAY) == {}
        assert await repos.status_bases.count_waiting(WS, []) == {}


async def test_proposals_have_no_status(db):
    await move_in(db, replace(PAIR, state=MentorshipState.PROPOSED))
    async with db.transaction() as repos:
        assert await read_status_bases(repos, WS, ["P1", "P9"], today=TODAY, states=NAMED) == {
            "P1": [],
            "P9": [],
        }


async def test_ids_come_by_status_in_order(db):
    async with db.transaction() as repos:
        await settle_one(repos)
        quiet = await add_quiet_pairs(repos, workspace_id=WS, program_id="P1", count=3, now=MONDAY)
        found = await read_status_bases(repos, WS, ["P1"], today=TODAY)
    assert ids_by_status(found["P1"], today=TODAY) == {Status.MAY_NEED_SUPPORT: [pair.id for pair in quiet]}
    assert ids_by_status(found["P1"], today=TODAY - 10 * WEEK) == {
        Status.GETTING_STARTED: [pair.id for pair in quiet]
    }


async def settle_one(repos):
    await repos.workspaces.ensure(WS, "Hospital")
    await repos.programs.add(PROGRAM)


async def test_a_home_asks_no_more_often_for_many_mentorships_than_for_few(db, content):
    """Nor does it read more people than it shows."""
    counts = []
    for count in (12, 60):
        async with db.transaction() as repos:
            await repos.workspaces.ensure(f"T{count}", "Hospital")
            await repos.programs.add(replace(PROGRAM, workspace_id=f"T{count}"))
            await add_quiet_pairs(repos, workspace_id=f"T{count}", program_id="P1", count=count, now=MONDAY)
        statements = []
        listen = (db._engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))  # noqa: B023
        event.listen(*listen)
        page = await read_home(db, act=Act(f"T{count}", MIA, MONDAY), is_admin=False, content=content)
        event.remove(*listen)
        counts.append(len(statements))
        [managed] = page.managed
        assert (managed.more_need_support, len(managed.needing)) == (True, 10)
    assert counts[0] == counts[1]
