"""Holds and held kinds: begun and ended by a program's managers, obeyed at the moment of sending."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.delivery.loading import load
from bot.delivery.verdict import judge
from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.managing.holds import Where
from bot.domain.mentorships.mentorships import Outcome
from bot.domain.people import Person
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.nudges import all_kinds
from bot.usecases.delivery.sends import hold_kind, read_sends
from bot.usecases.home.home import read_home
from bot.usecases.managing.holds import begin_hold, end_hold, read_holds
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.programs.keeping import wind_down
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    cycles_now,
    enrolment,
    move_in,
    question,
)

CONTENT = load_content()
UNTIL = TODAY + 5 * DAY
STRANGERS = [({"by": NIA}, NotYours), ({"by": EVE}, NotYours), ({"workspace_id": ELSEWHERE}, NotFound)]


@pytest.fixture(autouse=True)
async def pair(db):
    people = [Person(WS, NIA, site="Main"), Person(WS, OMAR, department="critical_care")]
    await move_in(db, *people, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)


async def hold(db, choice="everybody", *, until=UNTIL, now=MONDAY, number=1, **who):
    about: dict = {"workspace_id": WS, "program_id": "P1", "by": MIA} | who
    return await begin_hold(
        db,
        act=Act(about["workspace_id"], about["by"], now),
        program_id=about["program_id"],
        choice=choice,
        until=until,
        new_id=lambda: f"Q{number}",
    )


async def held(db, now=MONDAY):
    return (await read_holds(db, act=Act(WS, MIA, now), program_id="P1", content=CONTENT)).held


async def verdict(db, message, *, now=MONDAY):
    async with db.transaction() as repos:
        await repos.outbox.plan([message])
        claimed = await repos.outbox.claim(now, 9, timedelta(minutes=2))
        found = next(one for one in claimed if (one.kind, one.recipient) == (message.kind, message.recipient))
        kind = replace(all_kinds()[message.kind], still_true=lambda situation: True)
        loaded = await load(repos, found, kinds=all_kinds(), content=CONTENT, now=now)
        assert loaded
        return judge(kind, loaded, content=CONTENT)


@pytest.mark.parametrize(
    ("choice", "reader", "waits"),
    [
        ("everybody", NIA, True),
        ("site:Main", NIA, True),
        ("site:Main", OMAR, False),
        ("department:critical_care", OMAR, True),
        ("department:critical_care", NIA, False),
    ],
)
async def test_a_question_to_somebody_in_a_quiet_place_waits_a_day_at_a_time(db, choice, reader, waits):
    await hold(db, choice)
    found = await verdict(db, question("check_in", reader))
    assert (found.wait_until == MONDAY + DAY, found.send) == (waits, not waits)


async def test_it_is_sent_when_the_time_of_quiet_is_over_or_ended(db):
    await hold(db)
    await end_hold(db, act=Act(WS, MIA, MONDAY + DAY), program_id="P1", hold_id="Q1")
    assert (await verdict(db, question("check_in", NIA), now=MONDAY + DAY)).send


async def test_what_has_lost_its_point_by_then_is_not_sent(db):
    await hold(db)
    found = await verdict(db, question("check_in", NIA, expires_at=MONDAY + DAY))
    assert (found.send, found.why) == (False, "held by a manager until it lost its point")


async def test_what_somebody_waits_for_comes_all_the_same(db):
    await hold(db)
    assert (await verdict(db, question("ending_note", NIA))).send


async def test_it_holds_in_its_own_program_alone(db):
    other = replace(PROGRAM, id="P2")
    await move_in(db, other)
    await hold(db, program_id="P2")
    assert (await verdict(db, question("check_in", NIA))).send


async def test_its_people_read_until_when_and_so_do_its_managers(db):
    await hold(db, "site:Main")
    homes = [
        await read_home(db, act=Act(WS, one, MONDAY), is_admin=False, content=CONTENT)
        for one in (NIA, OMAR, MIA)
    ]
    assert [home.resting for home in homes] == [{PROGRAM.name: UNTIL}, {}, {}]
    [managed] = homes[2].managed
    assert [(one.place, one.until) for one in managed.held] == [("Main", UNTIL)]


async def test_a_question_nobody_answers_meanwhile_does_not_count_as_missed(db):
    lapsed = MONDAY + 4 * WEEK + 12 * DAY
    await hold(db, "site:Main", now=lapsed - DAY, until=lapsed.date() + WEEK)
    await keep_rhythm(db, content=CONTENT, now=lapsed)
    assert (await cycles_now(db))[0].outcome is Outcome.PAUSED


async def test_holding_a_place_again_replaces_the_hold_and_it_ends_by_itself(db):
    await hold(db, "site:Main")
    await hold(db, "site:Main", until=TODAY + WEEK, now=MONDAY + DAY, number=2)
    await hold(db, "department:critical_care", number=3)
    assert [(one.id, one.place) for one in await held(db, MONDAY + DAY)] == [
        ("Q3", "Critical care"),
        ("Q2", "Main"),
    ]
    assert await held(db, MONDAY + WEEK) == []


async def test_one_that_was_ended_keeps_the_days_it_ran(db):
    await hold(db)
    await end_hold(db, act=Act(WS, MIA, MONDAY + 2 * DAY), program_id="P1", hold_id="Q1")
    async with db.transaction() as repos:
        [kept] = (await repos.holds.list_for_programs(WS, ["P1"]))["P1"]
    assert (kept.days, kept.where) == ((TODAY, TODAY + DAY), Where.EVERYBODY)
    with pytest.raises(NotNow, match="has ended"):
        await end_hold(db, act=Act(WS, MIA, MONDAY + 3 * DAY), program_id="P1", hold_id="Q1")


@pytest.mark.parametrize("choice", ["", "ward:7", "site:"])
async def test_a_place_on_no_list_is_said_beside_the_field(db, choice):
    with pytest.raises(InvalidInput, match="Choose who it's for"):
        await hold(db, choice)


async def test_a_day_in_the_past_is_said_beside_the_field(db):
    with pytest.raises(InvalidAnswer, match="after today"):
        await hold(db, until=TODAY)


@pytest.mark.parametrize(("who", "error"), STRANGERS)
async def test_only_a_manager_of_the_program_begins_ends_and_sees_it(db, who, error):
    await hold(db)
    about: dict = {"workspace_id": WS, "program_id": "P1", "by": MIA} | who
    act = Act(about["workspace_id"], about["by"], MONDAY)
    for attempt in (
        hold(db, **who),
        end_hold(db, act=act, program_id="P1", hold_id="Q1"),
        read_holds(db, act=act, program_id="P1", content=CONTENT),
        read_sends(db, act=act, program_id="P1"),
        hold_kind(db, kind="check_in", on_hold=True, **about),
    ):
        with pytest.raises(error):
            await attempt
    assert len(await held(db)) == 1


async def hold_the_kind(db, kind, *, on_hold=True):
    return await hold_kind(db, workspace_id=WS, program_id="P1", kind=kind, by=MIA, on_hold=on_hold)


async def test_a_kind_that_is_held_waits_and_the_others_don_t(db):
    await hold_the_kind(db, "check_in")
    assert (await verdict(db, question("check_in", NIA))).wait_until == MONDAY + DAY
    assert (await verdict(db, question("midpoint", NIA))).send
    await hold_the_kind(db, "check_in", on_hold=False)
    assert (await verdict(db, question("check_in", OMAR))).send


async def test_what_somebody_waits_for_cannot_be_held(db):
    for key in [*(key for key, one in all_kinds().items() if not one.budgeted), "nothing"]:
        with pytest.raises(NotNow, match="someone is waiting"):
            await hold_the_kind(db, key)


async def test_holding_a_kind_changes_no_number(db):
    """Else two looks would tell how many of a private kind there are."""
    about: dict = {"act": Act(WS, MIA, MONDAY), "program_id": "P1"}
    async with db.transaction() as repos:
        await repos.outbox.plan([question("quiet_check", f"U{number}") for number in range(8)])
    before = await read_sends(db, **about)
    await hold_the_kind(db, "quiet_check")
    after = await read_sends(db, **about)
    assert (before.written_to, before.posts) == (after.written_to, after.posts)
    assert [one.key for one in after.kinds if one.is_held] == ["quiet_check"]


async def test_the_kinds_a_manager_may_hold_are_those_that_count_towards_two_a_week(db):
    about: dict = {"act": Act(WS, MIA, MONDAY), "program_id": "P1"}
    kinds = {one.key for one in (await read_sends(db, **about)).kinds}
    counts = {key for key, one in all_kinds().items() if one.budgeted}
    # A champion's month and a manager's list are of all their programs, and nobody's to hold.
    assert kinds == counts - {"champions_month", "monday_list"}


async def test_a_program_that_is_over_holds_nothing_any_more(db):
    await hold(db)
    await hold_the_kind(db, "check_in")
    async with db.transaction() as repos:
        await wind_down(repos, PROGRAM, MONDAY)
        assert await repos.holds.list_for_programs(WS, ["P1"]) == {}
        assert await repos.holds.list_held_kinds(WS, "P1") == frozenset()
