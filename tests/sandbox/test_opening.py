"""What is told while a workspace is being made, and that nobody can do anything there until it opens."""

import json

import pytest
from aiohttp import ClientSession

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui import add_routes
from tests.sandbox.conftest import MANIFEST, MONDAY


@pytest.fixture
def timeline(wall):
    return Timeline(Sandbox(MANIFEST, clock=SandboxClock(MONDAY), wall=wall, workspace_name="Hospital"))


@pytest.fixture
def opening(timeline):
    return timeline.sandbox.workspace.begin_opening()


def served(timeline):
    app = timeline.sandbox.app()
    add_routes(app, timeline.sandbox, timeline)
    return timeline.sandbox.serve(app=app)


async def notes(response):
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_chapters_add_up_and_nothing_goes_back(opening):
    told = []
    opening.on_chapter = lambda chapter: told.append((chapter.title, chapter.so_far, opening.done))
    opening.begin("Joining", share=0.4)
    opening.reach(0.5, "2 people have joined")
    assert opening.done == pytest.approx(0.2)
    opening.reach(0.25, "1 person has joined")
    assert opening.done == pytest.approx(0.2)

    opening.begin("A week passes", share=0.6)
    opening.reach(0.5, "12 messages")
    assert opening.done == pytest.approx(0.7)
    opening.begin("More than there is", share=0.6)
    opening.finish()

    assert told[0] == ("Joining", "1 person has joined", pytest.approx(0.4))
    assert [title for title, _, _ in told] == ["Joining", "A week passes", "More than there is"]
    assert opening.done == 1


@pytest.mark.parametrize("path", ["/ui/as/{ana}/open_home", "/ui/as/{ana}/say", "/ui/time/advance"])
async def test_nobody_does_anything_in_a_workspace_that_is_being_made(timeline, opening, path):
    ana = timeline.sandbox.add_person("Ana Lima").id
    async with served(timeline) as base, ClientSession() as session:
        url = base + path.format(ana=ana)
        async with session.post(url, json={"hours": 1}) as response:
            refusal = await response.json()
        assert (response.status, timeline.sandbox.clock.now()) == (409, MONDAY)
        assert refusal["error"].startswith("Hospital isn't open yet")

        timeline.sandbox.workspace.open()
        async with session.post(url, json={"hours": 1, "channel": "C", "text": "x"}) as response:
            assert response.status != 409


async def test_an_open_page_hears_the_last_word_of_a_server_that_ends(timeline, opening):
    opening.begin("Joining", share=1)
    async with ClientSession() as session:
        async with served(timeline) as base:
            response = await session.get(f"{base}/ui/events")
            heard = notes(response)
            assert (await anext(heard))["opening"]["chapters"][0]["title"] == "Joining"
            opening.fail("It could not be opened.")
        last = [note async for note in heard][-1]
        response.close()
    assert last["opening"]["trouble"] == "It could not be opened."
