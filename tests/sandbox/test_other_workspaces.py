"""People of other workspaces, guests, and what Slack refuses to open with them."""

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.towards_app import payloads
from bot.sandbox.ui.shapes import mark
from tests.sandbox.building import button, modal
from tests.sandbox.test_web_api import error_of


@pytest.fixture
def partner(sandbox):
    return sandbox.workspace.teams.add("A Charity", is_partner=True)


async def opening(client, *people):
    return await error_of(client.conversations_open(users=[one.id for one in people]))


@pytest.mark.parametrize(
    ("about", "error"),
    [
        ({"is_restricted": True}, "user_not_visible"),
        ({"is_ultra_restricted": True}, "user_not_visible"),
        ({"team": "T0000002", "is_stranger": True}, "user_not_visible"),
        ({"team": "T0000002"}, "invalid_user_combination"),
        ({"deleted": True}, "user_disabled"),
    ],
)
async def test_a_group_with_some_people_is_refused(sandbox, client, ana, partner, about, error):
    assert await opening(client, ana.person, sandbox.add_person("Pat", **about)) == error


async def test_whoever_is_in_a_channel_together_may_be_written_to_together(sandbox, client, ana, partner):
    pat = sandbox.add_person("Pat", team=partner.id)
    channel = sandbox.add_channel("shared", members=[ana.person, pat])

    assert channel.shared_with == (partner.id,)
    assert (await client.conversations_open(users=[ana.person.id, pat.id]))["ok"]


async def test_a_workspace_may_show_its_guests_to_the_app(sandbox, client, ana):
    sandbox.workspace.guests_are_visible = True
    guest = sandbox.add_person("Gus", is_restricted=True)

    assert (await client.conversations_open(users=[ana.person.id, guest.id]))["ok"]


async def test_the_app_can_write_to_nobody_of_elsewhere(sandbox, client, partner):
    pat = sandbox.add_person("Pat", team=partner.id)

    assert await error_of(client.chat_postMessage(channel=pat.id, text="Hello")) == "channel_not_found"


async def test_slack_says_where_people_are_from(sandbox, client, ana, partner):
    pat = sandbox.add_person("Pat", team=partner.id)
    guest = sandbox.add_person("Gus", is_ultra_restricted=True)

    theirs = (await client.users_info(user=pat.id))["user"]
    assert (theirs["team_id"], theirs["is_stranger"]) == (partner.id, False)
    ours = (await client.users_info(user=guest.id))["user"]
    assert ours["team_id"] == sandbox.team_id
    assert ours["is_restricted"]
    assert ours["is_ultra_restricted"]
    assert "is_stranger" not in ours
    assert [mark(sandbox, one) for one in (ana.person, guest, pat)] == ["", "guest", "another workspace"]


@pytest.fixture
async def org_sandbox(monkeypatch):
    monkeypatch.setattr(Sandbox, "in_organisation", True)


async def test_in_an_organisation_every_payload_says_so(org_sandbox, sandbox, client):
    sibling = sandbox.workspace.teams.add("Other Hospital")
    ana = sandbox.actor(sandbox.add_person("Ana", team=sibling.id, also_in=(sandbox.team_id,)))
    cora = sandbox.add_person("Cora", team=sibling.id)
    organisation = sandbox.workspace.teams.home.enterprise
    assert ana.person.id.startswith("W")

    tap = payloads.common(sandbox.workspace, ana.person, "block_actions")
    assert tap["enterprise"] == {"id": organisation[0], "name": organisation[1]}
    assert (tap["team"]["id"], tap["team"]["enterprise_id"]) == (sandbox.team_id, organisation[0])
    assert tap["user"]["team_id"] == sibling.id
    form = payloads.slash_command(sandbox.workspace, ana.person, ana.dm, "/beacon", "")
    assert (form["team_id"], form["enterprise_id"]) == (sandbox.team_id, organisation[0])
    user = (await client.users_info(user=ana.person.id))["user"]
    assert user["enterprise_user"]["teams"] == [sibling.id, sandbox.team_id]
    assert (await client.auth_test())["enterprise_id"] == organisation[0]

    assert payloads.common(sandbox.workspace, cora, "block_actions")["team"]["id"] == sibling.id
    sandbox.workspace.teams.taps_name_home = True
    assert payloads.common(sandbox.workspace, cora, "block_actions")["team"]["id"] == sandbox.team_id


async def test_a_revoked_token_takes_the_app_out_of_every_conversation(sandbox, client, ana, ben):
    people = [ana.person.id, ben.person.id]
    opened = await client.conversations_open(users=people)
    group = opened["channel"]["id"]
    await sandbox.uninstall()
    sandbox.install_again()
    client.token = sandbox.bot_token

    assert await error_of(client.chat_postMessage(channel=group, text="Hello")) == "channel_not_found"
    assert (await client.conversations_open(users=people))["channel"]["id"] == group
    assert (await client.chat_postMessage(channel=group, text="Hello"))["ok"]
    assert (await client.chat_postMessage(channel=ana.person.id, text="Hello"))["ok"]


async def test_a_group_that_becomes_a_private_channel_is_a_group_no_more(sandbox, client, ana, ben):
    people = [ana.person.id, ben.person.id]
    opened = await client.conversations_open(users=people)
    group = opened["channel"]["id"]
    sandbox.workspace.make_private_channel(group, with_app=False)

    assert await error_of(client.chat_postMessage(channel=group, text="Hello")) == "channel_not_found"
    assert (await client.conversations_open(users=people))["channel"]["id"] != group


async def test_an_archived_channel_is_closed(sandbox, client, ana):
    channel = sandbox.add_channel("ward", members=[ana.person])
    channel.archived = True

    assert await error_of(client.chat_postMessage(channel=channel.id, text="Hello")) == "is_archived"


async def test_a_picker_lists_what_its_filter_lets_through(sandbox, client, ana, ben, partner):
    pat = sandbox.add_person("Pat", team=partner.id)
    open_to_all = sandbox.add_channel("ward", members=[ana.person])
    hidden = [
        sandbox.add_channel("shared", members=[ana.person, pat]),
        sandbox.add_channel("private", members=[ana.person], private=True),
        ana.dm,
    ]
    wanted = {"include": ["public"], "exclude_external_shared_channels": True, "exclude_bot_users": True}
    picker = {"type": "conversations_select", "action_id": "where", "filter": wanted}
    label = {"type": "plain_text", "text": "Where"}
    asked = {"type": "input", "block_id": "where", "label": label, "element": picker}
    sandbox.workspace.modals[ana.person.id] = []
    view = modal(asked, button("b"))
    trigger = sandbox.triggers.issue(ana.person.id)
    await client.views_open(trigger_id=trigger, view=view)

    for channel in hidden:
        with pytest.raises(LookupError, match="does not list"):
            await ana.choose(ana.modal, "where", channel.id)
    await ana.choose(ana.modal, "where", open_to_all.id)
