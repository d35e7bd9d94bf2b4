"""`lamplight people link` and `unlink`: what they print, what they refuse, and what they leave behind."""

import pytest

from bot.app import database
from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.staff_numbers import Claim
from bot.errors import UserFacingError
from bot.operations.people_link import link_person, list_numbers, unlink_person
from bot.storage.alone import alone_on
from tests.operations.command_line import lamplight
from tests.operations.test_people_import import NOW, environ, settings

__all__ = ("environ", "settings")

ENTRIES = (
    DirectoryEntry("T1", "1"),
    DirectoryEntry("T1", "2", user_id="UOMAR", known_by=KnownBy.SLACK_ID),
    DirectoryEntry("T1", "3", user_id="UOLD", known_by=KnownBy.CLAIMED),
)


@pytest.fixture(autouse=True)
async def _claims(settings):
    async with database(settings) as db, db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 1) for one in ENTRIES], number=1)
        for user_id, number in (("UNIA", "1"), ("UZOE", "1"), ("UEVE", "2"), ("UIDA", "404")):
            await repos.staff_claims.save(Claim("T1", user_id, number, NOW))


async def entry(settings, number="1"):
    async with database(settings) as db, db.transaction() as repos:
        return await repos.directory.find("T1", number)


async def listed(settings):
    return await list_numbers(settings, workspace_id="", now=NOW)


async def link(settings, user_id="UNIA", number="1"):
    return await link_person(settings, user_id=user_id, number=number, workspace_id="T1", now=NOW)


async def unlink(settings, user_id="UNIA"):
    return await unlink_person(settings, user_id=user_id, workspace_id="", now=NOW)


async def test_the_commands_need_only_the_database(environ, tmp_path, settings):
    only = {"DATABASE_URL": environ["DATABASE_URL"]}
    found = lamplight("people", "link", "--list", folder=tmp_path, **only)
    assert "UNIA  1  (asked for twice)" in found.stdout
    done = lamplight("people", "link", "UNIA", "1", folder=tmp_path, **only)
    assert (done.returncode, done.stdout, done.stderr) == (0, "UNIA has staff number 1 now.\n", "")
    assert (await entry(settings)).known_by is KnownBy.CONFIRMED
    done = lamplight("people", "unlink", "UNIA", folder=tmp_path, **only)
    assert done.stdout == "UNIA has no staff number any more.\n"
    assert await entry(settings) == ENTRIES[0]
    wrong = lamplight("people", "link", "UNIA", folder=tmp_path, **only)
    assert (wrong.returncode, wrong.stderr) == (
        1,
        "Add a Slack member ID and their staff number, or `--list`.\n",
    )


async def test_a_bot_that_runs_on_the_file_keeps_no_command_away(settings):
    with alone_on(settings.database_url):
        assert await link(settings) == "UNIA has staff number 1 now."


async def test_the_list_says_what_the_directory_has(settings):
    assert await listed(settings) == [
        "UNIA  1  (asked for twice)",
        "UZOE  1  (asked for twice)",
        "UEVE  2  (someone else has it)",
        "UIDA  404  (the directory has no such number)",
        "UOLD  3  (linked before numbers were confirmed)",
    ]
    await link(settings)
    await link(settings, "UOLD", "3")
    for user_id in ("UEVE", "UIDA"):
        assert await unlink(settings, user_id) == f"We've refused the number that {user_id} asked for."
    assert await listed(settings) == ["No staff numbers are waiting to be confirmed."]


@pytest.mark.parametrize(
    ("user_id", "number", "words"),
    [
        ("Nia", "1", "isn't a Slack member ID"),
        ("UNIA", "404", "no current person with number 404"),
        ("UNIA", "2", "already belongs to someone else"),
        ("UOMAR", "1", "another number already"),
    ],
)
async def test_what_does_not_fit_is_refused_and_changes_nothing(settings, user_id, number, words):
    with pytest.raises(UserFacingError, match=words):
        await link(settings, user_id, number)
    assert [await entry(settings, one.employee_id) for one in ENTRIES] == list(ENTRIES)


async def test_unlinking_says_what_comes_back(settings):
    assert "comes back with the next file" in await unlink(settings, "UOMAR")
    with pytest.raises(UserFacingError, match="has no staff number, and hasn't asked for one"):
        await unlink(settings, "UOMAR")
