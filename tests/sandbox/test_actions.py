"""What a click or a choice sends, element by element, and what people see."""

import pytest

from tests.sandbox.building import acknowledge, button, modal, section, text_input


def option(label):
    return {"text": {"type": "plain_text", "text": label}, "value": label.lower()}


DAYS, NIGHTS = option("Days"), option("Nights")
OPTIONS = [DAYS, NIGHTS]
PLACEHOLDER = {"type": "plain_text", "text": "Pick"}


def element(kind, **rest):
    return {"type": "actions", "block_id": "b", "elements": [{"type": kind, "action_id": "it", **rest}]}


@pytest.fixture
async def act(app, client, ana):
    """Post blocks to Ana, use the element called "it", and return the payload the app got."""
    seen = []

    @app.action("it")
    async def on_it(ack, body):
        seen.append(body)
        await ack()

    async def use(block, value=None):
        await client.chat_postMessage(channel=ana.person.id, text="Hi", blocks=[block])
        await ana.click(ana.inbox()[-1], "it", value=value)
        return seen[-1]

    return use


@pytest.mark.parametrize(
    ("block", "value", "field", "sent"),
    [
        (
            element("static_select", options=OPTIONS, placeholder=PLACEHOLDER),
            "nights",
            "selected_option",
            NIGHTS,
        ),
        (element("radio_buttons", options=OPTIONS), "Days", "selected_option", DAYS),
        (element("checkboxes", options=OPTIONS), ["days", "nights"], "selected_options", OPTIONS),
        (element("overflow", options=OPTIONS), "days", "selected_option", DAYS),
        (element("users_select", placeholder=PLACEHOLDER), "U1", "selected_user", "U1"),
        (element("conversations_select", placeholder=PLACEHOLDER), "C1", "selected_conversation", "C1"),
        (element("channels_select", placeholder=PLACEHOLDER), "C1", "selected_channel", "C1"),
        (element("datepicker"), "2025-03-04", "selected_date", "2025-03-04"),
        (element("timepicker"), "09:30", "selected_time", "09:30"),
    ],
)
async def test_each_element_sends_its_own_field(act, block, value, field, sent):
    payload = await act(block, value)

    [action] = payload["actions"]
    assert (action["type"], action[field]) == (block["elements"][0]["type"], sent)
    if action["type"] != "overflow":
        assert payload["state"]["values"]["b"]["it"] == {"type": action["type"], field: sent}


async def test_a_click_in_a_message_says_where(act, ana, sandbox):
    payload = await act(button("it", value="m1"))

    message = ana.inbox()[0]
    assert payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": ana.dm.id,
        "is_ephemeral": False,
    }
    assert payload["message"]["text"] == "Hi"
    assert payload["user"]["id"] == ana.person.id
    assert payload["actions"][0]["value"] == "m1"
    assert payload["response_url"].startswith(sandbox.base_url)


async def test_an_ephemeral_message_is_not_sent_back(app, client, ward, ana):
    seen = []

    @app.action("it")
    async def on_it(ack, body):
        seen.append(body)
        await ack()

    await client.chat_postEphemeral(channel=ward.id, user=ana.person.id, text="Hi", blocks=[button("it")])
    await ana.click(ana.messages(ward)[0], "it")

    assert seen[0]["container"]["is_ephemeral"]
    assert "message" not in seen[0]


async def test_buttons_that_share_an_action_are_told_apart_by_value(app, client, ana):
    app.action("it")(acknowledge)
    blocks = [button("it", value="a"), button("it", value="b")]
    await client.chat_postMessage(channel=ana.person.id, text="Hi", blocks=blocks)

    assert (await ana.click(ana.inbox()[0], "it", value="b")).acked
    with pytest.raises(LookupError, match="2 elements match 'it'.*it=a, it=b"):
        await ana.click(ana.inbox()[0], "it")


async def test_a_click_nobody_answers_is_noticed(app, client, ana):
    await client.chat_postMessage(channel=ana.person.id, text="Hi", blocks=[button("nobody")])

    await ana.click(ana.inbox()[0], "nobody")

    assert ana.notices == ["nobody: dispatch_failed"]


async def test_an_input_in_a_modal_tells_the_app_only_when_it_dispatches(app, client, sandbox, ana):
    app.action("live")(acknowledge)
    live = {**text_input("b2", action_id="live"), "dispatch_action": True}
    view = modal(text_input("b1", action_id="quiet"), live)
    await client.views_open(trigger_id=sandbox.triggers.issue(ana.person.id), view=view)

    assert await ana.choose(ana.modal, "quiet", "x") is None
    assert (await ana.choose(ana.modal, "live", "x")).acked


async def test_a_lock_screen_shows_the_text_and_never_the_blocks(client, ward, ana, ben):
    group = await client.conversations_open(users=[ana.person.id, ben.person.id])
    await client.chat_postMessage(channel=ana.person.id, text="A note", blocks=[section("Secret")])
    await client.chat_postMessage(channel=group["channel"]["id"], text="To both")
    await client.chat_postMessage(channel=ward.id, text="Quiet in a channel")
    await client.chat_postEphemeral(channel=group["channel"]["id"], user=ana.person.id, text="Only shown")
    await client.chat_postMessage(channel=ward.id, text=f"Hello <@{ben.person.id}>")

    assert [note.text for note in ana.notifications] == ["A note", "To both"]
    assert [note.text for note in ben.notifications][-1] == f"Hello <@{ben.person.id}>"
    assert ana.notifications[0].title == "Beacon"


async def test_people_talk_and_the_app_is_not_told(sandbox, app, client, ward, ana, ben):
    await ana.say(ward, "Good morning")

    assert [message.text for message in ben.messages(ward)] == ["Good morning"]
    assert [entry for entry in sandbox.wire if entry.direction == "to_app"] == []
    eve = sandbox.actor(sandbox.add_person("Eve"))
    with pytest.raises(LookupError, match="Eve is not in ward-7"):
        await eve.say(ward, "Me too")


async def test_a_wait_in_vain_shows_what_did_happen(sandbox, client, ana):
    await client.chat_postMessage(channel=ana.person.id, text="Something else")

    with pytest.raises(AssertionError, match="(?s)chat.postMessage 200.*Something else"):
        await sandbox.until(lambda: len(ana.inbox()) == 2, within=0.05)
