"""What is kept goes in time and not before: whatever people do, and whatever fails elsewhere."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import literal_column

from bot.domain.allowances import Counted
from bot.domain.availability import Shift, ShiftKind
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.managing.taken import Taken
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.domain.programs.states import ProgramState
from bot.storage.privacy.retention import RULES
from bot.usecases.privacy.retention import forget_in_time
from tests.examples import some
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
    WS,
    enrolment,
    move_in,
    question,
)
from tests.situations.hospital_life import PROGRAMS, Life
from tests.statements import counted
from tests.usecases.privacy.kept_until import STATES, Watcher, read_rows

CLOCKS = {"over_on", "idle_on", "dropped_on", "settled_on"}
# They go with what they hang on.
WITH_THEM = {"cycle", "slot_pick", "briefing", "no_prompts", "given_prompt", "roster_meaning"}
# Not in every life does a silence last until shifts are forgotten; waves have tests of their own.
SELDOM = {"stopped_days", "answer_blob", "feedback_key", "willing"}
MET = ("active", "paused", "ended")
# Of all workspaces together: which there are, which are without the app, and what is of none of them.
ONCE = 3
# Of each: what is due, and which imports are over.
EACH = 2


async def _nothing_early_nothing_late(db, *, seed, steps, hours):
    """Every step: what goes is what may not be kept any more, and nothing else of any row is touched."""
    await move_in(db, *PROGRAMS)
    async with db.transaction() as repos:
        await repos.access_log.add(WS, user_id=MIA, what="list", program_id="P1", at=MONDAY - 200 * DAY)
        asked_at = MONDAY - 200 * DAY
        asked = NamedExport(WS, "L0", "P1", ListKind.HR, "Study days", asked_by=MIA, asked_at=asked_at)
        await repos.named_exports.add_first(asked)
    life, watcher = Life(db, seed), Watcher()

    async def glance():
        watcher.glance(await read_rows(db, only=STATES), life.today)

    for _ in range(steps):
        await life.a_day(after_each=glance)
        before = await read_rows(db)
        watcher.look(before, life.today)
        due = set(watcher.due(before, life.now))
        await forget_in_time(db, now=life.now)
        after = await read_rows(db)
        gone = {(name, key) for name, rows in before.items() for key in rows if key not in after[name]}
        life.gone.update(name for name, _ in gone)
        watcher.let_go(gone)
        assert gone == due, f"on {life.today}, {(life.now - MONDAY).days} days after the beginning"
        _require_untouched(before, after, life.today)
        life.now += timedelta(hours=life.rng.choice(hours))
    return life


def _require_untouched(before, after, today):
    for name, rows in after.items():
        for key, row in rows.items():
            # What the job writes itself, before something goes.
            if name == "stopped_days" or (name == "given_prompt" and key not in before[name]):
                continue
            assert _bare(name, row) == _bare(name, before[name][key])
    for key, row in after["mentorship"].items():
        is_old = row["state"] in MET and date.fromisoformat(row["introduced_on"]) + 90 * DAY <= today
        kept = before["mentorship"][key]
        assert (row["reasons"], row["score"]) == (([], 0) if is_old else (kept["reasons"], kept["score"]))


def _bare(name, row):
    left_out = CLOCKS | ({"reasons", "score"} if name == "mentorship" else set())
    return {column: value for column, value in row.items() if column not in left_out}


@pytest.mark.parametrize("seed", some(range(12), every_commit=1))
async def test_nothing_goes_before_its_time_and_nothing_stays_after_it(db, seed):
    life = await _nothing_early_nothing_late(db, seed=seed, steps=60, hours=[60, 100, 200])
    assert (life.now - MONDAY).days > 250
    assert (
        set(life.gone) | SELDOM == {sweep.table.name for rule in RULES for sweep in rule.sweeps} | WITH_THEM
    )


async def test_what_fails_in_one_workspace_keeps_back_no_other(db, caplog):
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.access_log.add(ELSEWHERE, user_id=EVE, what="list", program_id="P9", at=MONDAY)
        await repos.access_log.add(WS, user_id=MIA, what="list", program_id="P1", at=MONDAY)
    broken = [
        replace(one, sweeps=[_broken(sweep) for sweep in one.sweeps]) for one in RULES if one.key == "looks"
    ]
    year = MONDAY + 400 * DAY
    taken = await forget_in_time(db, now=year, rules=[*broken, *RULES])
    assert taken["looks"] == 2
    assert caplog.text.count("retention: looks in workspace") == 2


def _broken(sweep):
    return replace(sweep, due=literal_column("no_such_column") == 1)


async def test_a_night_on_which_nothing_is_due_asks_little(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)
    await forget_in_time(db, now=MONDAY)
    with counted(db, with_reading=True) as statements:
        assert await forget_in_time(db, now=MONDAY + DAY) == {}
    assert len(statements) <= ONCE + EACH * len([WS, ELSEWHERE])


async def test_which_prompts_somebody_had_outlives_the_messages(db):
    await move_in(db, enrolment(NIA), PAIR, question("reflection", cycle=7))
    async with db.transaction() as repos:
        [message] = await repos.outbox.claim(MONDAY, 9, DAY)
        await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=MONDAY)
    await forget_in_time(db, now=MONDAY)
    await forget_in_time(db, now=MONDAY + 90 * DAY)
    async with db.transaction() as repos:
        assert await repos.outbox.find(WS, message.id) is None
        given = await repos.prompts.given(WS, [NIA])
    assert [one.number for one in given[NIA]] == [7]
    assert given[NIA][0].due_at < MONDAY - 999 * DAY


async def test_a_question_nobody_answered_is_known_as_long_as_its_mentorship_goes_on(db):
    await move_in(db, enrolment(NIA), PAIR, CYCLE, question("quiet_check"))
    async with db.transaction() as repos:
        [message] = await repos.outbox.claim(MONDAY, 9, DAY)
        await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=MONDAY)
    await forget_in_time(db, now=MONDAY)
    await forget_in_time(db, now=MONDAY + 180 * DAY)
    async with db.transaction() as repos:
        assert await repos.outbox.find(WS, message.id)
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY))
    await forget_in_time(db, now=MONDAY + 180 * DAY)
    async with db.transaction() as repos:
        assert await repos.outbox.find(WS, message.id) is None


@pytest.mark.parametrize("goes", ["thirty days", "an answer", "a pause", "the end"])
async def test_what_a_manager_has_in_hand_goes_after_thirty_days_or_with_its_silence(db, goes):
    await move_in(db, enrolment(NIA), PAIR, CYCLE)
    async with db.transaction() as repos:
        await repos.support_taken.take(Taken(WS, "M1", MIA, TODAY), managers=[MIA], since=TODAY)
    assert "support in hand" not in await forget_in_time(db, now=MONDAY + 29 * DAY)
    states = {"a pause": MentorshipState.PAUSED, "the end": MentorshipState.ENDED}
    async with db.transaction() as repos:
        if goes == "an answer":
            said = {"user_id": NIA, "outcome": Outcome.NOT_THIS_MONTH, "iso_week": None}
            await repos.cycles.answer(WS, mentorship_id="M1", number=1, **said)
        elif state := states.get(goes):
            await repos.mentorships.save(replace(PAIR, state=state))
    days = 31 if goes == "thirty days" else 29
    assert (await forget_in_time(db, now=MONDAY + days * DAY))["support in hand"] == 1


async def test_a_second_process_at_the_same_moment_changes_nothing_more(db):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED), enrolment(NIA), enrolment(OMAR), PAIR)
    await forget_in_time(db, now=MONDAY)
    later = MONDAY + 90 * DAY
    both = await asyncio.gather(*(forget_in_time(db, now=later) for _ in range(2)))
    assert sum(one["enrolments"] for one in both) == 2
    assert await forget_in_time(db, now=later) == {}


async def test_shifts_are_known_for_twelve_days_to_the_second(db):
    night = Shift(MONDAY - timedelta(hours=12), MONDAY, ShiftKind.NIGHT)
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, [night])
    assert "shifts" not in await forget_in_time(db, now=MONDAY + 12 * DAY)
    assert (await forget_in_time(db, now=MONDAY + 12 * DAY + timedelta(seconds=1)))["shifts"] == 1


async def test_how_often_somebody_tried_is_known_for_a_day_to_the_second(db):
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.allowances.use(WS, NIA, Counted.STAFF_NUMBER, count=5, now=MONDAY)
    assert "allowances" not in await forget_in_time(db, now=MONDAY + DAY)
    assert (await forget_in_time(db, now=MONDAY + DAY + timedelta(seconds=1)))["allowances"] == 1


async def test_shifts_learnt_after_the_last_place_go_with_it_and_not_with_the_person(db):
    goes_on = replace(PROGRAM, id="P2", ends_on=None, champion=NIA)
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED), goes_on, enrolment(NIA))
    await forget_in_time(db, now=MONDAY)
    later = MONDAY + 90 * DAY
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, [Shift(later, later + timedelta(hours=12), ShiftKind.NIGHT)])
    taken = await forget_in_time(db, now=later)
    assert (taken["enrolments"], taken["shifts"]) == (1, 1)
    async with db.transaction() as repos:
        assert await repos.people.find(WS, NIA)
