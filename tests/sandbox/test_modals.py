"""Modals: triggers, the stack, what is entered, and what the app's answer does."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.building import acknowledge, button, modal, section, text_input


@pytest.fixture
def opens(app):
    """An app that opens `opens.view` on /beacon and keeps the triggers it got."""

    class Opens:
        view = modal(text_input("why"), section("x"))
        triggers = []

    @app.command("/beacon")
    async def on_beacon(ack, body, client):
        Opens.triggers = [*Opens.triggers, body["trigger_id"]]
        await client.views_open(trigger_id=body["trigger_id"], view=Opens.view)
        await ack()

    return Opens


async def error_of(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_a_trigger_opens_one_modal_and_no_second(opens, ana, client):
    await ana.command("/beacon")

    assert ana.modal.callback_id == "form"
    second = client.views_open(trigger_id=opens.triggers[0], view=opens.view)
    assert await error_of(second) == "exchanged_trigger_id"


async def test_a_view_is_not_opened_over_an_open_one(sandbox, ana, client):
    await client.views_open(trigger_id=sandbox.triggers.issue(ana.person.id), view=modal())
    over = client.views_open(trigger_id=sandbox.triggers.issue(ana.person.id, in_modal=True), view=modal())
    assert await error_of(over) == "invalid_arguments"
    pushed = sandbox.triggers.issue(ana.person.id, in_modal=True)
    assert (await client.views_push(trigger_id=pushed, view=modal()))["ok"]


async def test_a_trigger_expires_after_three_seconds_of_wall_time(sandbox, wall, ana, client):
    trigger = sandbox.triggers.issue(ana.person.id)
    wall.ahead = timedelta(seconds=3.5)

    assert await error_of(client.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"
    assert await error_of(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_what_was_entered_reaches_the_app_and_the_modal_closes(app, opens, ana):
    seen = {}

    @app.view("form")
    async def on_form(ack, view):
        seen.update(view["state"]["values"])
        await ack()

    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "Because")
    reply = await ana.submit()

    assert reply.acked
    assert seen == {"why": {"text": {"type": "plain_text_input", "value": "Because"}}}
    assert ana.modal is None


async def test_the_client_asks_for_required_and_long_enough_input(opens, sandbox, ana):
    opens.view = modal(text_input("why", min_length=3), text_input("more", optional=True, action_id="more"))
    await ana.command("/beacon")

    await ana.submit()
    assert ana.modal_errors == {"why": "Please complete this required field."}
    await ana.choose(ana.modal, "text", "ab")
    await ana.submit()
    assert ana.modal_errors == {"why": "Please enter at least 3 characters."}
    assert [entry.what for entry in sandbox.wire if entry.direction == "to_app"] == ["/beacon"]


async def test_errors_in_the_answer_stand_at_their_inputs(app, opens, ana):
    @app.view("form")
    async def on_form(ack):
        await ack(response_action="errors", errors={"why": "Say more."})

    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "x")
    await ana.submit()

    assert ana.modal_errors == {"why": "Say more."}
    assert ana.modal.state["why"]["text"]["value"] == "x"


async def test_errors_for_an_input_that_is_not_there_are_trouble(app, opens, ana):
    @app.view("form")
    async def on_form(ack):
        await ack(response_action="errors", errors={"other": "Say more."})

    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "x")
    await ana.submit()

    assert "trouble" in ana.modal_errors[""]


async def test_a_submission_that_is_not_acknowledged_keeps_the_modal_open(sandbox, opens, ana):
    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "x")

    reply = await ana.submit()

    assert reply.status == 404
    assert "trouble" in ana.modal_errors[""]


async def test_an_answer_can_update_push_and_clear(app, opens, ana):
    @app.view("form")
    async def on_form(ack):
        await ack(response_action="update", view=modal(title="Two", callback_id="two"))

    @app.view("two")
    async def on_two(ack):
        await ack(response_action="push", view=modal(title="Three", callback_id="three"))

    @app.view("three")
    async def on_three(ack):
        await ack(response_action="clear")

    await ana.command("/beacon")
    first = ana.modal.id
    await ana.choose(ana.modal, "text", "x")
    await ana.submit()
    assert (ana.modal.callback_id, ana.modal.id) == ("two", first)
    await ana.submit()
    assert (ana.modal.callback_id, ana.modal.previous, ana.modal.root) == ("three", first, first)
    await ana.submit()
    assert ana.modal is None


async def test_three_views_are_the_most(app, opens, ana):
    errors = []

    @app.action("deeper")
    async def on_deeper(ack, body, client):
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(button("deeper")))
        except SlackApiError as error:
            errors.append(error.response["error"])
        await ack()

    opens.view = modal(button("deeper"))
    await ana.command("/beacon")
    for _ in range(3):
        await ana.click(ana.modal, "deeper")

    assert errors == ["push_limit_reached"]


async def test_an_update_keeps_input_where_the_ids_are_the_same(opens, ana, client):
    await ana.command("/beacon")
    await ana.choose(ana.modal, "text", "Kept")

    await client.views_update(view_id=ana.modal.id, view=modal(text_input("why"), text_input("new")))

    assert ana.modal.state["why"]["text"]["value"] == "Kept"
    assert ana.modal.state["new"]["text"]["value"] is None


async def test_an_update_with_an_old_hash_conflicts(opens, ana, client):
    await ana.command("/beacon")
    old = ana.modal.hash
    await client.views_update(view_id=ana.modal.id, hash=old, view=modal())

    assert (
        await error_of(client.views_update(view_id=ana.modal.id, hash=old, view=modal())) == "hash_conflict"
    )
    assert await error_of(client.views_update(view_id="V404", view=modal())) == "not_found"


async def test_closing_tells_the_app_only_when_it_asked(app, opens, ana):
    closed = []

    @app.view_closed("form")
    async def on_closed(ack, body):
        closed.append(body["is_cleared"])
        await ack()

    await ana.command("/beacon")
    await ana.close()
    assert closed == []
    opens.view = modal(notify_on_close=True)
    await ana.command("/beacon")
    await ana.close()
    assert closed == [False]
    assert ana.modal is None


async def test_a_view_that_is_too_large_is_refused(sandbox, ana, client):
    huge = modal(*[section("x" * 2900) for _ in range(90)])

    opening = client.views_open(trigger_id=sandbox.triggers.issue(ana.person.id), view=huge)

    assert await error_of(opening) == "view_too_large"


async def test_an_external_id_is_unique_and_finds_the_view(sandbox, ana, ben, client):
    named = modal(external_id="one")
    await client.views_open(trigger_id=sandbox.triggers.issue(ana.person.id), view=named)

    second = client.views_open(trigger_id=sandbox.triggers.issue(ben.person.id), view=named)
    assert await error_of(second) == "duplicate_external_id"
    await client.views_update(external_id="one", view=modal(title="New", external_id="one"))
    assert ana.modal.title["text"] == "New"


async def test_only_the_modal_on_top_can_be_used(opens, ana, ben, app):
    app.action("never")(acknowledge)
    await ana.command("/beacon")

    with pytest.raises(LookupError, match="does not see this view"):
        await ben.click(ana.modal, "never")
    with pytest.raises(LookupError, match="here are: text"):
        await ana.click(ana.modal, "never")
