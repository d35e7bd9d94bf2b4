"""Who installed the bot, remembered for a minute."""

from datetime import timedelta

import pytest
from slack_bolt.context.async_context import AsyncBoltContext

from bot.domain.people import Installation
from bot.slack.authorize import authorize_from
from bot.slack.errors import Refused
from bot.slack.installations import Installations
from tests.slack.conftest import MONDAY

HERE = Installation(workspace_id="T1", bot_user_id="U9", bot_id="B9", bot_token="xoxb-1")


class Desk:
    """Answers, and counts how often it was asked."""

    def __init__(self):
        self.now, self.asked = MONDAY, 0
        self.stored = {"T1": HERE}
        self.installations = Installations(self.find, clock=lambda: self.now)

    async def find(self, workspace_id):
        self.asked += 1
        return self.stored.get(workspace_id)


@pytest.fixture
def desk():
    return Desk()


async def test_a_second_look_within_a_minute_asks_nobody(desk):
    await desk.installations.token("T1")
    desk.now += timedelta(seconds=59)

    assert await desk.installations.token("T1") == "xoxb-1"
    assert desk.asked == 1


@pytest.mark.parametrize("moved", [timedelta(seconds=60), -timedelta(days=1)])
async def test_after_a_minute_or_when_the_clock_was_put_back_it_is_looked_up_again(desk, moved):
    await desk.installations.find("T1")
    desk.now += moved

    await desk.installations.find("T1")

    assert desk.asked == 2


async def test_what_was_not_found_is_not_remembered(desk):
    assert await desk.installations.find("T2") is None
    desk.stored["T2"] = HERE

    assert await desk.installations.find("T2") == HERE


async def test_after_an_uninstall_the_token_is_gone_at_once(desk):
    await desk.installations.token("T1")
    desk.stored.clear()
    desk.installations.forget("T1")

    with pytest.raises(Refused, match="not_installed"):
        await desk.installations.token("T1")


async def test_bolt_is_given_the_stored_token_without_asking_slack(desk):
    authorize = authorize_from(desk.installations)

    result = await authorize(context=AsyncBoltContext(), enterprise_id=None, team_id="T1", user_id="U1")

    assert (result.bot_token, result.bot_user_id, result.bot_id) == ("xoxb-1", "U9", "B9")


@pytest.mark.parametrize("team_id", ["T-unknown", None])
async def test_an_unknown_workspace_gets_nothing(desk, team_id):
    authorize = authorize_from(desk.installations)

    assert (
        await authorize(context=AsyncBoltContext(), enterprise_id=None, team_id=team_id, user_id="U1") is None
    )
