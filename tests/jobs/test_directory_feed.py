"""The feed: a folder or an address; taken in when it is new, and whatever is wrong leaves all as it was."""

import logging
import os
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web

from bot.directory.problems import UnusableFile
from bot.domain.people import Person
from bot.errors import UserFacingError
from bot.fetching import Rules
from bot.jobs import ReadDirectoryFeed
from bot.usecases.directory.feed import Feed, look_at
from bot.usecases.installation.uninstalling import take_out
from bot.web.serving import serving
from tests.directory_files import SMALL_MAPPING, somebody, write_export
from tests.town import MONDAY, small_town

SECRET = "token-7f3a"
HOUR = timedelta(hours=1)
LOCAL = Rules(may_connect=lambda address: str(address) == "127.0.0.1", schemes=frozenset({"http"}))
WARD = [somebody(f"E{n}") for n in range(10)]


@pytest.fixture
async def hospital():
    async with small_town() as made:
        yield made


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.yml"
    path.write_text(SMALL_MAPPING)
    return path


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "exports"
    path.mkdir()
    return path


def put(folder, name, rows, *, at=MONDAY - HOUR):
    path = folder / name
    if isinstance(rows, bytes):
        path.write_bytes(rows)
    else:
        write_export(path, rows)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


@pytest.fixture
def job(hospital, mapping):
    def made(place, **more):
        feed = Feed(str(place), mapping, **more)
        return ReadDirectoryFeed(hospital.deps, feed, workspace_id=hospital.workspace_id, wall=lambda: MONDAY)

    return made


async def count(hospital):
    async with hospital.deps.db.transaction() as repos:
        return await repos.directory.count(hospital.workspace_id, MONDAY.date())


@asynccontextmanager
async def answering(answer):
    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    async with serving(app, host="127.0.0.1", port=0) as address:
        yield f"{address}/{SECRET}"


async def test_the_newest_file_of_the_folder_is_taken_in_once(hospital, folder, job):
    put(folder, "old.csv", WARD[:1], at=MONDAY - 2 * HOUR)
    put(folder, "new.CSV", WARD)
    put(folder, "newest.txt", WARD[:2], at=MONDAY - HOUR / 2)
    read = job(folder)
    assert (await read()).joined == 10
    assert await read() is None
    assert await count(hospital) == 10


async def test_where_the_app_was_taken_out_no_file_is_taken_in(hospital, folder, job):
    put(folder, "new.csv", WARD)
    await take_out(hospital.deps.db, workspace_id=hospital.workspace_id, at=hospital.deps.clock())
    assert await job(folder)() is None
    assert await count(hospital) == 0


async def test_a_file_that_is_still_coming_waits(hospital, folder, job, caplog):
    put(folder, "new.csv", WARD, at=MONDAY - timedelta(seconds=30))
    assert await job(folder)() is None
    assert "may not be whole yet" in caplog.text
    assert await count(hospital) == 0


async def test_a_new_mapping_reads_the_same_file_anew(hospital, folder, mapping, job):
    put(folder, "new.csv", [somebody("E1", site="NF")])
    read = job(folder)
    await read()
    mapping.write_text(SMALL_MAPPING.replace("NF: Northfield", "NF: North"))
    assert (await read()).moved == 1


@pytest.mark.parametrize(
    ("export", "words"),
    [
        (b"", "is empty"),
        (b"<html>Sign in", "is a web page"),
        (b"Employee number;Slack\nE1;\n", "has one column only"),
        (WARD[:3], "would mark 7 of 10 people as having left"),
    ],
)
async def test_a_broken_file_leaves_all_as_it_was_and_is_logged_once(
    hospital, folder, job, caplog, export, words
):
    put(folder, "1.csv", WARD, at=MONDAY - 3 * HOUR)
    read = job(folder)
    await read()
    put(folder, "2.csv", export, at=MONDAY - 2 * HOUR)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            assert await read() is None
        [told] = [one.getMessage() for one in caplog.records if "stays as it was" in one.getMessage()]
        assert words in told
        put(folder, "3.csv", [*WARD, somebody("E99")])
        assert (await read()).joined == 1
    assert "can be read again" in caplog.text


async def test_a_folder_that_is_gone_is_said_without_its_path(hospital, folder, job, caplog):
    await job(folder / SECRET)()
    assert "The folder in DIRECTORY_FEED isn't there" in caplog.text
    assert SECRET not in caplog.text


async def test_an_address_is_read(hospital, job, tmp_path):
    export = write_export(tmp_path / "served.csv", WARD).read_bytes()

    async def answer(request):
        return web.Response(body=export, content_type="text/csv")

    async with answering(answer) as address:
        read = job(address, rules=LOCAL)
        assert (await read()).joined == 10
        assert await read() is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda: web.Response(text="<html>", content_type="text/html"), "web page"),
        (lambda: web.Response(text="nothing like it"), "The staff export has"),
        (lambda: web.Response(status=503), "(503)"),
        (
            lambda: web.Response(status=302, headers={"Location": "http://10.0.0.1/"}),
            "reach that address",
        ),
        (
            lambda: web.Response(status=302, headers={"Location": "http://[::1]/"}),
            "reach that address",
        ),
    ],
)
async def test_trouble_at_the_address_changes_nothing_and_never_shows_it(
    hospital, job, caplog, answer, words
):
    async def answers(request):
        return answer()

    async with answering(answers) as address:
        read = job(address, rules=LOCAL)
        assert await read() is None
        assert await read() is None
    told = [one.getMessage() for one in caplog.records if "stays as it was" in one.getMessage()]
    assert len(told) == 1
    assert words in told[0]
    assert SECRET not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_an_address_inside_is_refused_without_being_asked(hospital, job, caplog):
    await job(f"https://127.0.0.1/{SECRET}")()
    assert "reach that address" in caplog.text
    assert SECRET not in caplog.text


async def test_a_new_file_links_people_and_tells_what_follows(hospital, folder, job):
    ada = hospital.sandbox.add_person("Ada", email="ada@hospital.example")
    async with hospital.deps.db.transaction() as repos:
        await repos.people.save(Person(hospital.workspace_id, ada.id))
    put(folder, "1.csv", [*WARD, somebody("A1", email="ADA@hospital.example", leave_from="2026-03-01")])
    await job(folder)()
    async with hospital.deps.db.transaction() as repos:
        assert (await repos.directory.find(hospital.workspace_id, "A1")).user_id == ada.id
        assert (await repos.people.get(hospital.workspace_id, ada.id)).leave_from is not None


async def test_a_last_day_counts_even_while_the_feed_is_broken(hospital, folder, job):
    async with hospital.deps.db.transaction() as repos:
        await repos.people.save(Person(hospital.workspace_id, "UADA"))
    put(folder, "1.csv", [*WARD, somebody("A1", slack_id="UADA", ends_on="2026-03-02")], at=MONDAY - 2 * HOUR)
    read = job(folder)
    await read()
    put(folder, "2.csv", b"<html>")
    hospital.sandbox.clock.advance(timedelta(days=1))
    await read()
    async with hospital.deps.db.transaction() as repos:
        assert (await repos.people.get(hospital.workspace_id, "UADA")).left_at is not None


async def test_a_look_at_the_feed_counts_and_keeps_nothing(hospital, folder, mapping):
    put(folder, "1.csv", [*WARD, somebody("")])
    people = hospital.deps.content.people
    seen = await look_at(Feed(str(folder), mapping), people=people, at=MONDAY)
    assert (seen.rows, seen.rejected) == (10, 1)
    put(folder, "2.csv", b"<html>", at=MONDAY - HOUR / 2)
    with pytest.raises(UnusableFile):
        await look_at(Feed(str(folder), mapping), people=people, at=MONDAY)
    with pytest.raises(UserFacingError, match="no CSV file"):
        await look_at(Feed(str(mapping.parent), mapping), people=people, at=MONDAY)
    assert await count(hospital) == 0
