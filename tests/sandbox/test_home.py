"""The Home tab."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.building import button, home, modal, section
from tests.sandbox.conftest import MANIFEST, MONDAY


async def error_of(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_opening_home_lets_the_app_publish_it(sandbox, app, ana, ben):
    @app.event("app_home_opened")
    async def on_home(event, client):
        await client.views_publish(user_id=event["user"], view=home(section(f"Tab {event['tab']}")))

    await ana.open_home()

    assert ana.home.blocks[0]["text"]["text"] == "Tab home"
    assert ben.home is None


async def test_publishing_against_an_old_hash_conflicts(client, ana):
    first = await client.views_publish(user_id=ana.person.id, view=home(section("1")))
    old = first["view"]["hash"]
    await client.views_publish(user_id=ana.person.id, view=home(section("2")), hash=old)

    late = client.views_publish(user_id=ana.person.id, view=home(section("3")), hash=old)

    assert await error_of(late) == "hash_conflict"
    assert ana.home.blocks[0]["text"]["text"] == "2"


async def test_publishing_needs_a_person_a_home_view_and_the_tab(client, sandbox, ana, wall):
    publish = client.views_publish
    assert await error_of(publish(user_id="U404", view=home(section("1")))) == "invalid_arguments"
    assert await error_of(publish(user_id=ana.person.id, view=modal())) == "invalid_arguments"
    features = {**MANIFEST["features"], "app_home": {}}
    bare = Sandbox({**MANIFEST, "features": features}, clock=SandboxClock(MONDAY), wall=wall)
    sandbox.workspace.grants = bare.workspace.grants
    assert await error_of(publish(user_id=ana.person.id, view=home(section("1")))) == "not_enabled"


async def test_a_click_on_home_carries_the_view_and_no_response_url(app, sandbox, client, ana):
    seen = {}

    @app.action("plan")
    async def on_plan(ack, body):
        seen.update(body)
        await ack()

    await client.views_publish(user_id=ana.person.id, view=home(button("plan", value="m1")))
    await ana.click(ana.home, "plan")

    assert seen["container"] == {"type": "view", "view_id": ana.home.id}
    assert (seen["view"]["type"], seen["actions"][0]["value"]) == ("home", "m1")
    assert "response_url" not in seen
