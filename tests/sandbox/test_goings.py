"""What happens to people and to the app, and how Slack tells of it: at once, late, or not any more."""

from datetime import timedelta

import pytest

from bot.sandbox.app.installing import NotAllowed
from bot.sandbox.news import About
from tests.sandbox.conftest import listening
from tests.sandbox.test_events import Deaf

KINDS = {"user_change", *About}


@pytest.fixture
async def ear(sandbox):
    """Hears of every kind of change of people."""
    grants = sandbox.workspace.grants
    object.__setattr__(grants, "events", grants.events | KINDS | {"tokens_revoked"})
    endpoint = Deaf()
    endpoint.status = 200
    sandbox.delivery.must_verify = False
    async with listening(sandbox, endpoint.app):
        yield endpoint


def told(sandbox):
    return [one.what for one in sandbox.wire if one.direction == "to_app"]


async def test_each_change_is_told_twice_generally_and_as_what_it_was(sandbox, ear, ana):
    await sandbox.change_person(ana.person, title="Matron")
    await sandbox.news.set_status(ana.person, "in theatre")
    await sandbox.news.set_huddle(ana.person, is_in=True)

    assert told(sandbox) == [one for about in About for one in ("user_change", about)]
    profile = sandbox.wire[-1].request["event"]["user"]["profile"]
    assert (profile["status_text"], profile["huddle_state"]) == ("in theatre", "in_a_huddle")


@pytest.mark.parametrize("tells", [True, False])
async def test_whether_a_closed_account_is_a_change_of_the_profile_can_be_set(sandbox, ear, ana, tells):
    sandbox.news.tells_of_accounts = tells

    await sandbox.change_person(ana.person, deleted=True)

    assert (About.PROFILE in told(sandbox)) is tells


async def test_events_are_switched_off_when_nearly_all_of_an_hour_failed_and_on_by_hand(sandbox, ear, ana):
    sandbox.events.switch.fewest = 4
    ear.status, ear.headers = 500, {"x-slack-no-retry": "1"}
    await sandbox.change_person(ana.person, title="Matron")
    await sandbox.change_person(ana.person, title="Director")
    assert not sandbox.events.switch.is_on

    ear.status = 200
    assert await sandbox.change_person(ana.person, title="Nurse") is None
    assert len(told(sandbox)) == 4

    sandbox.events.switch.turn_on()
    assert (await sandbox.change_person(ana.person, title="Nurse")).acked


async def test_one_in_ten_answered_keeps_them_on(sandbox, ear, ana):
    ear.status, ear.headers = 500, {"x-slack-no-retry": "1"}
    for number in range(30):
        ear.status = 200 if number % 10 == 0 else 500
        await sandbox.events.deliver(sandbox.events.envelope({"type": "app_home_opened"}))
    assert sandbox.events.switch.is_on

    sandbox.clock.advance(timedelta(minutes=61))
    ear.status = 500
    for _ in range(30):
        await sandbox.events.deliver(sandbox.events.envelope({"type": "app_home_opened"}))
    assert not sandbox.events.switch.is_on


async def test_without_approval_anybody_removes_the_app_and_with_it_admins_alone(sandbox, ana):
    installing, admin = sandbox.installing, sandbox.add_person("Ada Admin", is_admin=True)
    installing.require(ana.person)
    installing.needs_approval = True

    installing.require(admin)
    with pytest.raises(NotAllowed, match="managed by admins"):
        installing.require(ana.person)


async def test_a_token_that_is_renewed_leaves_the_app_in_and_out_of_its_conversations(
    sandbox, ear, ana, ward, client
):
    before, dm = sandbox.bot_token, ana.dm
    with sandbox.events.held() as waiting:
        token = await sandbox.installing.renew()

    assert sandbox.installing.is_in
    assert (token != before, sandbox.bot_token) == (True, token)
    assert (ward.bot_is_member, dm.bot_is_member) == (False, True)
    assert [one["event"]["type"] for one in waiting] == ["tokens_revoked"]
