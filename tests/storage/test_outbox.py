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


async def claimed_twice(repos: Repositories) -> tuple[OutboxMessage, OutboxMessage]:
    """A message as its first holder saw it, and as its second does now."""
    first = await claim_one(repos)
    await repos.outbox.reschedule(first, NOW)
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
        assert since == {"UADA": [NOW]}
        assert await repos.outbox.budgeted_sent_since(WS, ["UADA"], NOW) == {}


async def test_unbudgeted_and_unsent_messages_do_not_count(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.outbox.finish(await claim_one(repos), DeliveryState.FAILED, outcome="refused", now=NOW)
        await repos.outbox.plan([replace(TO_BEN, budgeted=False)])
        await repos.outbox.finish(await claim_one(repos), DeliveryState.SENT, outcome="sent", now=NOW)
        assert await repos.outbox.budgeted_sent_since(WS, ["UADA", "UBEN"], NOW - HOUR) == {}


async def test_a_rescheduled_message_waits_again(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.outbox.reschedule(await claim_one(repos), NOW + HOUR)
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
            "reschedule": repos.outbox.reschedule,
        }
        assert not await marks[mark](first, NOW)
        assert await marks[mark](second, NOW)


async def test_a_finished_message_stays_finished(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        message = await claim_one(repos)
        await repos.outbox.finish(message, DeliveryState.DROPPED, outcome="no longer true", now=NOW)
        assert not await repos.outbox.reschedule(message, NOW)
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
        assert await repos.outbox.drop_pending(WS, "M1") == 1
        assert await repos.outbox.drop_pending(WS, "M1") == 0
        assert await repos.outbox.start_sending(claimed, NOW)
        assert await repos.outbox.counts(WS) == {
            DeliveryState.SENDING: 1,
            DeliveryState.DROPPED: 2,
            DeliveryState.PENDING: 1,
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
