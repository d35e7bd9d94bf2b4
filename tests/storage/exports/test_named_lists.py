"""Each step of a list with names happens once, whoever else takes it at the same moment."""

from dataclasses import replace

from bot.domain.exports.named import ListState
from bot.storage.database import Database
from tests.storage.hospital import HOUR, NAMED_LIST, NOW, WS, move_in

ASKED = replace(
    NAMED_LIST, id="L2", state=ListState.ASKED, agreed_by=None, agreed_at=None, fetched_at=None, file_id=None
)


async def test_the_first_yes_counts(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        await repos.named_exports.add_first(ASKED)
        assert await repos.named_exports.agree(WS, "L2", by="UADA", at=NOW)
        assert not await repos.named_exports.agree(WS, "L2", by="UBEN", at=NOW)
        assert not await repos.named_exports.decline(WS, "L2")
        assert (await repos.named_exports.get(WS, "L2")).agreed_by == "UADA"


async def test_a_no_is_no_yes(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        await repos.named_exports.add_first(ASKED)
        assert await repos.named_exports.decline(WS, "L2")
        assert not await repos.named_exports.agree(WS, "L2", by="UADA", at=NOW)
        assert not await repos.named_exports.lapse(WS, "L2")


async def test_it_is_fetched_once_and_only_what_was_agreed_to(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        lists = repos.named_exports
        await lists.add_first(ASKED)
        assert not await lists.fetch(WS, "L2", at=NOW)
        await lists.agree(WS, "L2", by="UADA", at=NOW)
        assert await lists.fetch(WS, "L2", at=NOW)
        assert not await lists.fetch(WS, "L2", at=NOW + HOUR)


async def test_only_the_fetching_that_failed_is_given_back(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        lists = repos.named_exports
        await lists.add_first(replace(ASKED, state=ListState.AGREED, agreed_by="UADA", agreed_at=NOW))
        await lists.fetch(WS, "L2", at=NOW)
        assert not await lists.give_back(WS, "L2", at=NOW + HOUR)
        assert await lists.keep_file(WS, "L2", at=NOW, file_id="F2")
        assert await lists.give_back(WS, "L2", at=NOW)
        assert not await lists.keep_file(WS, "L2", at=NOW, file_id="F2")
        found = await lists.get(WS, "L2")
    assert (found.state, found.fetched_at, found.file_id) == (ListState.AGREED, None, None)


async def test_files_are_due_a_while_after_they_were_fetched(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        assert await repos.named_exports.list_files(WS, before=NOW + HOUR) == []
        assert [one.id for one in await repos.named_exports.list_files(WS, before=NOW + 3 * HOUR)] == ["L1"]
        await repos.named_exports.forget_file(WS, "L1")
        assert await repos.named_exports.list_files(WS, before=NOW + 3 * HOUR) == []


async def test_the_same_form_asks_once(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        assert await repos.named_exports.add_first(ASKED)
        assert not await repos.named_exports.add_first(replace(ASKED, reason="Another"))
        assert await repos.named_exports.list_open(WS, "P1", asked_by="UMIA") == [ASKED]


async def test_what_nobody_answered_waits_whoever_asked(db: Database) -> None:
    await move_in(db)
    async with db.transaction() as repos:
        lists = repos.named_exports
        for number, who in ((3, "UBEN"), (2, "UADA")):
            at = NOW + number * HOUR
            await lists.add_first(replace(ASKED, id=f"L{number}", asked_by=who, asked_at=at))
        assert [one.id for one in await lists.list_waiting(WS, "P1")] == ["L2", "L3"]
        await lists.agree(WS, "L2", by="UBEN", at=NOW)
        await lists.decline(WS, "L3")
        assert await lists.list_waiting(WS, "P1") == []
