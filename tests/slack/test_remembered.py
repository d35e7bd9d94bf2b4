"""Who somebody is in Slack: asked once in a while, and not at all while Slack asks to wait."""

from datetime import timedelta

import pytest

from bot.sandbox.api.shapes import user_json
from bot.slack.acks import AckFirst, before_ack
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


async def test_what_an_event_says_of_somebody_is_not_asked(gateway, sandbox, nia):
    await gateway.member("T1", nia.id)
    nia.is_restricted = True
    gateway.learn_member("T1", user_json(sandbox.workspace, nia), as_of=sandbox.clock.now())
    assert (await gateway.member("T1", nia.id)).is_guest
    assert len(sandbox.calls("users.info")) == 1


async def test_an_event_that_is_older_than_the_last_look_means_to_look_again(gateway, sandbox, nia):
    """Slack sends one again for minutes."""
    before = user_json(sandbox.workspace, nia)
    nia.deleted = True
    await gateway.member("T1", nia.id)
    gateway.learn_member("T1", before, as_of=sandbox.clock.now() - timedelta(seconds=1))
    assert (await gateway.member("T1", nia.id)).deleted
    assert len(sandbox.calls("users.info")) == 2


async def test_an_event_that_does_not_say_who_somebody_is_means_to_look_again(gateway, sandbox, nia):
    await gateway.member("T1", nia.id)
    nia.is_restricted = True
    gateway.learn_member("T1", {"id": nia.id, "deleted": False}, as_of=sandbox.clock.now())
    assert (await gateway.member("T1", nia.id)).is_guest


async def test_of_whom_nobody_asked_nothing_is_kept(gateway, sandbox, nia):
    """Thousands change in a day, of whom few are known here."""
    gateway.learn_member("T1", user_json(sandbox.workspace, nia), as_of=sandbox.clock.now())
    assert gateway.known_member("T1", nia.id) is None


async def test_before_an_acknowledgement_nothing_is_asked(gateway, sandbox, nia):
    with before_ack():
        for call in (
            gateway.member("T1", nia.id),
            gateway.post("T1", nia.id, {"text": "x"}),
            gateway.who_am_i(sandbox.bot_token),
            gateway.respond(f"{sandbox.base_url}/x", {}),
        ):
            with pytest.raises(AckFirst):
                await call
    assert sandbox.wire == []
    await gateway.member("T1", nia.id)
    with before_ack():
        assert await gateway.member("T1", nia.id)


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
