"""A row waits where it may leave: found for many in one reading, and anew when what it hangs on changes."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event

from bot.delivery.placing import place_due
from bot.domain.availability import Shift, ShiftKind
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.managing.holds import Hold, Where
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import LeftBy, Person
from bot.domain.rosters import RosterKind, RosterSource
from bot.facts.welcome import availability_of
from bot.nudges import all_kinds
from bot.storage.managing.holds import Holds
from bot.storage.people import WELCOME, People
from bot.storage.rosters.rosters import Rosters
from bot.storage.rosters.shifts import Shifts
from bot.usecases.directory.slack_people import SlackSays, follow_slack
from tests.people import (
    CYCLE,
    DAY,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WEEK,
    WS,
    move_in,
    pair_number,
    question,
)

HOUR = timedelta(hours=1)
EVENING, MORNING = MONDAY + 9 * HOUR, MONDAY + 23 * HOUR
FREE_DAY = MORNING - HOUR
ASKED = question(due_at=EVENING, expires_at=EVENING + 10 * DAY)
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
TOGETHER = question(
    "introduction", "M1", cycle=0, budgeted=False, due_at=EVENING, expires_at=EVENING + 10 * DAY
)


async def placed(db, content, now=EVENING, *, kind="check_in", subject="M1"):
    """The rows of a kind after placing: when they leave, and when that was before."""
    await place_due(db, kinds=all_kinds(), content=content, now=now)
    return await waiting(db, kind, subject)


async def waiting(db, kind="check_in", subject="M1"):
    async with db.transaction() as repos:
        rows = await repos.outbox.list_about(WS, kind, [subject])
    return [(one.due_at, one.planned_for) for one in rows if one.state is DeliveryState.PENDING]


async def test_a_row_waits_for_its_readers_first_welcome_moment(db, content):
    await move_in(db, PAIR, CYCLE, ASKED)
    assert await placed(db, content, EVENING - HOUR) == [(EVENING, None)]
    assert await placed(db, content) == [(MORNING, EVENING)]
    assert await placed(db, content, EVENING + HOUR) == [(MORNING, EVENING)]


async def test_what_may_leave_now_stays_due_as_it_was(db, content):
    await move_in(db, PAIR, CYCLE, question())
    assert await placed(db, content, MONDAY + HOUR) == [(MONDAY, MONDAY)]


async def test_what_everybody_reads_waits_for_a_moment_they_share(db, content):
    """Two who share three quarters of an hour a day: from 17:15 to 18:00 in London."""
    late = Person(WS, OMAR, tz="America/New_York", quiet_from=time_of(18), quiet_until=time_of(12, 15))
    await move_in(db, APPROVED, late, TOGETHER)
    [(moment, _)] = await placed(db, content, kind="introduction")
    assert moment == MORNING.replace(hour=16, minute=15) + HOUR


def time_of(hour, minute=0):
    return MONDAY.time().replace(hour=hour, minute=minute)


async def test_two_messages_a_week_are_room_for_no_third(db, content):
    await move_in(db, PAIR, CYCLE, ASKED)
    for number in (1, 2):
        await sent(db, replace(ASKED, kind="midpoint", cycle=number, due_at=MONDAY - number * DAY))
    assert await placed(db, content) == [(MONDAY - 2 * DAY + WEEK, EVENING)]


async def sent(db, planned):
    async with db.transaction() as repos:
        await repos.outbox.plan([planned])
        [message] = await repos.outbox.claim(planned.due_at, 1, HOUR)
        await repos.outbox.start_sending(message, planned.due_at)
        await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=planned.due_at)


@pytest.mark.parametrize("where", [Where.EVERYBODY, Where.SITE])
async def test_what_is_held_waits_for_the_end_of_the_hold_and_somebody_elses_does_not(db, content, where):
    place, until = ("", "Main")[where is Where.SITE], TODAY + 5 * DAY
    await move_in(db, PAIR, CYCLE, Person(WS, NIA, site="Main"), ASKED, replace(ASKED, recipient=OMAR))
    await begin(db, Hold(WS, "H1", "P1", where, place, TODAY, until))
    held = (MONDAY.replace(hour=11) + 5 * DAY, EVENING)
    free = (MORNING, EVENING) if where is Where.SITE else held
    assert await placed(db, content) == sorted([held, free])


async def begin(db, hold):
    async with db.transaction() as repos:
        await repos.holds.add(hold)


async def test_what_has_no_welcome_moment_is_left_for_the_sender_to_say(db, content):
    await move_in(db, PAIR, CYCLE, replace(ASKED, expires_at=EVENING + HOUR))
    assert await placed(db, content) == [(EVENING, EVENING)]


async def test_what_nobody_knows_is_left_for_the_sender_too(db, content):
    await move_in(db, PAIR, CYCLE, replace(ASKED, kind="retired"), replace(TOGETHER, recipient="M9"))
    assert await placed(db, content, kind="retired") == [(EVENING, EVENING)]
    assert await waiting(db, "introduction") == [(EVENING, EVENING)]


async def test_many_are_placed_in_as_many_statements_as_few(db, content):
    counts = []
    for first, count in ((0, 2), (100, 60)):
        pairs = [pair_number(number) for number in range(first, first + count)]
        asked = [replace(ASKED, subject=one.id, recipient=one.user_ids[0]) for one in pairs]
        groups = [replace(TOGETHER, subject=one.id, recipient=one.id) for one in pairs]
        await move_in(db, *pairs, *asked, *groups)
        statements = []
        listen = (db._engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))  # noqa: B023
        event.listen(*listen)
        assert await place_due(db, kinds=all_kinds(), content=content, now=EVENING) == 2 * count
        event.remove(*listen)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12


# what makes rows wait for a place again


def changed(**fields):
    async def change(repos):
        await repos.people.save(replace(await repos.people.get(WS, NIA), **fields))

    return change


async def rostered(repos):
    await repos.shifts.replace(WS, NIA, [Shift(MONDAY, MONDAY + 8 * HOUR, ShiftKind.DAY)])


async def known_for_longer(repos):
    await repos.rosters.save(replace(await repos.rosters.find(WS, NIA), known_until=MONDAY + 9 * WEEK))


async def roster_forgotten(repos):
    assert await repos.rosters.delete(WS, NIA)


async def held(repos):
    await repos.holds.add(Hold(WS, "H2", "P1", Where.SITE, "Main", TODAY, TODAY + DAY))


async def hold_ended(repos):
    assert await repos.holds.end(WS, "P1", "H1", TODAY)


async def kind_resumed(repos):
    await repos.holds.resume_kind(WS, "P1", "check_in")


async def saved_with_others(repos):
    await repos.people.save_many([replace(await repos.people.get(WS, NIA), tz="Asia/Tokyo")])


CHANGES = {
    "another zone": changed(tz="Asia/Tokyo"),
    "another pattern": changed(preset_id="nights_12"),
    "quiet hours": changed(quiet_from=time_of(18), quiet_until=time_of(12)),
    "a pause": changed(paused_from=TODAY, paused_until=TODAY + DAY),
    "leave": changed(leave_from=TODAY),
    "nights": changed(nights_from=TODAY, nights_until=TODAY + DAY),
    "a longer recovery": changed(long_recovery=True),
    "saved with others": saved_with_others,
    "shifts": rostered,
    "a roster known for longer": known_for_longer,
    "a roster forgotten": roster_forgotten,
    "a hold": held,
    "a hold that ended": hold_ended,
    "a kind that goes on": kind_resumed,
}
ROSTER = RosterSource(WS, NIA, RosterKind.FEED, known_until=MONDAY + WEEK, next_refresh_at=MONDAY)


@pytest.fixture
async def placed_rows(db, content):
    """One row for Nia, who has a free day tomorrow, and one for her group wait at a moment."""
    await move_in(db, Person(WS, NIA, site="Main"), APPROVED, ASKED, TOGETHER)
    async with db.transaction() as repos:
        await repos.rosters.save(ROSTER)
    await begin(db, Hold(WS, "H1", "P1", Where.SITE, "Elsewhere", TODAY, TODAY + 9 * DAY))
    assert await placed(db, content) == [(FREE_DAY, EVENING)]
    return db


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
async def test_what_changes_when_somebody_may_be_written_to_makes_their_rows_look_anew(placed_rows, change):
    async with placed_rows.transaction() as repos:
        await change(repos)
    assert await waiting(placed_rows) == [(EVENING, None)]
    assert await waiting(placed_rows, "introduction") == [(EVENING, None)]


UNCHANGED = {
    "the same": changed(),
    "another post": changed(specialty="icu", career_stage="consultant"),
    "somebody else": lambda repos: repos.people.save(Person(WS, "UZOE", tz="Asia/Tokyo")),
    "shifts of somebody else": lambda repos: repos.shifts.replace(WS, "UZOE", []),
    "the same roster": lambda repos: repos.rosters.save(replace(ROSTER, failures=1)),
    "a hold elsewhere": lambda repos: repos.holds.end(WS, "P2", "H1", TODAY),
}


@pytest.mark.parametrize("change", UNCHANGED.values(), ids=list(UNCHANGED))
async def test_what_does_not_leaves_them_where_they_are(placed_rows, change):
    async with placed_rows.transaction() as repos:
        await change(repos)
    assert await waiting(placed_rows) == [(FREE_DAY, EVENING)]


async def test_it_moves_to_a_moment_that_is_welcome_now(placed_rows, content):
    """In Honolulu it is the middle of her free day."""
    now = EVENING + HOUR
    said = SlackSays(NIA, "Pacific/Honolulu", has_left=False, at=now)
    await follow_slack(placed_rows, workspace_id=WS, said=said, now=now)
    assert await placed(placed_rows, content, now) == [(EVENING, EVENING)]


async def test_what_slack_refused_keeps_its_distance(placed_rows):
    again = MORNING + 2 * HOUR
    async with placed_rows.transaction() as repos:
        for message in await repos.outbox.claim(MORNING + HOUR, 9, HOUR):
            await repos.outbox.reschedule_all([(message, again)], refused=True)
        await CHANGES["another zone"](repos)
    assert await waiting(placed_rows) == [(again, EVENING)]


async def test_what_may_become_true_later_is_placed_then(placed_rows, content):
    """The moment it is asked for again is a midnight, and nobody's welcome one."""
    later = EVENING + DAY
    async with placed_rows.transaction() as repos:
        [message, _] = sorted(await repos.outbox.claim(MORNING + HOUR, 9, HOUR), key=lambda one: one.kind)
        await repos.outbox.reschedule_all([(message, later)], anew=True)
    assert await placed(placed_rows, content, later) == [(FREE_DAY + DAY, later)]


# nothing of it can be forgotten

PLACES_AGAIN = {
    *("people.save", "people.save_many", "shifts.replace", "rosters.save", "rosters.delete"),
    *("holds.add", "holds.end", "holds.resume_kind"),
}
# Somebody new, or deleted; a roster's next reading; what reads; what begins to be held is asked about again.
NEED_NOT = {
    *("people.add_first", "people.delete_bare", "people.find", "people.get", "people.list_by_ids"),
    *("shifts.list_between", "shifts.known_until", "rosters.find", "rosters.horizons", "rosters.list_due"),
    *("rosters.put_off", "rosters.rotate", "rosters.list_with_codes", "rosters.list_changes"),
    *("holds.hold_kind", "holds.held_kinds_of", "holds.list_for_programs", "holds.list_held_kinds"),
    *("holds.delete_all_of", "people.list_to_look_up"),
}


def test_whatever_is_saved_of_people_shifts_rosters_and_holds_is_accounted_for():
    rooms = {"people": People, "shifts": Shifts, "rosters": Rosters, "holds": Holds}
    methods = {
        f"{name}.{method}" for name, room in rooms.items() for method in vars(room) if method[0] != "_"
    }
    assert methods == PLACES_AGAIN | NEED_NOT


OTHERWISE = {
    "tz": "Asia/Tokyo",
    "preset_id": "nights_12",
    "quiet_from": time_of(18),
    "quiet_until": time_of(12),
    "long_recovery": True,
    "paused_from": TODAY,
    "leave_from": TODAY,
    "nights_from": TODAY,
    "left_at": MONDAY,
    "left_by": LeftBy.SLACK,
} | dict.fromkeys(["paused_until", "leave_until", "nights_until"], TODAY + DAY)
BEGAN, ENDS = date(2026, 3, 1), date(2026, 3, 9)
WHOLE = Person(
    WS,
    NIA,
    preset_id="nights_8",
    quiet_from=time_of(7),
    quiet_until=time_of(8),
    paused_from=BEGAN,
    paused_until=ENDS,
    leave_from=BEGAN,
    leave_until=ENDS,
    nights_from=BEGAN,
    nights_until=ENDS,
)


@pytest.mark.parametrize("name", [one.name for one in fields(Person)][2:])
async def test_whatever_of_a_person_says_when_they_may_be_written_to_is_looked_at(db, content, name):
    other = replace(WHOLE, **{name: OTHERWISE.get(name, "other")})
    known = []
    for person in (WHOLE, other):
        await move_in(db, person)
        async with db.transaction() as repos:
            known.append(await availability_of(repos, WS, [NIA], now=MONDAY, content=content))
    assert all(one != two for one, two in pairwise(known)) is (name in WELCOME)
