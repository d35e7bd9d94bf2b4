"""The page's routes: what they show, what they do, and whom they refuse."""

import asyncio
import json
import random
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.sandbox.clock import SandboxClock
from bot.sandbox.people import Crowd, Span
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui import add_routes
from tests.sandbox.building import button, home, modal, section, text_input
from tests.sandbox.conftest import MANIFEST, MONDAY

HINTS = {"description": "A light", "usage_hint": "on | off"}
DESCRIBED = {**MANIFEST, "features": {"slash_commands": [{"command": "/beacon", **HINTS}]}}


class Browser:
    """Asks the way the page does."""

    def __init__(self, session, base):
        self.session, self.base = session, base

    async def get(self, path, *, status=200, **headers):
        async with self.session.get(self.base + path, headers=headers) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def post(self, path, body, *, status=200, **headers):
        headers = {"Content-Type": "application/json", "Origin": self.base, **headers}
        data = body if isinstance(body, str) else json.dumps(body)
        async with self.session.post(self.base + path, data=data, headers=headers) as response:
            assert response.status == status, await response.text()
            return await response.json()


@pytest.fixture
def timeline(wall):
    return Timeline(Sandbox(MANIFEST, clock=SandboxClock(MONDAY), wall=wall))


@pytest.fixture
async def sandbox(timeline):
    application = timeline.sandbox.app()
    add_routes(application, timeline.sandbox, timeline, manifest=DESCRIBED)
    async with timeline.sandbox.serve(app=application):
        yield timeline.sandbox


@pytest.fixture
async def browser(sandbox):
    async with ClientSession() as session:
        yield Browser(session, sandbox.base_url)


def as_(actor, what):
    return f"/ui/as/{actor.person.id}/{what}"


async def test_the_page_and_its_scripts_are_served(sandbox, browser):
    async with browser.session.get(f"{browser.base}/") as response:
        assert "/static/js/main.js" in await response.text()
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    async with browser.session.get(f"{browser.base}/static/js/main.js") as response:
        assert response.status == 200
        assert response.content_type.endswith("javascript")


async def test_the_start_names_people_commands_and_the_time(browser, ana):
    start = await browser.get("/ui/start")

    assert start["now"] == MONDAY.isoformat()
    assert start["people"][0]["title"] == "Charge nurse"
    assert start["commands"] == [{"command": "/beacon", **HINTS}]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
async def test_other_host_names_are_refused(browser, host):
    refused = await browser.get("/ui/start", status=403, Host=host)

    assert "only for the machine it runs on" in refused["error"]


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8080"])
async def test_names_of_this_machine_are_welcome(browser, ana, host):
    assert (await browser.get("/ui/start", Host=host))["people"]


async def test_other_pages_cannot_give_orders(browser, sandbox, ana, ward):
    body = {"channel": ward.id, "text": "Hello"}
    refused = await browser.post(as_(ana, "say"), body, status=403, Origin="https://evil.example")
    assert "another page" in refused["error"]
    await browser.post(as_(ana, "say"), body, status=415, **{"Content-Type": "text/plain"})
    assert sandbox.messages(ward) == []

    await browser.post(as_(ana, "say"), body)
    assert [message.text for message in sandbox.messages(ward)] == ["Hello"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/ui/as/U404/say", {}, 404),
        ("/ui/as/{ana}/fly", {}, 404),
        ("/ui/as/{ana}/say", "{", 400),
        ("/ui/as/{ana}/say", "[]", 400),
        ("/ui/as/{ana}/say", {"text": "Hello"}, 400),
        ("/ui/as/{ana}/say", {"channel": "C404", "text": "Hello"}, 404),
        ("/ui/as/{ana}/click", {"channel": "C404", "ts": "1", "action_id": "a", "block_id": "b"}, 404),
        ("/ui/as/{ana}/click", {"view": "V404", "action_id": "a", "block_id": "b"}, 404),
        ("/ui/as/{ana}/close", {}, 404),
        ("/ui/time/advance", {"hours": "many"}, 400),
        ("/ui/time/run", {"weeks": 1000}, 400),
        ("/ui/time/next_message", {}, 409),
        ("/ui/time/act", {"on": True}, 409),
        ("/ui/time/rewind", {}, 404),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_sentence(browser, ana, path, body, status):
    refused = await browser.post(path.format(ana=ana.person.id), body, status=status)

    assert len(refused["error"]) > 10


async def test_messages_come_a_hundred_at_a_time(browser, ana, ben, ward):
    for number in range(130):
        await ben.say(ward, str(number))

    newest = await browser.get(as_(ana, f"messages/{ward.id}"))
    oldest_shown = newest["messages"][0]["ts"]
    earlier = await browser.get(as_(ana, f"messages/{ward.id}?before={oldest_shown}"))

    assert [newest["messages"][0]["text"], newest["messages"][-1]["text"]] == ["30", "129"]
    assert [message["text"] for message in earlier["messages"]] == [str(n) for n in range(30)]
    assert (newest["earlier"], earlier["earlier"]) == (True, False)


async def test_nobody_sees_conversations_or_private_lines_of_others(browser, client, sandbox, ana, ben, ward):
    await client.chat_postEphemeral(channel=ward.id, user=ana.person.id, text="For Ana")
    await client.chat_postMessage(channel=ana.person.id, text="In private")
    dm = ana.dm.id

    [seen] = (await browser.get(as_(ana, f"messages/{ward.id}")))["messages"]
    assert (seen["text"], seen["private"]) == ("For Ana", True)
    assert (await browser.get(as_(ben, f"messages/{ward.id}")))["messages"] == []
    await browser.get(as_(ben, f"messages/{dm}"), status=404)
    listed = [one["id"] for one in (await browser.get(as_(ben, "sidebar")))["conversations"]]
    assert listed == [ben.note.id, ward.id]


async def test_a_command_opens_a_modal_whose_answers_are_submitted(browser, app, ana):
    sent = {}

    @app.command("/beacon")
    async def on_beacon(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("words")))

    @app.view("form")
    async def on_form(ack, view):
        sent.update(view["state"]["values"]["words"])
        await ack()

    await browser.post(as_(ana, "command"), {"command": "/beacon", "text": ""})
    view = (await browser.get(as_(ana, "modal")))["view"]
    empty = await browser.post(as_(ana, "submit"), {"view": view["id"], "values": []})
    assert "required" in empty["errors"]["words"]

    typed = {"block_id": "words", "action_id": "text", "value": "Hello"}
    await browser.post(as_(ana, "submit"), {"view": view["id"], "values": [typed]})
    assert sent["text"]["value"] == "Hello"
    assert (await browser.get(as_(ana, "modal")))["view"] is None


async def test_a_click_in_a_modal_takes_what_was_typed_along(browser, app, ana):
    seen = {}

    @app.command("/beacon")
    async def on_beacon(ack, body, client):
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=modal(text_input("words"), button("look"))
        )

    @app.action("look")
    async def on_look(ack, body):
        seen.update(body["view"]["state"]["values"]["words"])
        await ack()

    await browser.post(as_(ana, "command"), {"command": "/beacon"})
    view = (await browser.get(as_(ana, "modal")))["view"]
    typed = {"block_id": "words", "action_id": "text", "value": "Half a"}
    place = {"view": view["id"], "block_id": view["blocks"][1]["block_id"], "action_id": "look"}
    await browser.post(as_(ana, "click"), {**place, "value": "1", "values": [typed]})

    assert seen["text"]["value"] == "Half a"


async def test_an_app_that_is_not_there_is_said_to_be_so(browser, client, ana):
    await client.views_publish(user_id=ana.person.id, view=home(button("go")))
    view = (await browser.get(as_(ana, "home")))["view"]
    place = {"view": view["id"], "block_id": view["blocks"][0]["block_id"], "action_id": "go"}

    answer = await browser.post(as_(ana, "click"), place)

    assert "couldn't be reached" in answer["trouble"]


async def test_the_phone_shows_text_and_what_its_owner_was_doing(browser, client, sandbox, ana):
    await client.chat_postMessage(channel=ana.person.id, text="A question", blocks=[section("Secret")])
    sandbox.clock.advance(timedelta(hours=16))
    await client.chat_postMessage(channel=ana.person.id, text="In the night")

    phone = await browser.get(as_(ana, "phone"))

    assert [(note["text"], note["doing"]) for note in phone["notifications"]] == [
        ("In the night", "asleep"),
        ("A question", "off"),
    ]
    assert "Secret" not in json.dumps(phone)


async def test_a_group_is_not_shown_by_its_made_up_name(browser, client, ana, ben):
    group = await client.conversations_open(users=[ana.person.id, ben.person.id])
    await client.chat_postMessage(channel=group["channel"]["id"], text="Hello, you two")

    [note] = (await browser.get(as_(ana, "phone")))["notifications"]
    [_, listed] = (await browser.get(as_(ana, "sidebar")))["conversations"]

    assert (note["title"], note["where"]) == ("Beacon", "group message")
    assert listed["name"] == "Ben Okoro"


async def test_the_week_says_in_words_when_somebody_sleeps(browser, sandbox, ana):
    week = (await browser.get(as_(ana, "phone")))["week"]

    assert [day["date"] for day in (week[0], week[6])] == ["2025-03-03", "2025-03-09"]
    assert [day["is_today"] for day in week] == [True] + [False] * 6
    assert week[0]["now"] == pytest.approx(9 / 24)
    assert week[1]["words"] == "asleep 00:00 to 07:00; off 07:00 to 23:00; asleep 23:00 to 24:00"


async def test_the_week_holds_when_the_clocks_change(browser, sandbox, ana):
    sandbox.clock.move_to(MONDAY + timedelta(days=25))

    sunday = (await browser.get(as_(ana, "phone")))["week"][6]

    assert sunday["words"].startswith("asleep 00:00 to 07:00; off")
    assert sunday["blocks"][0]["to"] == pytest.approx(6 / 23)
    assert sunday["blocks"][-1]["to"] == 1


async def test_the_wire_is_listed_from_a_number_on_and_shown_whole(browser, client, ana):
    await client.auth_test()
    await client.users_info(user=ana.person.id)

    first, second = (await browser.get("/ui/wire"))["lines"]
    assert (first["what"], second["what"], second["status"]) == ("auth.test", "users.info", 200)
    assert (await browser.get(f"/ui/wire?after={first['number']}"))["lines"] == [second]
    whole = await browser.get(f"/ui/wire/{second['number']}")
    assert whole["request"]["user"] == ana.person.id
    await browser.get("/ui/wire/99", status=404)


async def notes(browser):
    """The notes the stream sends, parsed."""
    async with browser.session.get(f"{browser.base}/ui/events") as response:
        async for line in response.content:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


async def test_the_stream_tells_what_changed(browser, ana, ben, ward):
    stream = notes(browser)
    assert (await anext(stream))["changed"] == [["everything"]]

    await ben.say(ward, "Hello")
    await ben.say(ward, "again")
    assert ["message_posted", ward.id] in (await anext(stream))["changed"]
    await stream.aclose()


async def test_a_move_is_followed_to_its_end(browser, timeline):
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slow(now):
        inside.set()
        await go_on.wait()

    timeline.after_move = slow
    begun = await browser.post("/ui/time/advance", {"hours": 24})
    await inside.wait()
    busy = await browser.post("/ui/time/advance", {"hours": 1}, status=409)
    assert begun["outcome"]["ended"] == 0
    assert "already moving" in busy["error"]

    stream = notes(browser)
    assert (await anext(stream))["progress"] is not None
    go_on.set()
    async for note in stream:
        if note["outcome"]["ended"]:
            break
    await stream.aclose()
    assert (note["progress"], note["now"]) == (None, (MONDAY + timedelta(days=1)).isoformat())


async def test_a_run_ends_when_it_is_stopped(browser, sandbox, timeline):
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def every_hour(now):
        return now + timedelta(hours=1)

    async def slow(now):
        inside.set()
        await go_on.wait()

    timeline.next_event, timeline.after_move = every_hour, slow
    await browser.post("/ui/time/run", {"weeks": 12})
    await inside.wait()
    await browser.post("/ui/time/stop", {})
    go_on.set()
    await sandbox.until(lambda: not timeline.is_moving)

    assert sandbox.clock.now() == MONDAY + timedelta(hours=1)


async def test_people_can_be_told_to_wait(browser, timeline):
    timeline.people, timeline.acting = Crowd(timeline.sandbox, random.Random(1), {}), True

    assert (await browser.post("/ui/time/act", {"on": False}))["acting"] is False
    await browser.post("/ui/time/act", {"on": "yes"}, status=400)
    assert timeline.acting is False


async def test_next_message_names_those_it_reached(browser, timeline, client, ana, ben):
    due = [MONDAY + timedelta(hours=5)]

    async def next_event(now):
        return due[0] if due else None

    async def after_move(now):
        due.clear()
        await client.chat_postMessage(channel=ben.person.id, text="Hello")

    timeline.next_event, timeline.after_move = next_event, after_move
    stream = notes(browser)
    await browser.post("/ui/time/next_message", {})
    async for note in stream:
        if note["outcome"]["ended"]:
            break
    await stream.aclose()

    assert note["outcome"]["people"] == [ben.person.id]


async def test_an_app_that_fails_while_the_clock_moves_is_reported(browser, timeline, caplog):
    async def stumble(now):
        raise RuntimeError("no database")

    timeline.after_move = stumble
    stream = notes(browser)
    await browser.post("/ui/time/advance", {"hours": 1})
    async for note in stream:
        if note["outcome"]["ended"]:
            break
    await stream.aclose()

    assert "went wrong" in note["outcome"]["word"]
    assert "no database" in caplog.text


async def test_a_person_is_listed_with_what_they_are_doing(browser, timeline, ana):
    def at_work(person, start, end):
        return [Span(start, end, "on_shift")]

    timeline.people = Crowd(timeline.sandbox, random.Random(1), {}, routine=at_work)

    assert [one["doing"] for one in (await browser.get("/ui/people"))["people"]] == ["on_shift"]


async def test_whoever_one_is_removes_the_app_and_puts_it_in_again(browser, sandbox, ana):
    handed, before = [], sandbox.bot_token

    async def hand_over(token):
        handed.append(token)

    sandbox.installing.on_token.append(hand_over)
    assert (await browser.get(as_(ana, "app")))["is_in"]

    removed = await browser.post(as_(ana, "app/remove"), {})
    back = await browser.post(as_(ana, "app/install"), {})

    assert (removed["is_in"], removed["may"], back["is_in"]) == (False, True, True)
    assert handed == [sandbox.bot_token] != [before]


async def test_with_approval_on_it_is_for_admins_who_alone_turn_it_on(browser, sandbox, ana):
    ada = sandbox.actor(sandbox.add_person("Ada Admin", is_admin=True))
    refused = await browser.post(as_(ana, "app/approve"), {"on": True}, status=403)
    assert "Only an admin" in refused["error"]

    assert (await browser.post(as_(ada, "app/approve"), {"on": True}))["needs_approval"]

    refused = await browser.post(as_(ana, "app/remove"), {}, status=403)
    assert "managed by admins" in refused["error"]
    assert not (await browser.get(as_(ana, "app")))["may"]
    assert not (await browser.post(as_(ada, "app/remove"), {}))["is_in"]
