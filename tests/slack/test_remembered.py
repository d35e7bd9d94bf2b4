"""Who somebody is in Slack: asked once in a while, and not at all while Slack asks to wait."""

from datetime import timedelta

import pytest

from bot.slack.errors import RateLimited, Refused
from bot.slack.gateway import SlackGateway
from bot.slack.remembered import REMEMBERED_FOR


@pytest.fixture
def gateway(sandbox, session):
    async def token_for(workspace_id):
        return sandbox.bot_token

    base_url = f"{sandbox.base_url}/api/"
    return SlackGateway(session, base_url=base_url, token_for=token_for, clock=sandbox.clock.now)


@pytest.fixture
def nia(sandbox):
    return sandbox.add_person("Nia Nurse")


async def test_the_same_person_is_asked_about_once_in_some_minutes(gateway, sandbox, nia):
    for _ in range(3):
        assert not (await gateway.member("T1", nia.id)).is_admin
    nia.is_admin = True
    sandbox.clock.advance(REMEMBERED_FOR - timedelta(seconds=1))
    assert not (await gateway.member("T1", nia.id)).is_admin
    assert len(sandbox.calls("users.info")) == 1

    sandbox.clock.advance(timedelta(seconds=1))
    assert (await gateway.member("T1", nia.id)).is_admin


async def test_what_changed_is_asked_anew_at_once(gateway, sandbox, nia):
    await gateway.member("T1", nia.id)
    nia.deleted = True
    gateway.forget_member("T1", nia.id)
    assert (await gateway.member("T1", nia.id)).deleted


async def test_another_workspace_has_its_own_answer(gateway, sandbox, nia):
    await gateway.member("T1", nia.id)
    await gateway.member("T2", nia.id)
    assert len(sandbox.calls("users.info")) == 2


async def test_a_no_is_not_kept(gateway, sandbox):
    for _ in range(2):
        with pytest.raises(Refused):
            await gateway.member("T1", "UNOBODY")
    assert len(sandbox.calls("users.info")) == 2


async def test_while_slack_asks_to_wait_nobody_is_asked_about(gateway, sandbox, nia):
    sandbox.rate_limit("users.info", retry_after=30)
    for passed, left in ((0, 30), (10, 20), (15, 5)):
        sandbox.clock.advance(timedelta(seconds=passed))
        with pytest.raises(RateLimited) as limited:
            await gateway.member("T1", nia.id)
        assert limited.value.retry_after == timedelta(seconds=left)
    assert len(sandbox.calls("users.info")) == 1

    sandbox.clock.advance(timedelta(seconds=5))
    assert await gateway.member("T1", nia.id)


async def test_a_clock_that_was_set_back_makes_no_answer_younger(gateway, sandbox, nia):
    before = sandbox.clock.now()
    await gateway.member("T1", nia.id)
    gateway._members._clock = lambda: before - timedelta(hours=1)
    await gateway.member("T1", nia.id)
    assert len(sandbox.calls("users.info")) == 2
