"""`lamplight demo`: what it says when it can't start, and that a kept hospital goes on where it ended."""

import asyncio
import json
import signal
import socket
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.command import run_demo
from bot.demo.living import come_to_rest
from bot.demo.world import world
from bot.errors import UserFacingError
from tests.databases import KEY
from tests.directory_files import MAPPING, PEOPLE
from tests.operations.command_line import lamplight

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


RUNNING: list[asyncio.subprocess.Process] = []


@pytest.fixture(autouse=True)
async def none_is_left_running():
    """Whatever a test that fails has started."""
    yield
    for process in RUNNING:
        if process.returncode is None:
            process.kill()
            await process.wait()
    RUNNING.clear()


@pytest.fixture
def demo(logging_put_back):
    def run(folder, **changes):
        run_demo(**{"data": folder, "port": 0, "open_browser": False, "seed": 1} | changes)

    return run


def test_a_folder_that_cannot_be_used_is_named(demo, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserFacingError, match="file can't be used as a folder"):
        demo(tmp_path / "file")


@pytest.mark.parametrize(
    ("files", "words"),
    [({"demo.json": "{"}, "can't be read"), ({"lamplight.db": ""}, "wasn.t finished")],
    ids=["torn notes", "no notes"],
)
def test_a_kept_demo_that_is_broken_says_what_to_do(demo, tmp_path, files, words):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(UserFacingError, match=words):
        demo(tmp_path)


def test_people_are_not_imported_where_no_demo_was(tmp_path):
    said = lamplight("people", "import", str(PEOPLE), "--data", "nowhere", folder=tmp_path)
    assert said.returncode == 1
    assert said.stderr.startswith("There is no demo in nowhere.")


async def test_a_kept_hospital_goes_on_where_it_ended_and_a_taken_port_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = await started(tmp_path / "other", port)
        assert "Choose another one with --port" in (await refused.communicate())[1].decode()
    first = await started(tmp_path, 0)
    address = await its_address(first, until="http://")
    assert await asyncio.to_thread(order, address, "advance", b'{"hours": 1}') == 409
    shown = await asyncio.to_thread(watch_it_open, address)
    assert shown == sorted(shown)
    assert shown[0] < 0.1
    assert 0.9 < shown[-1] <= 1
    assert await its_address(first) == address
    await asyncio.to_thread(move_on_by_a_day, address)
    # As long as it runs and without a word about Slack, as the demo says when it starts.
    by_hand = ("people", "import", str(PEOPLE), f"--mapping={MAPPING}", "--data", str(tmp_path))
    said = await asyncio.to_thread(lamplight, *by_hand, folder=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert "68 unchanged" in said.stdout
    kept = await asyncio.to_thread(what_was_said, address)
    assert kept["#ward-news"]
    assert sum(1 for one in kept.values() if one) > 50
    await ended(first)
    assert json.loads((tmp_path / "demo.json").read_text())["now"].startswith("2026-03-03")
    again = await started(tmp_path, 0)
    address = await its_address(again)
    assert await asyncio.to_thread(what_was_said, address) == kept
    await ended(again)
    assert json.loads((tmp_path / "demo.json").read_text())["now"].startswith("2026-03-03")


async def test_what_is_new_in_a_kept_hospital_has_an_id_of_its_own():
    first, second = [await new_there(at) for at in (MONDAY, MONDAY + timedelta(days=1))]
    assert first.people == second.people
    assert not first.ids & second.ids


async def test_a_run_ends_with_its_present_step_and_nothing_more_before_the_bot_goes():
    inside, go_on, ends = asyncio.Event(), asyncio.Event(), []

    async def step(now):
        inside.set()
        await go_on.wait()

    async with world(seed=1, key=KEY, database_url="sqlite://", at=MONDAY) as made:
        made.sandbox.clock.on_move.append(lambda: ends.append(made.sandbox.clock.now()))
        made.timeline.after_move = step
        run = asyncio.create_task(made.timeline.run(weeks=12))
        await inside.wait()
        rest = asyncio.create_task(come_to_rest(made))
        await asyncio.sleep(0)
        assert not rest.done()
        go_on.set()
        await rest
        assert (len(ends), made.timeline.is_moving) == (1, False)
        assert [entry for entry in made.sandbox.wire if entry.direction == "to_app"] == []
        await run


@dataclass
class New:
    people: list[str]
    ids: set[str]


async def new_there(at):
    async with world(seed=1, key=KEY, database_url="sqlite://", at=at) as made:
        people = [person.id for person in made.sandbox.people]
        group = made.sandbox.workspace.open_group(people[:2])
        return New(people, {made.bot.deps.new_id(), group.id})


async def started(folder, port):
    words = ["demo", "--data", str(folder), "--port", str(port), "--no-open-browser"]
    pipe = asyncio.subprocess.PIPE
    call = [sys.executable, "-m", "bot", *words]
    RUNNING.append(await asyncio.create_subprocess_exec(*call, stdout=pipe, stderr=pipe))
    return RUNNING[-1]


async def its_address(process, *, until="Ctrl+C"):
    """Read until so much is said; the address stands on a line of its own."""
    address = ""
    async for line in process.stdout:
        text = line.decode().strip()
        address = text if text.startswith("http://127.0.0.1") else address
        if until in text:
            return address
    raise AssertionError((await process.stderr.read()).decode())


def order(address, move, body):
    """Give the clock an order, as the page does; the status it is answered with."""
    headers = {"Content-Type": "application/json", "Origin": address}
    call = urllib.request.Request(f"{address}/ui/time/{move}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(call) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def watch_it_open(address):
    """How much of it was done, each time the page was told, until it was open."""
    done: list[float] = []
    with urllib.request.urlopen(f"{address}/ui/events") as events:
        for line in events:
            if line.startswith(b"data: "):
                opening = json.loads(line[6:])["opening"]
                if opening is None:
                    return done
                done.append(opening["done"])


def move_on_by_a_day(address):
    """As the page does; answered when the move has begun, so the clock is asked until it has arrived."""
    assert order(address, "advance", b'{"hours": 24}') == 200
    with urllib.request.urlopen(f"{address}/ui/events") as events:
        for line in events:
            if b'"ended": 1' in line:
                return


def what_was_said(address):
    """The newest message of every conversation that somebody has, by its name and who is in it."""
    with urllib.request.urlopen(f"{address}/ui/start") as answer:
        people = [one["id"] for one in json.load(answer)["people"]]
    found = {}
    for person in people:
        with urllib.request.urlopen(f"{address}/ui/as/{person}/sidebar") as answer:
            for one in json.load(answer)["conversations"]:
                name = f"#{one['name']}" if one["kind"] == "channel" else f"{person} {one['id']}"
                found[name] = one["latest"]
    return found


async def ended(process):
    process.send_signal(signal.SIGINT)
    await process.communicate()
    assert process.returncode == 0
