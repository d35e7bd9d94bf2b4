"""Sharing a program from the command line: out of one hospital and into another."""

import pytest

from bot.config import Settings
from bot.operations.upkeep import migrate_database
from bot.storage.opening import opened
from tests.operations.command_line import lamplight
from tests.operations.test_cli import environ
from tests.people import PROGRAM, move_in

__all__ = ["environ"]


@pytest.fixture
async def hospital(environ):
    settings = Settings.from_env(environ)
    await migrate_database(settings)
    async with opened(settings) as db:
        await move_in(db, PROGRAM)
    return settings


async def test_a_program_goes_out_and_comes_in_as_a_draft(tmp_path, environ, hospital):
    sent = lamplight("program", "export", "Nurse leadership", "--out", "p.yml", folder=tmp_path, **environ)
    assert (sent.returncode, sent.stderr) == (0, "")
    brought = lamplight(
        *("program", "import", "p.yml", "--manager", "U0NEW1234", "--workspace", "T2"),
        folder=tmp_path,
        **environ,
    )
    assert brought.returncode == 0
    assert " as a draft, with the ID " in brought.stdout
    async with opened(hospital) as db, db.transaction() as repos:
        [program] = await repos.programs.list_all("T2")
    assert (program.name, program.state, program.managers) == ("Nurse leadership", "draft", ("U0NEW1234",))
    again = lamplight("program", "export", program.id, folder=tmp_path, **environ)
    assert again.stdout == (tmp_path / "p.yml").read_text(encoding="utf-8")


async def test_a_target_that_is_no_percent_comes_in_as_a_note_and_is_said(tmp_path, environ, hospital):
    lamplight("program", "export", "P1", "--out", "p.yml", folder=tmp_path, **environ)
    shared = (tmp_path / "p.yml").read_text(encoding="utf-8")
    assert "targets: {}\n" in shared
    older = shared.replace("targets: {}", "targets: {belonging: most of them, match_fit: 80 % agree}")
    (tmp_path / "p.yml").write_text(older, encoding="utf-8")
    brought = lamplight(
        *("program", "import", "p.yml", "--manager", "U0NEW1234", "--workspace", "T2"),
        folder=tmp_path,
        **environ,
    )
    said = brought.stdout.splitlines()
    assert brought.returncode == 0
    assert [line for line in said if line.startswith("The target of")] == [
        "The target of “Feeling part of the team” is kept as a note, “most of them”: it isn't just a "
        "percent. Its manager can set one under “Edit plan”."
    ]


async def test_a_wrong_file_is_explained_by_line_and_nothing_is_kept(tmp_path, environ, hospital):
    (tmp_path / "p.yml").write_text("lamplight_program: 1\ntemplate: [a]\n", encoding="utf-8")
    ended = lamplight("program", "import", "p.yml", "--manager", "U0NEW1234", folder=tmp_path, **environ)
    assert ended.returncode == 1
    assert "p.yml, line 2, key template" in ended.stderr
    async with opened(hospital) as db, db.transaction() as repos:
        assert await repos.programs.list_all("T2") == []


async def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path, environ, hospital):
    ended = lamplight("program", "export", "P1", "--out", "no/p.yml", folder=tmp_path, **environ)
    assert ended.returncode == 1
    assert "can't be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_behind_says_what_to_do(tmp_path, environ):
    ended = lamplight("program", "export", "P1", folder=tmp_path, **environ)
    assert ended.returncode == 1
    assert "lamplight migrate" in ended.stderr
