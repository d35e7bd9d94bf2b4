"""Somebody goes, or an import comes: who reported through them stays apart from those above."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry, email_key
from bot.domain.joining.enrolments import Role
from bot.facts.kept_apart import kept_apart
from bot.usecases.directory.importing import import_directory
from bot.usecases.privacy.forgetting import forget_person
from tests.directory_files import small_mapping, somebody, staff_file, write_export
from tests.people import EVE, MIA, MONDAY, NIA, OMAR, TODAY, WS, enrolment, move_in
from tests.situations.everywhere import rows_naming

# Nia's manager is Omar; his is Eve.
FILE = [
    somebody("N-1", slack_id=NIA, manager="N-2"),
    somebody("N-2", slack_id=OMAR, manager="N-3", email="omar@hospital.example"),
    somebody("N-3", slack_id=EVE),
]


@pytest.fixture
def take_in(db, tmp_path):
    mapping = small_mapping(tmp_path)

    async def take(*rows, allow_leavers=True):
        path = write_export(tmp_path / "staff.csv", rows)
        return await import_directory(
            db,
            workspace_id=WS,
            file=staff_file(path, mapping),
            file_key="key",
            today=TODAY,
            allow_leavers=allow_leavers,
        )

    return take


@pytest.fixture(autouse=True)
async def _three_people(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), enrolment(EVE, Role.MENTOR))


async def apart(db, *people):
    async with db.transaction() as repos:
        return await kept_apart(repos, WS, people or (NIA, OMAR, EVE, MIA))


async def forget(db, user_id=OMAR):
    await forget_person(db, act=Act(WS, user_id, MONDAY))


SKIP_LEVEL = {NIA: {EVE}, EVE: {NIA}}


async def test_a_managers_manager_stays_one_when_the_manager_between_is_deleted(db, take_in):
    await take_in(*FILE)
    await forget(db)
    assert await apart(db) == SKIP_LEVEL
    assert await rows_naming(db, OMAR, "N-2", email_key("omar@hospital.example")) == {}


@pytest.mark.parametrize("rows", [FILE, FILE[::-1]], ids=["from below", "from above"])
async def test_and_stays_one_through_every_file_that_comes_after(db, take_in, rows):
    await take_in(*FILE)
    await forget(db)
    for day in ("2027-01-31", "2027-02-28", "2027-02-28"):
        counted = await take_in(*({**row, "ends_on": day} for row in rows))
        assert (counted.joined, counted.left, counted.moved) == (0, 0, 0)
        assert await apart(db) == SKIP_LEVEL
        assert await rows_naming(db, OMAR, "N-2", email_key("omar@hospital.example")) == {}
    moved = [{**row, "manager": "N-4"} if row["number"] == "N-2" else row for row in rows]
    await take_in(*moved, somebody("N-4", slack_id=MIA))
    assert await apart(db) == {NIA: {MIA}, MIA: {NIA}}


async def test_a_chain_of_two_who_are_gone_names_neither(db, take_in):
    await take_in(*FILE)
    await forget(db)
    await forget(db, EVE)
    await take_in(*({**row, "site": "NF"} for row in FILE))
    assert await apart(db) == {}
    assert await rows_naming(db, "N-2", "N-3") == {}


async def test_who_was_deleted_before_the_directory_knew_them_leaves_the_chain_whole(db, take_in):
    await forget(db)
    for _ in range(2):
        await take_in(*FILE)
        assert await apart(db) == SKIP_LEVEL
        assert await rows_naming(db, OMAR, "N-2") == {}


async def test_whom_the_directory_knew_without_their_slack_id_stays_in_it_and_is_nobodys(db, take_in):
    unknown = [{**row, "slack_id": ""} if row["number"] == "N-2" else row for row in FILE]
    await take_in(*unknown)
    await forget(db)
    await take_in(*FILE)
    assert await apart(db) == SKIP_LEVEL
    assert await rows_naming(db, OMAR) == {}


async def test_who_is_gone_and_has_a_new_number_is_known_by_their_address(db, take_in):
    await take_in(*FILE)
    await forget(db)
    new = {"N-2": "N-9"}
    rows = [{**row, "manager": new.get(row.get("manager", ""), row.get("manager", ""))} for row in FILE]
    renumbered = [{**row, "number": "N-9", "slack_id": ""} if row["number"] == "N-2" else row for row in rows]
    for _ in range(2):
        await take_in(*renumbered)
        assert await apart(db) == SKIP_LEVEL
        assert await rows_naming(db, OMAR, "N-9") == {}


async def test_a_mailbox_that_several_share_keeps_none_of_the_others_out(db, take_in):
    shared = [{**row, "email": "ward@hospital.example"} for row in FILE]
    await take_in(*shared)
    await forget(db)
    newcomer = somebody("N-5", slack_id=MIA, manager="N-3", email="ward@hospital.example")
    await take_in(*shared, newcomer)
    assert await apart(db) == {NIA: {EVE}, MIA: {EVE}, EVE: {NIA, MIA}}


async def test_the_whole_chain_is_known_again_when_the_one_between_comes_back(db, take_in):
    await take_in(*FILE)
    before = await apart(db)
    await forget(db)
    await take_in(*({**row, "site": "NF"} for row in FILE))
    async with db.transaction() as repos:
        await repos.forgetting.welcome_back(WS, OMAR)
    assert await apart(db) == SKIP_LEVEL
    await take_in(*FILE)
    assert await apart(db) == before == {NIA: {OMAR, EVE}, OMAR: {NIA, EVE}, EVE: {NIA, OMAR}}


async def test_a_row_nobody_can_read_takes_nothing_from_who_reports_through_it(db, take_in):
    await take_in(*FILE)
    await forget(db)
    unread = [{**row, "ends_on": "31.31.2026"} if row["number"] == "N-2" else row for row in FILE]
    assert (await take_in(*unread)).rejected == 1
    await take_in(*FILE)
    assert await apart(db) == SKIP_LEVEL


async def test_a_post_that_somebody_left_behind_is_nobody_who_can_be_found(db, take_in):
    await take_in(*FILE)
    await forget(db)
    async with db.transaction() as repos:
        post = (await repos.directory.find(WS, "N-1")).manager_id
        entry = await repos.directory.find(WS, post)
        assert await repos.directory.count(WS, TODAY) == 2
    bare = DirectoryEntry(WS, post, manager_id="N-3", standing=entry.standing)
    assert entry == replace(bare, left_on=entry.left_on)
