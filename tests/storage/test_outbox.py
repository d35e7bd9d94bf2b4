"""The outbox: planned once, claimed by one, marked only by whoever still holds it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite import dialect

from bot.domain.delivery.outbox import DeliveryState, OutboxMessage
from bot.storage.database import Database
from bot.storage.delivery import outbox_queries, place_again
from bot.storage.mentorships.cycle_queries import LIST_TO_LOOK_AT
from bot.storage.repositories import Repositories
from tests.databases import SQLITE, Databases
from tests.storage.hospital import HOUR, LEASE, NOW, QUESTION, TODAY, WS

TO_BEN = replace(QUESTION, recipient="UBEN", due_at=NOW - HOUR)


async def claim_one(repos: Repositories) -> OutboxMessage:
    (message,) = await repos.outbox.claim(NOW, 1, LEASE)
    return message


async def is_rescheduled(repos: Repositories, message: OutboxMessage) -> bool:
    await repos.outbox.reschedule_all([(message, NOW)])
    found = await repos.outbox.find(WS, message.id)
    return found is not None and found.state is DeliveryState.PENDING


async def claimed_twice(repos: Repositories) -> tuple[OutboxMessage, OutboxMessage]:
    """A message as its first holder saw it, and as its second does now."""
    first = await claim_one(repos)
    await repos.outbox.reschedule_all([(first, NOW)])
    return first, await claim_one(repos)


async def test_planning_twice_writes_once(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.outbox.plan([QUESTION, TO_BEN, replace(TO_BEN, due_at=NOW)]) == 1
        assert await repos.outbox.plan([]) == 0
        assert await repos.outbox.counts(WS) == {DeliveryState.PENDING: 2}


async def test_what_was_sent_is_not_planned_again(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.finish(await claim_one(repos), DeliveryState.SENT, outcome="sent", now=NOW)
        assert await repos.outbox.plan([QUESTION]) == 0
        assert await repos.outbox.next_due_at() is None


async def test_claims_what_is_due_oldest_first(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([TO_BEN, replace(QUESTION, cycle=2, due_at=NOW + HOUR)])
        assert await repos.outbox.next_due_at() == NOW - HOUR
        claimed = await repos.outbox.claim(NOW, 10, LEASE)
        assert [one.recipient for one in claimed] == ["UBEN", "UADA"]
        assert await repos.outbox.claim(NOW, 10, LEASE) == []
        assert await repos.outbox.next_due_at() == NOW + HOUR


async def test_claims_no_more_than_asked_for(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([TO_BEN])
        assert [one.recipient for one in await repos.outbox.claim(NOW, 1, LEASE)] == ["UBEN"]


async def test_a_sent_message_remembers_where_it_went(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        message = await claim_one(repos)
        assert await repos.outbox.start_sending(message, NOW)
        assert await repos.outbox.finish(
            message, DeliveryState.SENT, outcome="sent", now=NOW, channel_id="D1", message_ts="1.2"
        )
        assert await repos.outbox.counts(WS) == {DeliveryState.SENT: 1}
        assert await repos.outbox.last_sent_on(WS, "check_in", ["M1", "M2"]) == {"M1": TODAY}
        assert await repos.outbox.last_sent_on(WS, "quiet_check", ["M1"]) == {}
        since = await repos.outbox.budgeted_sent_since(WS, ["UADA", "UBEN"], NOW - HOUR)
        assert since == {"UADA": {message.id: NOW}}
        assert await repos.outbox.budgeted_sent_since(WS, ["UADA"], NOW) == {}


async def test_unbudgeted_and_unsent_messages_do_not_count(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.finish(await claim_one(repos), DeliveryState.FAILED, outcome="refused", now=NOW)
        await repos.outbox.plan([replace(TO_BEN, budgeted=False)])
        await repos.outbox.finish(await claim_one(repos), DeliveryState.SENT, outcome="sent", now=NOW)
        assert await repos.outbox.budgeted_sent_since(WS, ["UADA", "UBEN"], NOW - HOUR) == {}


async def test_a_rescheduled_message_waits_again(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.reschedule_all([(await claim_one(repos), NOW + HOUR)])
        assert await repos.outbox.claim(NOW, 1, LEASE) == []
        (again,) = await repos.outbox.claim(NOW + HOUR, 1, LEASE)
        assert (again.attempts, again.due_at) == (2, NOW + HOUR)


async def test_sending_starts_once_and_only_within_the_lease(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        message = await claim_one(repos)
        assert not await repos.outbox.start_sending(message, NOW + LEASE)
        assert await repos.outbox.start_sending(message, NOW)
        assert not await repos.outbox.start_sending(message, NOW)


@pytest.mark.parametrize("mark", ["start", "finish", "reschedule"])
async def test_whoever_lost_a_message_can_no_longer_mark_it(hospital: Database, mark: str) -> None:
    async with hospital.transaction() as repos:
        first, second = await claimed_twice(repos)
        marks = {
            "start": repos.outbox.start_sending,
            "finish": lambda one, now: repos.outbox.finish(one, DeliveryState.SENT, outcome="sent", now=now),
            "reschedule": lambda one, now: is_rescheduled(repos, one),
        }
        assert not await marks[mark](first, NOW)
        assert await marks[mark](second, NOW)


async def test_a_finished_message_stays_finished(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        message = await claim_one(repos)
        await repos.outbox.finish(message, DeliveryState.DROPPED, outcome="no longer true", now=NOW)
        await repos.outbox.reschedule_all([(message, NOW)])
        assert not await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=NOW)
        assert await repos.outbox.counts(WS) == {DeliveryState.DROPPED: 1}


async def test_claims_and_sends_go_stale_when_their_lease_ends(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([TO_BEN])
        one, other = await repos.outbox.claim(NOW, 2, LEASE)
        await repos.outbox.start_sending(other, NOW)
        assert await repos.outbox.list_stale(NOW + LEASE / 2, 9) == []
        stale = await repos.outbox.list_stale(NOW + LEASE, 9)
        sending = replace(other, state=DeliveryState.SENDING, sent_at=NOW)
        assert sorted(stale, key=lambda message: message.id) == sorted([one, sending], key=lambda it: it.id)
        assert len(await repos.outbox.list_stale(NOW + LEASE, 1)) == 1


async def test_dropping_lets_go_of_what_still_waits(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        claimed = await claim_one(repos)
        await repos.outbox.plan([TO_BEN, replace(TO_BEN, kind="quiet_check"), replace(TO_BEN, subject="M2")])
        assert await repos.outbox.drop_pending(WS, "M1", ["quiet_check"]) == 1
        assert await repos.outbox.drop_pending(WS, "M1") == 2
        assert await repos.outbox.drop_pending(WS, "M1") == 0
        assert not await repos.outbox.start_sending(claimed, NOW)
        assert await repos.outbox.counts(WS) == {DeliveryState.DROPPED: 3, DeliveryState.PENDING: 1}


async def test_with_what_is_over_goes_that_it_was_put_off(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([TO_BEN, replace(TO_BEN, cycle=9)])
        over, other = sorted(
            (
                one
                for one in await repos.outbox.list_about(WS, TO_BEN.kind, [TO_BEN.subject])
                if one.recipient == "UBEN"
            ),
            key=lambda one: one.cycle,
        )
        again = [replace(TO_BEN, kind="asked_again", subject=str(one.id), cycle=1) for one in (over, other)]
        await repos.outbox.plan(again)
        await repos.outbox.forget_of_cycles(WS, TO_BEN.subject, [TO_BEN.kind], [over.cycle])
        subjects = [str(over.id), str(other.id)]
        left = await repos.outbox.list_about(WS, "asked_again", subjects)
        assert [one.subject for one in left] == [str(other.id)]
        assert await repos.outbox.find(WS, over.id) is None
        assert await repos.outbox.find(WS, other.id)


async def test_what_is_being_sent_is_neither_dropped_nor_let_go_nor_moved(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        sending = await claim_one(repos)
        assert await repos.outbox.start_sending(sending, NOW)
        assert await repos.outbox.drop_pending(WS, "M1") == 0
        assert await repos.outbox.forget_kinds(WS, "M1", ["check_in"]) == 0
        assert await repos.outbox.let_go(WS, "M1") == 0
        await repos.outbox.put_at([replace(QUESTION, due_at=NOW + HOUR)])
        assert await repos.outbox.finish(sending, DeliveryState.SENT, outcome="sent", now=NOW)


@pytest.mark.parametrize("how", ["let_go", "let_go_to", "let_go_of_program", "put_at"])
async def test_what_is_let_go_of_waits_again_and_whoever_had_it_can_no_longer_mark_it(
    hospital: Database, how: str
) -> None:
    async with hospital.transaction() as repos:
        claimed = await claim_one(repos)
        ways = {
            "let_go": lambda: repos.outbox.let_go(WS, "M1"),
            "let_go_to": lambda: repos.outbox.let_go_to(WS, "UADA"),
            "let_go_of_program": lambda: repos.outbox.let_go_of_program(WS, "P1"),
            "put_at": lambda: repos.outbox.put_at([QUESTION]),
        }
        await ways[how]()
        assert await repos.outbox.counts(WS) == {DeliveryState.PENDING: 1}
        assert not await repos.outbox.start_sending(claimed, NOW)
        await repos.outbox.reschedule_all([(claimed, NOW + HOUR)])
        again = await claim_one(repos)
        assert (again.id, again.attempts) == (claimed.id, 2)


async def test_what_a_group_reads_is_let_go_of_for_each_of_its_people(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([replace(QUESTION, kind="introduction", recipient="M1")])
        await repos.outbox.claim(NOW, 9, LEASE)
        assert await repos.outbox.let_go_to(WS, "UBEN") == 1
        assert await repos.outbox.let_go_to(WS, "UADA") == 1


async def test_a_counted_message_starts_only_if_all_that_left_to_its_reader_is_known(
    hospital: Database,
) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.plan([replace(QUESTION, cycle=2), replace(TO_BEN, cycle=3)])
        first, second, to_ben = sorted(await repos.outbox.claim(NOW, 9, LEASE), key=lambda one: one.cycle)
        asked: dict[str, Any] = {"since": NOW - HOUR, "known": []}
        assert await repos.outbox.start_counted(first, NOW, **asked)
        assert not await repos.outbox.start_counted(second, NOW, **asked)
        assert await repos.outbox.start_counted(to_ben, NOW, **asked)
        assert await repos.outbox.start_counted(second, NOW, **asked | {"known": [first.id]})


async def test_many_are_marked_at_once_and_those_that_others_hold_stay(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        lost, _ = await claimed_twice(repos)
        await repos.outbox.plan([replace(QUESTION, cycle=cycle) for cycle in (2, 3, 4)])
        again, ended, unknown = await repos.outbox.claim(NOW, 9, LEASE)
        await repos.outbox.reschedule_all([(lost, NOW + HOUR), (again, NOW + HOUR)])
        await repos.outbox.finish_all([(ended, DeliveryState.DROPPED, "no longer true")])
        await repos.outbox.all_may_have_left([unknown], outcome="no clear answer")
        assert await repos.outbox.counts(WS) == {
            DeliveryState.CLAIMED: 1,
            DeliveryState.PENDING: 1,
            DeliveryState.DROPPED: 1,
            DeliveryState.UNKNOWN: 1,
        }


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (outbox_queries.LIST_UNPLACED, "ix_outbox_unplaced (due_at<?)"),
        (place_again.FOR_READER, "ix_outbox_placed (workspace_id=? AND recipient=?)"),
        (place_again.FOR_READER, "ix_mentorship_member_user (workspace_id=? AND user_id=?)"),
        (place_again.OF_PROGRAM, "ix_outbox_subject (workspace_id=? AND subject=?)"),
        (LIST_TO_LOOK_AT, "ix_cycle_look (look_on>? AND look_on<?)"),
    ],
)
async def test_what_is_placed_and_looked_at_is_found_by_its_index(
    databases: Databases, statement: Any, index: str
) -> None:
    """However much has been sent; as SQLite has it before it knows how many there are of anything."""
    compiled = str(statement.compile(dialect=dialect(), compile_kwargs={"render_postcompile": True}))
    async with databases.open(SQLITE) as db, db._engine.connect() as connection:
        asked = f"EXPLAIN QUERY PLAN {compiled}", (None,) * compiled.count("?")
        plan = await connection.run_sync(lambda sync: [str(row) for row in sync.exec_driver_sql(*asked)])
    assert any(index in row for row in plan)
