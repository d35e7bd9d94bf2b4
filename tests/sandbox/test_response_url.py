"""response_url: five uses, thirty minutes, and what it may replace."""

from datetime import timedelta

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.sandbox.building import acknowledge, button, section


@pytest.fixture
async def hook(sandbox, app, ana):
    """The response_url of a command that Ana typed."""
    app.command("/beacon")(acknowledge)
    await ana.command("/beacon")
    [command] = [entry for entry in sandbox.wire if entry.what == "/beacon"]
    return AsyncWebhookClient(command.request["response_url"])


async def test_it_works_five_times(hook, ana):
    answers = [await hook.send(text=f"{n}") for n in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert [message.text for message in ana.inbox()] == ["0", "1", "2", "3", "4"]


async def test_it_works_for_thirty_minutes(sandbox, hook):
    sandbox.clock.advance(timedelta(minutes=30))
    assert (await hook.send(text="In time")).status_code == 200

    sandbox.clock.advance(timedelta(seconds=1))

    assert "expired_url" in (await hook.send(text="Late")).body


async def test_answers_are_private_unless_asked_otherwise(hook, ana):
    await hook.send(text="For Ana")
    await hook.send(text="For all", response_type="in_channel")

    assert [message.ephemeral_for for message in ana.inbox()] == [ana.person.id, None]


async def test_it_reaches_a_conversation_the_app_is_not_in(sandbox, app, ana, ben):
    people = [ana.person, ben.person]
    closed = sandbox.add_channel("closed", members=people, bot_is_member=False, private=True)

    @app.command("/beacon")
    async def on_beacon(ack, respond):
        await respond("Only you")
        await ack()

    await ana.command("/beacon", channel=closed)

    assert [message.text for message in ana.messages(closed)] == ["Only you"]
    assert ben.messages(closed) == []


async def test_nothing_to_say_is_refused(hook):
    assert "no_text" in (await hook.send_dict({"response_type": "in_channel"})).body


@pytest.fixture
async def question(app, client, ana):
    """A question in Ana's conversation with the app, and what clicking it was told."""
    await client.chat_postMessage(channel=ana.person.id, text="Met?", blocks=[section("Met?"), button("met")])
    return ana.inbox()[0]


async def test_a_click_can_replace_the_question(app, question, ana):
    @app.action("met")
    async def on_met(ack, respond):
        await respond("Thank you", replace_original=True)
        await ack()

    await ana.click(question, "met")

    [message] = ana.inbox()
    assert (message.text, message.blocks, message.ts) == ("Thank you", [], question.ts)


async def test_a_click_can_delete_the_question(app, question, ana):
    @app.action("met")
    async def on_met(ack, respond):
        await respond(delete_original=True)
        await ack()

    await ana.click(question, "met")

    assert ana.inbox() == []
    with pytest.raises(LookupError, match="does not see this message"):
        await ana.click(question, "met")
