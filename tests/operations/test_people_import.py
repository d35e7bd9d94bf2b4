"""`lamplight people import`: what it prints, what it refuses, and what it leaves behind."""

import csv
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from bot.app import database
from bot.config import Settings
from bot.domain.people import Person
from bot.errors import UserFacingError
from bot.operations.people_import import Request, import_people
from tests.directory_files import MAPPING, PEOPLE, small_mapping, somebody, write_export
from tests.operations.command_line import lamplight

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def environ(tmp_path, unused_tcp_port):
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "shh",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path}/lamplight.db",
        "SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/",
    }


@pytest.fixture
async def settings(environ):
    settings = Settings.from_env(environ)
    async with database(settings) as db, db.transaction() as repos:
        await repos.workspaces.ensure("T1", "Hospital")
    return settings


async def run(settings, path=PEOPLE, **more):
    done = await import_people(settings, Request(path, **{"mapping": MAPPING, **more}), now=NOW)
    return "\n".join(done.lines)


async def entries(settings):
    async with database(settings) as db, db.transaction() as repos:
        return await repos.directory.count("T1", NOW.date())


async def test_the_command_says_what_it_did(settings, environ, tmp_path):
    mapping = f"--mapping={MAPPING}"
    looked = lamplight("people", "import", str(PEOPLE), mapping, "--dry-run", folder=tmp_path, **environ)
    assert "Nothing was stored." in looked.stdout
    assert "68 new, 0 unchanged." in looked.stdout
    done = lamplight("people", "import", str(PEOPLE), mapping, folder=tmp_path, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert "68 new, 0 unchanged." in done.stdout
    assert await entries(settings) == 68


async def test_the_command_needs_only_the_database(settings, environ, tmp_path):
    database = {"DATABASE_URL": environ["DATABASE_URL"]}
    done = lamplight("people", "import", str(PEOPLE), f"--mapping={MAPPING}", folder=tmp_path, **database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "68 new, 0 unchanged." in done.stdout
    assert "We haven't asked Slack who is who" in done.stdout


def test_what_cannot_be_done_is_one_sentence(environ, tmp_path):
    ended = lamplight("people", "import", "nothing.csv", folder=tmp_path, **environ)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("There is no file nothing.csv.")


async def test_a_dry_run_stores_nothing(settings):
    assert "68 new, 0 unchanged." in await run(settings, dry_run=True)
    assert await entries(settings) == 0


async def test_the_mapping_may_come_from_the_settings(settings, environ):
    with pytest.raises(UserFacingError, match="add `--mapping FILE`"):
        await run(settings, mapping=None)
    named = Settings.from_env({**environ, "DIRECTORY_MAPPING": str(MAPPING)})
    assert "68 new, 0 unchanged." in await run(named, mapping=None)


async def test_the_workspace_is_asked_for_where_there_are_several(settings):
    with pytest.raises(UserFacingError, match="no workspace T9 here; there is T1"):
        await run(settings, workspace_id="T9")
    async with database(settings) as db, db.transaction() as repos:
        await repos.workspaces.ensure("T2")
    with pytest.raises(UserFacingError, match="several workspaces: T1, T2"):
        await run(settings)
    assert "68 new, 0 unchanged." in await run(settings, workspace_id="T2")
    assert await entries(settings) == 0


async def test_without_a_workspace_there_is_nothing_to_import_into(environ):
    with pytest.raises(UserFacingError, match="There is no workspace yet"):
        await run(Settings.from_env(environ))


async def test_rows_left_out_are_listed_with_the_reason(settings, tmp_path):
    rows = [somebody("E1"), somebody("E2", leave_from="soon", email="=1+1"), somebody("E1")]
    export, rejects = write_export(tmp_path / "staff.csv", rows), tmp_path / "left_out.csv"
    mapping = small_mapping(tmp_path)
    said = await run(settings, export, mapping=mapping, rejects=rejects)
    assert "2 rows skipped; people may be missing:" in said
    with rejects.open(encoding="utf-8-sig", newline="") as text:
        header, *listed = csv.reader(text)
    assert header[:3] == ["line", "why it was left out", "Employee number"]
    by_line = {row[0]: row for row in listed}
    assert by_line["3"][1] == "column From holds soon, not a date written as YYYY-MM-DD"
    assert by_line["3"][4] == "'=1+1"
    assert "stands further up" in by_line["4"][1]


async def test_a_list_that_cannot_be_written_is_said_before_anything_is_done(settings, tmp_path):
    with pytest.raises(UserFacingError, match="can't be written"):
        await run(settings, rejects=tmp_path / "no" / "folder.csv")
    assert await entries(settings) == 0


async def test_codes_without_a_meaning_are_counted(settings, tmp_path):
    export = write_export(tmp_path / "staff.csv", [somebody(f"E{n}", profession="XYZ") for n in range(14)])
    said = await run(settings, export, mapping=small_mapping(tmp_path))
    assert "profession: XYZ has no meaning in the mapping, 14 times; left empty." in said


async def test_too_many_leavers_are_refused_and_can_be_allowed(settings, tmp_path):
    ward, mapping = [somebody(f"E{n}") for n in range(10)], small_mapping(tmp_path)
    await run(settings, write_export(tmp_path / "1.csv", ward), mapping=mapping)
    short = write_export(tmp_path / "2.csv", ward[:5])
    assert "would mark 5 of 10" in await run(settings, short, mapping=mapping, dry_run=True)
    with pytest.raises(UserFacingError, match="would mark 5 of 10"):
        await run(settings, short, mapping=mapping)
    assert "5 unchanged, 5 marked as having left." in await run(
        settings, short, mapping=mapping, allow_leavers=True
    )


async def test_what_follows_is_done_and_said_even_without_slack(settings, tmp_path):
    async with database(settings) as db, db.transaction() as repos:
        await repos.people.save(Person("T1", "UADA"))
    mapping, ward = small_mapping(tmp_path), [somebody(f"E{n}", email=f"e{n}@x.example") for n in range(9)]
    ada = somebody("A1", slack_id="UADA")
    said = await run(settings, write_export(tmp_path / "1.csv", [*ward, ada]), mapping=mapping)
    assert "We couldn't reach Slack" in said
    said = await run(settings, write_export(tmp_path / "2.csv", ward), mapping=mapping)
    assert "1 taken out of their programs" in said
    async with database(settings) as db, db.transaction() as repos:
        assert (await repos.people.get("T1", "UADA")).left_at == NOW


def test_the_shipped_example_names_nobody():
    text = PEOPLE.read_text()
    assert "name" not in text.splitlines()[0].lower()


WARD = [somebody(f"E{n}") for n in range(10)]
LOST = [*WARD[:8], somebody("E8", leave_from="soon")]


async def test_the_first_reasons_are_said(settings, tmp_path):
    rows = [*WARD, *(somebody(f"F{n}", leave_from=f"soon{n}") for n in range(7))]
    said = await run(settings, write_export(tmp_path / "1.csv", rows), mapping=small_mapping(tmp_path))
    assert "7 rows skipped; people may be missing:" in said
    assert "  Line 12 column From holds soon0, not a date written as YYYY-MM-DD." in said
    assert "soon4" in said
    assert "soon5" not in said
    assert "... and 2 more; `--rejects FILE` lists them all." in said


async def test_a_total_is_passed_over_and_said(settings, tmp_path):
    export = write_export(
        tmp_path / "1.csv", [*WARD, somebody("Total: 10", profession="", department="", status="")]
    )
    done = await import_people(settings, Request(export, small_mapping(tmp_path)), now=NOW)
    assert done.is_whole
    assert "1 row skipped that held no one:" in "\n".join(done.lines)
    assert "  Line 12 is about the file" in "\n".join(done.lines)


async def test_the_question_before_anybody_leaves_a_file_that_lost_rows(settings, tmp_path):
    mapping, asked = small_mapping(tmp_path), []
    await run(settings, write_export(tmp_path / "1.csv", WARD), mapping=mapping)
    request = Request(write_export(tmp_path / "2.csv", LOST), mapping)

    def answering(answer):
        def confirm(question):
            asked.append(question)
            return answer

        return confirm

    for confirm in ({}, {"confirm": answering(False)}):
        with pytest.raises(UserFacingError, match=r"Nothing was changed. Fix those rows, or allow it"):
            await import_people(settings, request, now=NOW, **confirm)
        assert await entries(settings) == 10
    done = await import_people(settings, request, now=NOW, confirm=answering(True))
    assert (
        asked
        == [
            "We can't read 1 of the rows, and 1 of 10 people would be marked as having left. Those rows may "
            "be theirs. Continue?"
        ]
        * 2
    )
    assert (done.is_whole, await entries(settings)) == (False, 9)


async def test_the_command_asks_by_its_exit_code(settings, environ, tmp_path):
    mapping = small_mapping(tmp_path)
    first, second = write_export(tmp_path / "1.csv", WARD), write_export(tmp_path / "2.csv", LOST)

    def command(path, *more):
        given = ("people", "import", str(path), f"--mapping={mapping}", *more)
        return lamplight(*given, folder=tmp_path, answer="y\n", **environ)

    assert command(first).returncode == 0
    refused = command(second)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("This file would mark 1 of 10 people as having left, and 1 of its rows")
    assert await entries(settings) == 10
    assert "`lamplight people import FILE --yes`" in command(second, "--dry-run").stdout
    done = command(second, "--yes")
    assert (done.returncode, done.stderr) == (3, "")
    assert "  Line 10 column From holds soon" in done.stdout
    assert "1 marked as having left" in done.stdout
