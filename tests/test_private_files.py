"""What Lamplight writes can be read by nobody else on the machine, and the check-up says where it can."""

import stat
from pathlib import Path

import pytest

from bot.config import Settings
from bot.demo.command import _folder
from bot.demo.notes import Notes, write_notes
from bot.directory.rejects import opened_for_list
from bot.operations.files import files
from bot.operations.findings import Level
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from tests.databases import KEY

NOTES = Notes(seed=1, key=KEY)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_a_database_its_log_and_its_index(tmp_path):
    url = f"sqlite:///{tmp_path}/lamplight.db"
    db = await Database.open(url, cipher=Cipher([KEY]))
    await db.migrate()
    found = {path.name: mode(path) for path in tmp_path.iterdir()}
    await db.close()
    assert found == dict.fromkeys(["lamplight.db", "lamplight.db-wal", "lamplight.db-shm"], 0o600)


def test_the_key_of_a_demo_and_its_folder(tmp_path):
    with _folder(tmp_path / "kept") as folder:
        write_notes(folder, NOTES)
        [notes] = folder.iterdir()
        assert (mode(folder), mode(notes)) == (0o700, 0o600)


def test_rows_of_the_staff_directory_that_were_left_out(tmp_path):
    path = tmp_path / "rejects.csv"
    path.write_text("what was there before, and readable")
    path.chmod(0o644)
    with opened_for_list(path) as file:
        file.write("1")
    assert (mode(path), path.read_text(encoding="utf-8-sig")) == (0o600, "1")


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "lamplight.db").touch(mode=0o600)
    return Settings.for_database({"DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db"})


def test_the_check_up_finds_nothing_where_all_is_well(settings):
    [found] = files(settings)
    assert (found.level, found.words) == (Level.OK, "nobody else on this machine can read them.")


@pytest.mark.parametrize("name", ["lamplight.db", "lamplight.db-wal", "lamplight.forgotten"])
@pytest.mark.parametrize("open_to", [0o640, 0o604])
def test_the_check_up_names_what_others_can_read_and_how_to_mend_it(settings, tmp_path, name, open_to):
    path = tmp_path / name
    path.touch()
    path.chmod(open_to)
    [found] = files(settings)
    assert (found.level, f"chmod 600 {path}`" in found.words) == (Level.WARNING, True)


def test_with_postgresql_a_place_for_deletions_has_to_be_named(tmp_path):
    url = {"DATABASE_URL": "postgresql://me@db/lamplight"}
    assert [one.level for one in files(Settings.for_database(url))] == [Level.OK, Level.WARNING]
    named = {**url, "FORGOTTEN_FILE": str(tmp_path / "elsewhere")}
    settings = Settings.for_database(named)
    assert settings.forgotten_file == tmp_path / "elsewhere"
    assert [one.level for one in files(settings)] == [Level.OK]


def test_a_database_in_memory_has_no_file():
    settings = Settings.for_database({"DATABASE_URL": "sqlite:///:memory:"})
    assert (settings.database_file, settings.forgotten_file) == (None, None)
