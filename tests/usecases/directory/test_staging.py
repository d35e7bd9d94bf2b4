"""An import is shown all at once: whole or not at all, whatever happens in between."""

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot.directory.problems import Reject
from bot.domain.acts import Act
from bot.domain.directory import Aspect, DirectoryEntry, KnownBy
from bot.domain.people import Person
from bot.domain.privacy.forgetting import EMPLOYEE, SLACK, known_as
from bot.errors import NotFound
from bot.storage.database import Database
from bot.storage.directory.rows import entry
from bot.storage.sqlite import SqliteEngine
from bot.usecases.directory.clearing import MOST_ROWS
from bot.usecases.directory.importing import import_directory
from bot.usecases.installation.uninstalling import forget_workspace
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from tests.directory_files import TODAY, small_mapping, somebody, staff_file, write_export
from tests.people import MONDAY, NIA, OMAR, WS, move_in

MANY = 3500
# In two pieces: one transaction begins, two stage, one looks at posts, two copy, and the next one shows it.
FEW = MOST_ROWS + 50
SHOWN_BEFORE = 7
PLACES = range(1, SHOWN_BEFORE + 1)
IN_SECOND = f"E{MOST_ROWS + 20:05}"


def people(count=MANY, **columns):
    return [somebody(f"E{n:05}", **columns) for n in range(count)]


async def quietly(_):
    pass


class Watched(Database):
    """Before each of an import's transactions `between` is asked, and at its end `within`; how many rows each
    one wrote is kept.
    """

    def __init__(self, db, between, *, within=quietly):
        self.__dict__.update(db.__dict__)
        self._between, self._within = between, within
        self.written = []
        self.switched = []
        self.asked = []

    @asynccontextmanager
    async def transaction(self):
        await self._between(len(self.written))
        async with super().transaction() as repos, self._noted(repos):
            yield repos

    async def in_one_trip(self, work):
        if not isinstance(self._engine, SqliteEngine):
            return await super().in_one_trip(work)
        await self._between(len(self.written))
        return await super().in_one_trip(partial(self._watched, work))

    async def _watched(self, work, repos):
        async with self._noted(repos):
            return await work(repos)

    @asynccontextmanager
    async def _noted(self, repos):
        statements = []

        def note(_, cursor, statement, *__):
            self.asked.append(statement)
            if statement.startswith(("INSERT", "UPDATE", "DELETE")):
                statements.append((statement.split()[2], cursor.rowcount))

        before = await _count(repos)
        event.listen(self._engine.sync_engine, "after_cursor_execute", note)
        try:
            yield
            await self._within(len(self.written))
        finally:
            event.remove(self._engine.sync_engine, "after_cursor_execute", note)
        # What the driver writes by itself is seen by how many there are more.
        more = abs(await _count(repos) - before)
        rows = max(more, sum(count for _, count in statements))
        self.written.append(rows)
        if "directory_import" in dict(statements):
            self.switched.append(rows)


async def _count(repos):
    counted = await repos.directory._run(select(func.count()).select_from(entry))
    return counted.scalar_one()


class Files:
    def __init__(self, folder, content):
        self._folder, self._content = folder, content
        self._number = 0

    def write(self, rows):
        self._number += 1
        path = self._folder / f"{self._number}.csv"
        write_export(path, rows)
        return staff_file(path, small_mapping(self._folder), content=self._content)

    async def take_in(self, db, rows, **more):
        file = self.write(rows)
        key = str(self._number)
        return await import_directory(db, workspace_id=WS, file=file, file_key=key, today=TODAY, **more)


@pytest.fixture
async def files(db, tmp_path, content):
    await move_in(db, Person(WS, NIA), Person(WS, OMAR))
    return Files(tmp_path, content)


async def shown(db):
    """Everybody who is there, as a reader sees them, and the last import."""
    async with db.transaction() as repos:
        piece: Any = True
        after, found = "", dict[str, DirectoryEntry]()
        while piece:
            piece = await repos.directory_imports.list_piece(WS, today=TODAY, after=after, limit=1000)
            if piece:
                found |= await repos.directory_imports.list_by_ids(WS, piece.stay)
                after = piece.until
        return found, await repos.directory_imports.find_latest(WS)


async def kept(db):
    async with db._engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(entry))).scalar_one()


async def find(db, number):
    async with db.transaction() as repos:
        return await repos.directory.find(WS, number)


async def link(db, number, user_id):
    async with db.transaction() as repos:
        return await repos.directory.link(WS, number, user_id, KnownBy.CONFIRMED)


async def test_readers_see_the_old_whole_between_and_then_the_new_one(db, files):
    await files.take_in(db, people(site="NF"))
    seen = []

    async def look(_):
        async with db.transaction() as repos:
            ids = [f"E{n:05}" for n in (0, MANY // 2, MANY - 1)]
            entries = await repos.directory_imports.list_by_ids(WS, ids)
            seen.append({one.site for one in entries.values()})
            assert await repos.directory.count(WS, TODAY) == MANY

    await files.take_in(Watched(db, look), people(site="HR"))
    assert [{"Northfield"}, {"Harbour Road"}] == [one for at, one in enumerate(seen) if one not in seen[:at]]
    assert seen.count({"Northfield"}) > MANY // MOST_ROWS
    assert await kept(db) == MANY


async def test_other_transactions_get_in_between_and_none_of_the_import_is_large(db, files):
    await files.take_in(db, people(site="NF"))
    watched = Watched(db, quietly)
    counted = await files.take_in(watched, [*people(MANY - 5, site="HR"), somebody("F1")])
    assert (counted.moved, counted.left, counted.joined) == (MANY - 5, 5, 1)
    assert len([one for one in watched.written if one]) >= 2 * MANY // MOST_ROWS
    assert max(watched.written) == MOST_ROWS
    # What looks at many is asked where nobody waits for it.
    assert not [one for one in watched.asked if "count(" in one or "json_each" in one]
    # The last import's number, and that whatever else is staged is of no use.
    assert watched.switched == [2]


async def test_somebody_else_waits_for_one_transaction_of_an_import_at_most(db, files):
    """A click asks for its turn once, and has had it before the import has had two."""
    await files.take_in(db, people(site="NF"))
    clicks = []

    async def click():
        async with db.transaction() as repos:
            await repos.workspaces.ensure(WS)

    async def between(_):
        clicks.append(asyncio.create_task(click()))
        await asyncio.sleep(0)
        assert sum(not one.done() for one in clicks) <= 2

    await files.take_in(Watched(db, between), people(site="HR"))
    assert len(clicks) > 3 * MANY // MOST_ROWS
    await asyncio.gather(*clicks)


class Stop(Exception):
    pass


ENDS = [(Stop, False), (asyncio.CancelledError, False), (Stop, True)]


@pytest.mark.parametrize(("stop", "is_within"), ENDS, ids=["fails", "is killed", "fails within"])
async def test_an_import_that_ends_anywhere_leaves_exactly_what_was_before(db, files, stop, is_within):
    await files.take_in(db, people(FEW, site="NF", slack_id=""))
    assert await link(db, "E00001", NIA)
    before = await shown(db)
    changed = [*people(FEW - 10, site="HR"), somebody("F1", slack_id="UNEW")]
    shown_before = None
    for at in range(SHOWN_BEFORE + 1):
        stopping = [at]

        async def fail(number, stopping=stopping):
            if number in stopping:
                stopping.clear()
                raise stop

        try:
            places = (quietly, fail) if is_within else (fail, quietly)
            await files.take_in(Watched(db, places[0], within=places[1]), changed)
        except stop:
            entries, latest = await shown(db)
            if latest != before[1]:
                shown_before = at
                break
            assert (entries, latest) == before
            if stop is Stop:
                assert await kept(db) == FEW
    assert shown_before == SHOWN_BEFORE
    await files.take_in(db, changed)
    assert await kept(db) == FEW + 1
    assert (await find(db, "E00001")).user_id == NIA


async def test_what_is_left_of_an_import_that_is_over_goes_with_the_next_round_of_the_house(db, files):
    await files.take_in(db, people(FEW, site="NF"))

    async def die(number):
        async with db.transaction() as repos:
            if (await repos.directory.find(WS, "E00001")).site == "Harbour Road":
                raise asyncio.CancelledError

    with suppress(asyncio.CancelledError):
        await files.take_in(Watched(db, die), people(FEW, site="HR"))
    assert await kept(db) == 2 * FEW
    await forget_in_time(db, now=MONDAY)
    assert await kept(db) == FEW
    assert (await find(db, "E00001")).site == "Harbour Road"


async def test_of_two_imports_of_different_files_one_comes_after_the_other(db, files):
    await files.take_in(db, people(FEW, site="NF"))
    rejects: list[Reject] = []
    files_of_both = [people(FEW, site="HR"), [*people(FEW, site="HR"), somebody("F1"), somebody("F1")]]
    async with asyncio.timeout(60):
        both = await asyncio.gather(
            *(files.take_in(db, rows, allow_leavers=True, on_reject=rejects.append) for rows in files_of_both)
        )
    assert sorted(one.moved for one in both) == [0, FEW]
    assert len(rejects) == 1
    assert await kept(db) in (FEW, FEW + 1)
    assert {one.site for one in (await shown(db))[0].values()} <= {"Harbour Road", None}


async def during(db, files, rows, act, *, at=2):
    """Take these in, and let something happen before a transaction of the import."""

    async def between(number):
        if number == at:
            await act()

    return await files.take_in(Watched(db, between), rows)


@pytest.mark.parametrize("at", PLACES)
async def test_who_has_themselves_deleted_meanwhile_does_not_come_back(db, files, at):
    was = [somebody("E00000", slack_id=NIA, email="nia@hospital.example"), *people(FEW)[1:]]
    await files.take_in(db, was)
    now = [{**one, "site": "HR"} for one in was]
    now[1] |= {"manager": "E00000"}

    async def delete():
        await forget_person(db, act=Act(WS, NIA, MONDAY))

    await during(db, files, now, delete, at=at)
    async with db.transaction() as repos:
        assert await repos.directory.find_by_user(WS, NIA) is None
        assert known_as(WS, SLACK, NIA) in await repos.forgetting.list_forgotten(WS)
    assert await find(db, "E00000") is None
    assert (await find(db, "E00001")).manager_id == known_as(WS, EMPLOYEE, "E00000")
    assert (await find(db, "E00001")).site == "Harbour Road"


async def test_nothing_that_is_staged_names_who_is_deleted_if_the_import_dies(db, files):
    rows = [somebody("E00000", slack_id=NIA), *people(FEW)[1:]]
    await files.take_in(db, rows)

    async def delete():
        await forget_person(db, act=Act(WS, NIA, MONDAY))
        raise asyncio.CancelledError

    with suppress(asyncio.CancelledError):
        await during(db, files, [{**one, "site": "HR"} for one in rows], delete, at=3)
    async with db._engine.connect() as connection:
        asked = select(entry).where((entry.c.user_id == NIA) | (entry.c.employee_id == "E00000"))
        assert not (await connection.execute(asked)).all()


async def test_a_workspace_that_is_deleted_meanwhile_does_not_come_back(db, files):
    await files.take_in(db, people(FEW))
    with pytest.raises(NotFound):
        await during(db, files, people(FEW, site="HR"), lambda: forget_workspace(db, workspace_id=WS))
    assert await kept(db) == 0


@pytest.mark.parametrize("at", PLACES)
async def test_who_is_linked_meanwhile_stays_linked_and_is_followed_up(db, files, at):
    """Who they work for is looked at when they are linked; the file names somebody else."""
    await files.take_in(db, people(FEW, manager="E00009"))
    await during(db, files, people(FEW, manager="E00008"), lambda: link(db, "E00001", NIA), at=at)
    linked = await find(db, "E00001")
    assert (linked.user_id, linked.known_by, linked.manager_id) == (NIA, KnownBy.CONFIRMED, "E00008")
    # Once the import is shown, they were looked at as it says.
    assert linked.moved == (Aspect.MANAGER,) or at == SHOWN_BEFORE


@pytest.mark.parametrize("at", PLACES)
async def test_who_is_unlinked_meanwhile_stays_so(db, files, at):
    await files.take_in(db, people(FEW))
    assert await link(db, "E00001", NIA)

    async def unlink():
        async with db.transaction() as repos:
            await repos.directory.unlink(WS, "E00001")

    await during(db, files, people(FEW, site="HR"), unlink, at=at)
    assert (await find(db, "E00001")).user_id is None


@pytest.mark.parametrize("at", PLACES)
async def test_a_link_that_is_confirmed_meanwhile_counts_more_than_a_file_that_says_otherwise(db, files, at):
    """As if it had been confirmed before; a link that is refused was too late."""
    await files.take_in(db, people(FEW))
    said = []

    async def confirm():
        said.append(await link(db, IN_SECOND, NIA))

    rows = [somebody("E00001", slack_id=NIA), *people(FEW)]
    await during(db, files, [rows[1], rows[0], *rows[3:]], confirm, at=at)
    async with db.transaction() as repos:
        holder = await repos.directory.find_by_user(WS, NIA)
    assert holder.employee_id == (IN_SECOND if said == [True] else "E00001")


async def test_a_release_that_is_noted_meanwhile_is_known_when_they_are_back(db, files):
    gone = DirectoryEntry(WS, "E00001", user_id=NIA, known_by=KnownBy.CONFIRMED, left_on=TODAY)
    await files.take_in(db, people(FEW))
    async with db.transaction() as repos:
        latest = await repos.directory_imports.find_latest(WS)
        await repos.directory_imports.save_changed([(gone, 0)], number=latest.number)

    async def follow():
        async with db.transaction() as repos:
            await repos.directory.followed(WS, "E00001", released_on=TODAY)

    await during(db, files, people(FEW), follow, at=3)
    back = await find(db, "E00001")
    assert (back.left_on, back.released_on) == (None, TODAY)
    assert replace(back, released_on=None).user_id == NIA
