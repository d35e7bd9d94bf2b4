"""Cycles: answered once, taken back in time, followed once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.storage.tables import cycle
from tests.storage.hospital import CYCLE, HOUR, MEETING, NEXT, NOW, PAIR, WEEK, WS

WEEKLY = timedelta(weeks=1)
SOON = replace(MEETING, slots=(), offered=(), picks={}, starts_at=NOW + HOUR)


async def answer(repos: Repositories, **changed: Any) -> int | None:
    asked: dict[str, Any] = {
        "mentorship_id": "M1",
        "number": 1,
        "user_id": "UADA",
        "outcome": Outcome.MET,
        "iso_week": WEEK,
    }
    return await repos.cycles.answer(WS, **{**asked, **changed})


async def test_the_first_answer_closes_the_cycle_and_tells_the_rhythm(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await answer(repos) == PAIR.every_weeks
        assert await repos.cycles.get(WS, "M1", 1) == replace(CYCLE, outcome=Outcome.MET, iso_week=WEEK)


async def test_an_answer_is_one_statement(hospital: Database) -> None:
    statements: list[str] = []
    event.listen(
        hospital._engine.sync_engine,
        "before_cursor_execute",
        lambda *args: statements.append(args[2].split()[0]),
    )
    async with hospital.transaction() as repos:
        await answer(repos)
    assert statements == ["UPDATE"]


async def test_a_second_answer_changes_nothing(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        assert await answer(repos, user_id="UBEN", outcome=Outcome.MOVED, iso_week=None) is None
        assert (await repos.cycles.get(WS, "M1", 1)).outcome is Outcome.MET


@pytest.mark.parametrize("wrong", [{"user_id": "UMIA"}, {"number": 2}, {"mentorship_id": "M2"}])
async def test_a_stranger_or_a_wrong_id_changes_nothing(hospital: Database, wrong: dict[str, Any]) -> None:
    async with hospital.transaction() as repos:
        assert await answer(repos, **wrong) is None
        assert (await repos.cycles.get(WS, "M1", 1)).outcome is None


@pytest.mark.parametrize("state", sorted(set(MentorshipState) - {MentorshipState.ACTIVE}))
async def test_only_an_active_mentorship_is_answered(hospital: Database, state: MentorshipState) -> None:
    async with hospital.transaction() as repos:
        await repos.mentorships.save(replace(PAIR, state=state))
        assert await answer(repos) is None


async def test_an_answered_cycle_is_not_closed_as_unanswered(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        assert not await repos.cycles.close_unanswered(WS, [("M1", 1)])
        await repos.cycles.open(WS, NEXT)
        assert await repos.cycles.close_unanswered(WS, [("M1", 2)])
        assert (await repos.cycles.current(WS, "M1")).outcome is Outcome.UNANSWERED


async def test_taking_back_opens_the_cycle_again_and_removes_the_next(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        await repos.cycles.follow(WS, [(CYCLE, NEXT)])
        assert await repos.cycles.reopen(WS, "M1", 1)
        assert await repos.cycles.list_for_mentorship(WS, "M1") == [CYCLE]


async def test_a_cycle_taken_back_is_followed_again_after_a_new_answer(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        await repos.cycles.follow(WS, [(CYCLE, NEXT)])
        await repos.cycles.reopen(WS, "M1", 1)
        assert await repos.cycles.list_unfollowed(9) == []
        await answer(repos)
        assert await repos.cycles.follow(WS, [(CYCLE, NEXT)])


async def test_it_is_too_late_to_take_back_once_the_next_is_closed(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        await repos.cycles.follow(WS, [(CYCLE, NEXT)])
        await answer(repos, number=2)
        assert not await repos.cycles.reopen(WS, "M1", 1)
        assert [one.outcome for one in await repos.cycles.list_for_mentorship(WS, "M1")] == [Outcome.MET] * 2


async def test_taking_back_an_open_cycle_leaves_everything_alone(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.cycles.open(WS, NEXT)
        assert not await repos.cycles.reopen(WS, "M1", 1)
        assert await repos.cycles.list_for_mentorship(WS, "M1") == [CYCLE, NEXT]


async def test_a_closed_cycle_waits_to_be_followed_and_is_followed_once(hospital: Database) -> None:
    closed = replace(CYCLE, outcome=Outcome.MET, iso_week=WEEK)
    async with hospital.transaction() as repos:
        assert await repos.cycles.list_unfollowed(9) == []
        assert not await repos.cycles.follow(WS, [(CYCLE, NEXT)])
        await answer(repos)
        assert await repos.cycles.list_unfollowed(9) == [(PAIR, closed)]
        assert await repos.cycles.follow(WS, [(closed, NEXT)])
        assert not await repos.cycles.follow(WS, [(closed, NEXT)])
        assert await repos.cycles.list_unfollowed(9) == []
        assert await repos.cycles.current(WS, "M1") == NEXT


async def test_cycles_of_a_paused_mentorship_wait(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await answer(repos)
        await repos.cycles.open(WS, NEXT)
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.PAUSED))
        assert await repos.cycles.list_unfollowed(9) == []
        assert await repos.cycles.list_lapsed(date(2030, 1, 1), 12, 9) == []


async def test_a_cycle_lapses_a_rhythm_and_some_grace_after_its_start(hospital: Database) -> None:
    lapses_on = CYCLE.starts_on + timedelta(weeks=PAIR.every_weeks, days=12)
    async with hospital.transaction() as repos:
        assert await repos.cycles.list_lapsed(lapses_on - timedelta(days=1), 12, 9) == []
        assert await repos.cycles.list_lapsed(lapses_on, 12, 9) == [(PAIR, CYCLE)]


async def test_each_mentorship_lapses_by_its_own_rhythm(hospital: Database) -> None:
    weekly = replace(PAIR, id="M2", every_weeks=1)
    theirs = Cycle("M2", 1, starts_on=CYCLE.starts_on)
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many([weekly])
        await repos.cycles.open(WS, theirs)
        assert await repos.cycles.list_lapsed(CYCLE.starts_on + timedelta(weeks=1), 0, 9) == [
            (weekly, theirs)
        ]
        assert len(await repos.cycles.list_lapsed(CYCLE.starts_on + timedelta(weeks=4), 0, 9)) == 2
        assert len(await repos.cycles.list_lapsed(CYCLE.starts_on + timedelta(weeks=4), 0, 1)) == 1


async def test_nothing_lapses_where_nobody_is_active(db: Database) -> None:
    async with db.transaction() as repos:
        assert await repos.cycles.list_lapsed(date(2030, 1, 1), 12, 9) == []


async def test_the_last_week_somebody_met_in_is_found(hospital: Database) -> None:
    second = replace(PAIR, id="M2", members=(Member("UCAT", Role.PEER),))
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many([second])
        await repos.cycles.open(WS, Cycle("M2", 1, starts_on=CYCLE.starts_on))
        await repos.cycles.open(WS, NEXT)
        await answer(repos)
        await answer(repos, mentorship_id="M2", user_id="UCAT")
        await answer(repos, number=2, iso_week="2027-W01")
        assert await repos.cycles.last_met_on(WS, ["M1", "M2", "M3"]) == {
            "M1": date(2027, 1, 4),
            "M2": date(2026, 11, 16),
        }


async def _runs_until(repos: Repositories) -> list[date | None]:
    rows = await repos.cycles._all(select(cycle.c.runs_until).order_by(cycle.c.number))
    return [row.runs_until for row in rows]


async def test_a_cycle_runs_for_its_rhythm_while_its_mentorship_is_active(hospital: Database) -> None:
    """However it comes to be the latest, and whatever becomes of the mentorship."""
    over = CYCLE.starts_on + 4 * WEEKLY
    async with hospital.transaction() as repos:
        assert await _runs_until(repos) == [over]
        await repos.mentorships.save(replace(PAIR, every_weeks=2))
        assert await _runs_until(repos) == [CYCLE.starts_on + 2 * WEEKLY]
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.PAUSED))
        assert await _runs_until(repos) == [None]
        await repos.mentorships.save(PAIR)
        await answer(repos)
        await repos.cycles.follow(WS, [(CYCLE, replace(NEXT, weeks=8))])
        assert (await _runs_until(repos))[1] == NEXT.starts_on + 8 * WEEKLY
        await repos.mentorships.save(replace(PAIR, every_weeks=6))
        await repos.cycles.reopen(WS, "M1", 1)
        assert await _runs_until(repos) == [CYCLE.starts_on + 6 * WEEKLY]
        await repos.mentorships.end_current(WS, "P1", on=NEXT.starts_on)
        assert await _runs_until(repos) == [None]


async def test_many_that_begin_and_change_together_each_run_for_their_own_rhythm(hospital: Database) -> None:
    """Also one that is introduced now. A meeting of those that come to rest is looked for."""
    pairs = [replace(PAIR, id=f"M{number}", every_weeks=number) for number in (2, 3)]
    new = replace(PAIR, id="M4", every_weeks=6, state=MentorshipState.APPROVED, introduced_on=None)
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many([*pairs, new])
        for pair in pairs:
            await repos.cycles.open(WS, replace(CYCLE, mentorship_id=pair.id))
            await answer(repos, mentorship_id=pair.id)
            await repos.meetings.save(replace(SOON, mentorship_id=pair.id, uid=pair.id))
        turns = [(replace(CYCLE, mentorship_id=one.id), replace(NEXT, mentorship_id=one.id)) for one in pairs]
        assert await repos.cycles.follow(WS, turns) == {"M2", "M3"}
        await repos.mentorships.begin(WS, "M4", channel_id="G4", on=CYCLE.starts_on, settling_days=7)
        await repos.cycles.open(WS, replace(CYCLE, mentorship_id="M4"))
        latest = {"M2": NEXT.starts_on + 2 * WEEKLY, "M3": NEXT.starts_on + 3 * WEEKLY}
        assert await _latest(repos) == latest | {"M4": CYCLE.starts_on + 6 * WEEKLY}
        resting, other = replace(pairs[0], state=MentorshipState.PAUSED), replace(pairs[1], every_weeks=8)
        await repos.mentorships.save_many([resting, other])
        assert await _latest(repos) == {
            "M2": None,
            "M3": NEXT.starts_on + 8 * WEEKLY,
            "M4": CYCLE.starts_on + 6 * WEEKLY,
        }
        assert await repos.meetings.list_orphaned(NOW, 9) == [(WS, "M2")]


async def _latest(repos: Repositories) -> dict[str, date | None]:
    """Until when the latest cycle of each of the others runs."""
    later = select(cycle.c.mentorship_id, cycle.c.runs_until).where(cycle.c.mentorship_id != "M1")
    rows = await repos.cycles._all(later.where(~cycle.c.followed))
    return {row.mentorship_id: row.runs_until for row in rows}
