"""`lamplight roster codes`: listed, confirmed, changed, and a day off asked about once more."""

import pytest

from bot.app import database
from bot.domain.people import Person
from bot.domain.rosters import Meaning, Work
from bot.errors import UserFacingError
from bot.operations.roster_codes import list_codes, settle
from tests.operations.command_line import lamplight
from tests.operations.test_people_import import NOW, environ, settings

__all__ = ("environ", "settings")

SAID = {"UNIA": {"N": Meaning(Work.NIGHT)}, "UZOE": {"N": Meaning(Work.NIGHT), "QQ": Meaning(Work.DAY)}}


@pytest.fixture(autouse=True)
async def _codes(settings):
    async with database(settings) as db, db.transaction() as repos:
        for user_id, said in SAID.items():
            await repos.people.save(Person("T1", user_id))
            await repos.roster_codes.say("T1", user_id, said)
        await repos.roster_codes.say("T1", "UNIA", {"QQ": Meaning(Work.OFF)})


async def settled(settings, code, means="", *, is_sure=False):
    return await settle(settings, code=code, means=means, workspace_id="", is_sure=is_sure, now=NOW)


async def test_the_command_needs_only_the_database(environ, tmp_path):
    only = {"DATABASE_URL": environ["DATABASE_URL"]}
    found = lamplight("roster", "codes", folder=tmp_path, **only)
    assert found.stdout == (
        "N  night - only for those who say so\nQQ  a day off or day - only for those who say so\n"
    )
    done = lamplight("roster", "codes", "N", folder=tmp_path, **only)
    assert (done.returncode, done.stdout, done.stderr) == (0, "N  night - for everyone, settled\n", "")
    done = lamplight("roster", "codes", "N", "night 20:00-08:00", folder=tmp_path, **only)
    assert done.stdout == "N  night 20:00-08:00 - for everyone, settled\n"
    asked = lamplight("roster", "codes", "N", "off", folder=tmp_path, **only)
    assert asked.returncode == 1
    assert "Is it really a day off, for everyone?" in asked.stdout
    done = lamplight("roster", "codes", "N", "off", "--yes", folder=tmp_path, **only)
    assert done.stdout == "N  a day off - for everyone, settled\n"


async def test_a_code_nobody_brought_yet_can_be_settled_before(settings):
    assert await settled(settings, "e12", "day 08:00-20:00") == "E12  day 08:00-20:00 - for everyone, settled"


REFUSED = {
    ("QQ", ""): "People say different things about QQ  a day off or day",
    ("ZZ", ""): "No one has said what ZZ means",
    ("N", "sometimes"): '"sometimes" names no kind of work',
    ("N", "night sometimes 7"): "names no kind of work",
    ("a code", "night"): "A CODE isn't a code",
    ("ABCDEFGHI", "night"): "isn.t a code",
}


@pytest.mark.parametrize(("code", "means"), REFUSED)
async def test_what_cannot_be_settled_is_said_and_changes_nothing(settings, code, means):
    before = await list_codes(settings, workspace_id="")
    with pytest.raises(UserFacingError, match=REFUSED[code, means]):
        await settled(settings, code, means)
    assert await list_codes(settings, workspace_id="") == before


async def test_a_day_off_that_is_work_waits_for_a_second_word(settings):
    assert await settled(settings, "QQ", "off") is None
    assert await settled(settings, "QQ", "off", is_sure=True) == "QQ  a day off - for everyone, settled"
