"""The Web API: who may call what, and the errors Slack gives."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.building import home, section
from tests.sandbox.conftest import MANIFEST, MONDAY, SCOPES


async def error_of(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_auth_test_says_who_the_app_is_and_what_it_may_do(sandbox, client):
    answer = await client.auth_test()

    assert (answer["team_id"], answer["user_id"]) == ("T0000001", sandbox.bot_user_id)
    assert answer.headers["x-oauth-scopes"].split(",") == sorted(SCOPES)


async def test_whoever_installs_the_app_may_decline_what_is_optional(wall):
    scopes = {"bot": SCOPES, "bot_optional": ["files:write"]}
    sandbox = Sandbox(MANIFEST | {"oauth_config": {"scopes": scopes}}, clock=SandboxClock(MONDAY), wall=wall)
    assert sandbox.scopes == set(SCOPES)

    sandbox.decline("files:write")

    assert sandbox.scopes == set(SCOPES) - {"files:write"}
    with pytest.raises(ValueError, match="not installed without commands"):
        sandbox.decline("commands")


async def test_an_optional_scope_that_is_not_asked_for_is_refused(wall):
    scopes = {"bot": SCOPES, "bot_optional": ["users:read.email"]}
    with pytest.raises(ValueError, match=r"must stand under `bot` too: users:read\.email"):
        Sandbox(MANIFEST | {"oauth_config": {"scopes": scopes}}, clock=SandboxClock(MONDAY), wall=wall)


async def test_scopes_can_be_made_too_many(sandbox, client):
    sandbox.scopes = {*sandbox.scopes, "mpim:history"}

    assert "mpim:history" in (await client.auth_test()).headers["x-oauth-scopes"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_a_call_without_the_right_token_is_refused(sandbox, token, error):
    stranger = AsyncWebClient(token, base_url=f"{sandbox.base_url}/api/")

    assert await error_of(stranger.auth_test()) == error


async def test_a_missing_scope_is_named(sandbox, client, ana):
    sandbox.scopes -= {"users:read"}

    with pytest.raises(SlackApiError) as caught:
        await client.users_info(user=ana.person.id)

    response = caught.value.response
    assert (response["error"], response["needed"]) == ("missing_scope", "users:read")
    assert "chat:write" in response["provided"]


async def test_an_unknown_method_is_unknown(client):
    assert await error_of(client.api_call("conversations.history")) == "unknown_method"


async def test_uninstalling_revokes_the_token(sandbox, client):
    await sandbox.uninstall()

    assert await error_of(client.auth_test()) == "token_revoked"

    sandbox.install_again()

    assert await error_of(client.auth_test()) == "invalid_auth"
    client.token = sandbox.bot_token
    assert (await client.auth_test())["ok"]


async def test_posting_where_the_app_is_not_a_member(sandbox, client, ana):
    public = sandbox.add_channel("open", members=[ana.person], bot_is_member=False)
    secret = sandbox.add_channel("closed", members=[ana.person], bot_is_member=False, private=True)

    assert await error_of(client.chat_postMessage(channel=public.id, text="Hi")) == "not_in_channel"
    assert await error_of(client.chat_postMessage(channel=secret.id, text="Hi")) == "channel_not_found"
    assert await error_of(client.chat_postMessage(channel="C404", text="Hi")) == "channel_not_found"


async def test_chat_write_public_opens_public_channels_only(sandbox, client, ana):
    sandbox.scopes |= {"chat:write.public"}
    public = sandbox.add_channel("open", members=[ana.person], bot_is_member=False)

    await client.chat_postMessage(channel=public.id, text="Hi")

    assert [message.text for message in sandbox.messages(public)] == ["Hi"]


async def test_a_rate_limited_method_says_when_to_come_back(sandbox, client, ana):
    sandbox.rate_limit("chat.postMessage", retry_after=7)

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ana.person.id, text="Hi")
    await client.auth_test()
    await client.chat_postMessage(channel=ana.person.id, text="Hi again")

    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert [message.text for message in ana.inbox()] == ["Hi again"]


async def test_a_dropped_answer_leaves_the_message_posted_once(sandbox, client, ana):
    sandbox.fail("chat.postMessage", "drop_after_receipt")

    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=ana.person.id, text="Hi")

    assert [message.text for message in ana.inbox()] == ["Hi"]


async def test_failures_on_demand_change_nothing(sandbox, client, ana):
    sandbox.fail("chat.postMessage", "fatal_error")
    sandbox.fail("chat.postMessage", "http_500")

    assert await error_of(client.chat_postMessage(channel=ana.person.id, text="Hi")) == "fatal_error"
    with pytest.raises((SlackApiError, SlackRequestError)):
        await client.chat_postMessage(channel=ana.person.id, text="Hi")
    assert ana.inbox() == []


async def test_a_slow_call_is_carried_out_when_released(sandbox, client, ana):
    slow = sandbox.fail("chat.postMessage", "slow")
    posting = asyncio.create_task(client.chat_postMessage(channel=ana.person.id, text="Hi"))
    await slow.arrived.wait()
    assert ana.inbox() == []

    slow.release.set()

    assert (await posting)["ok"]


async def test_users_list_comes_page_by_page(sandbox, client, ana, ben):
    seen, cursor, pages = [], None, 0
    while cursor != "":
        page = await client.users_list(limit=2, cursor=cursor)
        seen += [member["id"] for member in page["members"]]
        cursor, pages = page["response_metadata"]["next_cursor"], pages + 1

    assert seen == ["USLACKBOT", sandbox.bot_user_id, ana.person.id, ben.person.id]
    assert pages == 2
    assert await error_of(client.users_list(cursor="nonsense")) == "invalid_cursor"


async def test_users_info_gives_the_zone_and_no_address_without_its_scope(sandbox, client, ana):
    user = (await client.users_info(user=ana.person.id))["user"]
    assert (user["tz"], user["tz_offset"], user["profile"]["real_name"]) == ("Europe/London", 0, "Ana Lima")
    assert "email" not in user["profile"]

    sandbox.scopes |= {"users:read.email"}

    user = (await client.users_info(user=ana.person.id))["user"]
    assert user["profile"]["email"] == "ana@example.org"


async def test_opening_the_same_group_twice_gives_the_same_group(client, ana, ben):
    first = await client.conversations_open(users=[ana.person.id, ben.person.id])
    again = await client.conversations_open(users=f"{ben.person.id},{ana.person.id}")

    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"]


async def test_conversations_open_refuses_what_slack_refuses(sandbox, client, ana, ben):
    await sandbox.change_person(ben.person, deleted=True)
    crowd = [sandbox.add_person(f"Person {n}").id for n in range(9)]

    assert await error_of(client.conversations_open(users=[ana.person.id, "U404"])) == "user_not_found"
    assert await error_of(client.conversations_open(users=[ana.person.id, ben.person.id])) == "user_disabled"
    assert await error_of(client.conversations_open(users=crowd)) == "too_many_users"
    assert await error_of(client.conversations_open(users=[sandbox.bot_user_id])) == "not_enough_users"
    assert await error_of(client.conversations_open(users=[ana.person.id])) == "missing_scope"


async def test_an_ephemeral_message_is_seen_by_one_person(client, sandbox, ward, ana, ben):
    await client.chat_postEphemeral(channel=ward.id, user=ana.person.id, text="Just you")

    assert [message.text for message in ana.messages(ward)] == ["Just you"]
    assert ben.messages(ward) == []
    eve = sandbox.add_person("Eve")
    stranger = client.chat_postEphemeral(channel=ward.id, user=eve.id, text="Hi")
    assert await error_of(stranger) == "user_not_in_channel"


async def test_update_keeps_the_blocks_it_is_not_given(client, ana):
    posted = await client.chat_postMessage(channel=ana.person.id, text="One", blocks=[section("One")])

    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Two")

    [message] = ana.inbox()
    assert (message.text, message.blocks[0]["text"]["text"], message.edited) == ("Two", "One", True)


async def test_only_its_own_messages_can_be_changed(client, ward, ana):
    said = await ana.say(ward, "Good morning")

    assert await error_of(client.chat_update(channel=ward.id, ts=said.ts, text="x")) == "cant_update_message"
    assert await error_of(client.chat_delete(channel=ward.id, ts=said.ts)) == "cant_delete_message"
    assert await error_of(client.chat_delete(channel=ward.id, ts="1.1")) == "message_not_found"


async def test_a_message_needs_something_in_it(client, ana):
    empty = client.api_call("chat.postMessage", json={"channel": ana.person.id, "text": ""})

    assert await error_of(empty) == "no_text"


async def test_blocks_that_break_a_limit_are_refused_with_the_reason(client, ana):
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ana.person.id, text="Hi", blocks=[section("x" * 3001)])

    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["response_metadata"]["messages"]


async def test_timestamps_are_unique_and_increasing_while_the_clock_stands_still(client, ana):
    stamps = [(await client.chat_postMessage(channel=ana.person.id, text="Hi"))["ts"] for _ in range(3)]

    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith("1740992400.")


async def test_dnd_info_reports_the_span(sandbox, client, ana):
    quiet = await client.dnd_info(user=ana.person.id)
    ana.person.dnd = (sandbox.clock.now(), sandbox.clock.now())

    busy = await client.dnd_info(user=ana.person.id)

    assert (quiet["dnd_enabled"], busy["dnd_enabled"]) == (False, True)
    assert busy["next_dnd_start_ts"] == 1740992400


async def test_blocks_are_validated_without_a_token_and_each_fault_has_a_pointer(sandbox):
    anybody = AsyncWebClient(None, base_url=f"{sandbox.base_url}/api/", retry_handlers=[])

    assert (await anybody.blocks_validate(view=home(section("Hello"))))["ok"]
    assert (await anybody.blocks_validate(blocks=[section("Hello")]))["ok"]
    with pytest.raises(SlackApiError, match="invalid_message") as refused:
        await anybody.blocks_validate(message={"blocks": [section("x" * 3001)]})
    assert await error_of(anybody.blocks_validate(blocks=[section("A")], view=home())) == "invalid_arguments"

    [fault] = refused.value.response["errors"]
    assert fault["pointer"] == "/blocks/0/text/text"


async def test_a_message_that_is_too_long_in_all_is_refused(client, ana):
    fits, too_long = ([section("x" * 2900)] * count for count in (4, 5))

    assert (await client.chat_postMessage(channel=ana.person.id, text="Hello", blocks=fits))["ok"]
    error = await error_of(client.chat_postMessage(channel=ana.person.id, text="Hello", blocks=too_long))
    assert error == "msg_blocks_too_long"
