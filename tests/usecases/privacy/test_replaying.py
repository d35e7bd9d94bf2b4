"""After a backup was restored: who was deleted since is deleted again, and nobody else."""

import stat
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.privacy.deletions import FIRST_LINE, Deletions, read_deletions
from bot.usecases.installation.uninstalling import forget_workspace
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.replaying import replay
from tests.people import DAY, ELSEWHERE, EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, WS, enrolment, move_in
from tests.situations.everywhere import ADDRESS, NUMBER, move_in_everywhere, rows_naming

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "lamplight.forgotten"


@pytest.fixture
def hospital(databases, kind, file):
    """Make a database that notes deletions in the file, with these keys."""

    @asynccontextmanager
    async def made(*keys):
        async with databases.address(kind) as url:
            db = await Database.open(url, cipher=Cipher(keys or [OLD]), forgotten_file=file)
            try:
                yield db
            finally:
                await db.close()

    return made


async def forget(db, user_id=NIA):
    await forget_person(db, act=Act(WS, user_id, MONDAY))


async def replayed(db, file, *keys):
    return await replay(db, deletions=read_deletions(file), cipher=Cipher(keys or [OLD]), now=MONDAY + DAY)


async def test_who_was_deleted_since_the_backup_is_deleted_again(hospital, file):
    async with hospital() as db:
        await move_in_everywhere(db)
        await forget(db)
    async with hospital() as restored:
        await move_in_everywhere(restored)
        others = await rows_naming(restored, OMAR, EVE)
        done = await replayed(restored, file)
        assert (done.noted, done.since, done.people, done.workspaces) == (1, 1, 1, 0)
        assert await rows_naming(restored, NIA, NUMBER, ADDRESS) == {}
        assert set(await rows_naming(restored, OMAR, EVE)) == set(others) - {"exclusion", "suggestion"}
        again = await replayed(restored, file)
        assert (again.since, again.people) == (0, 0)


async def test_nobody_is_named_in_the_file_and_others_cannot_read_it(hospital, file):
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
    kept = file.read_text()
    assert (NIA in kept, WS in kept) == (False, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_what_the_backup_knows_of_is_not_done_again(hospital, file):
    """They have joined again since they were deleted, and the backup is from after that."""
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
        await move_in(db, enrolment(NIA))
        done = await replayed(db, file)
        assert (done.since, done.people) == (0, 0)
        assert await rows_naming(db, NIA)


async def test_the_same_person_of_another_workspace_stays(hospital, file):
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
    async with hospital() as restored:
        await move_in(restored, enrolment(NIA))
        async with restored.transaction() as repos:
            await repos.people.save(replace(await repos.people.get(WS, NIA), workspace_id=ELSEWHERE))
        await replayed(restored, file)
        async with restored.transaction() as repos:
            assert await repos.people.find(WS, NIA) is None
            assert await repos.people.find(ELSEWHERE, NIA)


async def test_a_key_that_was_changed_since_is_still_recognised(hospital, file):
    async with hospital(OLD) as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
    async with hospital(NEW, OLD) as restored:
        await move_in(restored, enrolment(NIA), enrolment(OMAR))
        await forget(restored, OMAR)
        assert (await replayed(restored, file, NEW, OLD)).people == 1


async def test_without_the_key_of_that_time_nothing_is_deleted_and_it_says_so(hospital, file):
    async with hospital(OLD) as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
    async with hospital(NEW) as restored:
        await move_in(restored, enrolment(NIA))
        with pytest.raises(UserFacingError, match="1 of these deletions were written under a key"):
            await replayed(restored, file, NEW)
        assert await rows_naming(restored, NIA)


async def test_the_partner_is_told_as_they_were_then(hospital, file):
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
    async with hospital() as restored:
        await move_in(restored, enrolment(NIA), enrolment(OMAR, Role.MENTOR), PAIR)
        await replayed(restored, file)
        async with restored.transaction() as repos:
            [note] = await repos.outbox.list_about(WS, "ending_note", ["M1"])
    assert note.recipient == OMAR


async def test_a_program_that_is_left_without_a_manager_is_named(hospital, file):
    async with hospital() as db:
        await move_in(db, replace(PROGRAM, managers=(MIA, EVE)), enrolment(MIA))
        await forget(db, MIA)
    async with hospital() as restored:
        await move_in(restored, enrolment(MIA))
        assert (await replayed(restored, file)).without_manager == [PROGRAM.name]


async def test_a_workspace_that_was_deleted_since_is_deleted_again(hospital, file):
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget_workspace(db, workspace_id=WS)
    async with hospital() as restored:
        await move_in(restored, enrolment(NIA))
        assert (await replayed(restored, file)).workspaces == 1
        async with restored.transaction() as repos:
            assert await repos.workspaces.list_ids() == [ELSEWHERE]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("something else", 1),
        (f"{FIRST_LINE}\nperson 1 2 3\n", 2),
        (f"{FIRST_LINE}\nworkspace {'0' * 32} - T1\n\n", 3),
        (f"{FIRST_LINE}\nworkspace {'0' * 32} - T1\nperson {NIA}\n", 3),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(file, text, line):
    file.write_text(text)
    with pytest.raises(UserFacingError, match=f"line {line} is none I wrote. Nothing was deleted"):
        read_deletions(file)


def test_one_that_is_not_text_or_not_there_is_refused_as_well(file):
    with pytest.raises(UserFacingError, match="can't be read"):
        read_deletions(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UserFacingError, match="line 1 is none I wrote"):
        read_deletions(file)


def test_a_line_that_a_crash_has_cut_is_none_and_gives_way_to_the_next(file):
    deletions = Deletions(file, Cipher([OLD]))
    deletions.note_person(WS, NIA)
    with file.open("a") as torn:
        torn.write("person 0123")
    assert len(read_deletions(file)) == 1
    deletions.note_person(WS, OMAR)
    assert len(read_deletions(file)) == 2


async def test_who_wants_to_be_deleted_is_although_it_cannot_be_noted(hospital, file, caplog):
    file.mkdir()
    async with hospital() as db:
        await move_in(db, enrolment(NIA))
        await forget(db)
        assert await rows_naming(db, NIA) == {}
    assert "a deletion could not be noted" in caplog.text
