"""Each call against the sandbox, and what a caller learns when it goes wrong."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import TraceConfig, web

from bot.sandbox.faults import How
from bot.slack.errors import RateLimited, Refused, Unclear, Unreachable
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.translation import hook_error, problem
from bot.web.serving import serving
from tests.slack.conftest import MONDAY

HELLO = {"text": "Hello", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}]}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": HELLO["blocks"]}
HOME = {"type": "home", "blocks": HELLO["blocks"]}


async def no_token(workspace_id):
    raise AssertionError("nobody should ask")


async def test_a_message_to_a_person_arrives_and_can_be_changed(sandbox, gateway, ana):
    posted = await gateway.post(sandbox.team_id, ana.person.id, HELLO, client_msg_id="a-key")
    await gateway.update(sandbox.team_id, posted.channel, posted.ts, HELLO | {"text": "Changed"})

    (message,) = ana.inbox()
    assert (message.channel, message.ts, message.text) == (posted.channel, posted.ts, "Changed")


async def test_every_call_names_its_workspace(sandbox, gateway, ana):
    await gateway.post(sandbox.team_id, ana.person.id, HELLO)

    (call,) = sandbox.calls("chat.postMessage")
    assert call.request["team_id"] == sandbox.team_id


async def test_the_same_people_get_the_same_group(sandbox, gateway, ana, ben):
    people = [ana.person.id, ben.person.id]

    first = await gateway.open_group(sandbox.team_id, people)
    again = await gateway.open_group(sandbox.team_id, people[::-1])

    assert first == again


async def test_a_whisper_is_seen_by_one_person(sandbox, gateway, ana, ben):
    ward = sandbox.add_channel("ward-7", members=[ana.person, ben.person])

    await gateway.post_ephemeral(sandbox.team_id, ward.id, ana.person.id, HELLO)

    assert (len(ana.inbox()), len(ben.inbox())) == (1, 0)


async def test_a_home_tab_is_published(sandbox, gateway, ana):
    await gateway.publish_home(sandbox.team_id, ana.person.id, HOME)

    assert ana.home.blocks[0]["text"]["text"] == "*Hello*"


async def test_a_modal_is_opened_changed_and_stacked(sandbox, gateway, ana):
    trigger = sandbox.triggers.issue(ana.person.id)
    view_id = await gateway.open_modal(sandbox.team_id, trigger, MODAL)

    await gateway.update_modal(sandbox.team_id, view_id, MODAL | {"blocks": [{"type": "divider"}]})
    assert [block["type"] for block in ana.modal.blocks] == ["divider"]

    await gateway.push_modal(sandbox.team_id, sandbox.triggers.issue(ana.person.id, in_modal=True), MODAL)
    assert ana.modal.id != view_id


async def test_a_response_url_is_answered(sandbox, gateway, ana):
    url = sandbox.hooks.issue(ana.person.id, ana.dm.id)

    await gateway.respond(url, HELLO)

    assert [message.text for message in ana.inbox()] == ["Hello"]


async def test_a_used_up_response_url_is_refused_by_its_code(sandbox, gateway, ana):
    with pytest.raises(Refused) as refusal:
        await gateway.respond(f"{sandbox.base_url}/respond/nothing", HELLO)

    assert refusal.value.error == "used_url"


async def test_an_owner_counts_as_an_admin(sandbox, gateway, ana, ben):
    owner = await gateway.member(sandbox.team_id, ana.person.id)
    other = await gateway.member(sandbox.team_id, ben.person.id)

    assert (owner.tz, owner.is_admin, owner.is_owner) == ("Europe/Lisbon", True, True)
    assert (other.is_admin, other.deleted, other.is_bot) == (False, False, False)


async def test_somebody_who_left_has_no_zone_of_their_own(sandbox, gateway, ben):
    await sandbox.change_person(ben.person, deleted=True)

    member = await gateway.member(sandbox.team_id, ben.person.id)

    assert (member.deleted, member.tz) == (True, "UTC")


@pytest.mark.parametrize(("starts", "quiet"), [(-1, True), (1, False)])
async def test_do_not_disturb_counts_while_it_lasts(sandbox, gateway, ana, starts, quiet):
    begins, ends = MONDAY + timedelta(hours=starts), MONDAY + timedelta(hours=3)
    ana.person.dnd = (begins, ends)

    found = await gateway.do_not_disturb_until(sandbox.team_id, [ana.person.id], MONDAY)

    assert found == {ana.person.id: ends if quiet else None}


async def test_without_do_not_disturb_nobody_is_quiet(sandbox, gateway, ana):
    assert await gateway.do_not_disturb_until(sandbox.team_id, [ana.person.id], MONDAY) == {
        ana.person.id: None
    }


async def test_a_file_is_shared_with_words_for_those_who_cannot_see_it(sandbox, gateway, ana):
    ward = sandbox.add_channel("ward-7", members=[ana.person])

    await gateway.upload(
        sandbox.team_id,
        ward.id,
        filename="chart.png",
        content=b"png",
        alt_text="Twelve weeks",
        comment="Look",
    )

    (message,) = sandbox.messages(ward)
    (file,) = message.files
    assert (message.text, file.content, file.alt_text) == ("Look", b"png", "Twelve weeks")


async def test_several_files_come_in_one_message_of_ones_own_conversation(sandbox, gateway, ana):
    posted = await gateway.post(sandbox.team_id, ana.person.id, {"text": "Here it comes"})

    await gateway.upload_files(sandbox.team_id, posted.channel, {"a.json": b"{}", "a.html": b"<p>"})

    [_, message] = ana.messages(ana.dm)
    assert {file.name: file.content for file in message.files} == {"a.json": b"{}", "a.html": b"<p>"}


async def test_scopes_and_name_come_from_slack(sandbox, gateway):
    identity = await gateway.who_am_i(sandbox.bot_token)

    assert (identity.workspace_id, identity.bot_user_id) == (sandbox.team_id, sandbox.bot_user_id)
    assert identity.scopes == sandbox.scopes == await gateway.granted_scopes(sandbox.team_id)
    assert identity.slack_time is not None


async def test_too_many_calls_say_how_long_to_wait_and_are_not_repeated(sandbox, gateway, ana):
    sandbox.rate_limit("chat.postMessage", retry_after=42)

    with pytest.raises(RateLimited) as limit:
        await gateway.post(sandbox.team_id, ana.person.id, HELLO)

    assert limit.value.retry_after == timedelta(seconds=42)
    assert len(sandbox.calls("chat.postMessage")) == 1


async def test_a_dropped_connection_is_unclear_and_the_message_is_there_once(sandbox, gateway, ana):
    sandbox.fail("chat.postMessage", How.DROP_AFTER_RECEIPT)

    with pytest.raises(Unclear):
        await gateway.post(sandbox.team_id, ana.person.id, HELLO)

    assert len(ana.inbox()) == 1


@pytest.mark.parametrize("how", [How.FATAL_ERROR, How.HTTP_500])
async def test_trouble_at_slack_is_unclear(sandbox, gateway, ana, how):
    sandbox.fail("chat.postMessage", how)

    with pytest.raises(Unclear):
        await gateway.post(sandbox.team_id, ana.person.id, HELLO)


async def test_no_answer_in_time_is_unclear(sandbox, ana):
    async def token_for(workspace_id):
        return sandbox.bot_token

    slow = sandbox.fail("chat.postMessage", How.SLOW)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        gateway = SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for)
        with pytest.raises(Unclear):
            await gateway.post(sandbox.team_id, ana.person.id, HELLO)

    assert slow.arrived.is_set()


async def test_a_page_that_is_not_slacks_is_unclear(session):
    async def captive(request):
        return web.Response(text="Please log in to the guest network.")

    app = web.Application()
    app.router.add_post("/api/{method}", captive)
    async with serving(app, host="127.0.0.1", port=0) as address:
        gateway = SlackGateway(session, base_url=f"{address}/api/", token_for=no_token)
        with pytest.raises(Unclear):
            await gateway.who_am_i("xoxb-1")


async def test_a_clear_no_carries_slacks_code(sandbox, gateway):
    with pytest.raises(Refused) as refusal:
        await gateway.post(sandbox.team_id, "C-nowhere", HELLO)

    assert refusal.value.error == "channel_not_found"


async def test_where_nobody_listens_nothing_can_have_happened(session, unused_tcp_port):
    gateway = SlackGateway(session, base_url=f"http://127.0.0.1:{unused_tcp_port}/api/", token_for=no_token)

    with pytest.raises(Unreachable):
        await gateway.who_am_i("xoxb-1")


async def test_no_error_shows_a_token_or_a_text(sandbox, gateway):
    secret = {"text": "A private line"}
    sandbox.fail("chat.postMessage", How.FATAL_ERROR)
    sandbox.rate_limit("chat.postMessage")

    told = [
        await asyncio.gather(gateway.post(sandbox.team_id, "C-nowhere", secret), return_exceptions=True)
        for _ in range(3)
    ]

    for (error,) in told:
        assert error.__cause__ is None
        assert error.__suppress_context__
        assert "private" not in str(error)
        assert sandbox.bot_token not in str(error)
    assert [type(error) for (error,) in told] == [Unclear, RateLimited, Refused]


async def test_calls_share_one_connection(sandbox, ana):
    made = []

    async def count(session, context, params):
        made.append(params)

    async def token_for(workspace_id):
        return sandbox.bot_token

    trace = TraceConfig()
    trace.on_connection_create_end.append(count)
    async with aiohttp.ClientSession(trace_configs=[trace]) as session:
        gateway = SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for)
        for _ in range(5):
            await gateway.post(sandbox.team_id, ana.person.id, HELLO)

    assert len(made) == 1


@pytest.mark.parametrize(
    ("base_url", "followed"), [("https://slack.com/api/", True), ("http://127.0.0.1:8080/api/", False)]
)
async def test_a_proxy_is_followed_to_slack_but_not_to_this_machine(monkeypatch, base_url, followed):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org:3128")
    async with slack_session(base_url) as session:
        client = SlackGateway(session, base_url=base_url, token_for=no_token).web_client()

        assert (session.trust_env, client.proxy) == (followed, None)


async def test_addresses_come_page_by_page_and_only_of_people_who_are_here(sandbox, gateway):
    people = [sandbox.add_person(f"P{n}", email=f"p{n}@hospital.example") for n in range(250)]
    people[0].deleted = True

    first = await gateway.addresses(sandbox.team_id)
    rest = await gateway.addresses(sandbox.team_id, first.cursor)

    found = {**first.user_ids, **rest.user_ids}
    assert rest.cursor == ""
    assert {one.email: one.id for one in people[1:]}.items() <= found.items()
    assert people[0].email not in found


async def test_without_the_scope_no_address_comes(sandbox, gateway):
    sandbox.add_person("Ada", email="ada@hospital.example")
    sandbox.decline("users:read.email")

    assert (await gateway.addresses(sandbox.team_id)).user_ids == {}


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (200, "ok", ""),
        (200, '{"ok": true}', ""),
        (200, '{"ok": false, "error": "used_url"}', "used_url"),
        (200, '{"ok": false}', "http_200"),
        (404, '{"ok": false, "error": "expired_url"}', "expired_url"),
        (
            400,
            '{"response_metadata": {"next_cursor": ""}, "ok": false, "error": "invalid_blocks"}',
            "invalid_blocks",
        ),
        (404, "used_url", "used_url"),
        (500, "<html>Down</html>", "http_500"),
    ],
)
def test_an_answer_of_a_response_url_is_read_as_what_it_is(status, text, error):
    assert hook_error(text, status=status) == error


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited"])
def test_too_many_calls_may_be_said_with_status_200(error):
    found = problem("views.open", status=200, headers={"Retry-After": "7"}, error=error)
    assert isinstance(found, RateLimited)
    assert found.retry_after == timedelta(seconds=7)


async def test_no_page_is_shown_beneath_what_is_posted(sandbox, gateway, ana):
    await gateway.post(sandbox.team_id, ana.person.id, HELLO)
    await gateway.respond(sandbox.hooks.issue(ana.person.id, ana.dm.id), HELLO)

    sent = [*sandbox.calls("chat.postMessage"), *sandbox.calls("response_url")]
    assert [str(one.request[f"unfurl_{what}"]).lower() for one in sent for what in ("links", "media")] == [
        "false"
    ] * 4
