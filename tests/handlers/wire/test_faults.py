"""Each method of Slack's goes wrong in each way behind what people do: nothing is untrue, nor an error."""

import asyncio
from datetime import timedelta

import pytest

from bot.handlers.home.homepage import show_home_again
from bot.jobs import ShowHomesAgain
from bot.sandbox.faults import How
from bot.views.ids import Action
from bot.views.notices import DONE
from tests.handlers.wire.seen import all_words, errors, moment_is_shown

LIMITED, LATE = "limited", "late"
WAYS = (LIMITED, How.HTTP_500, How.DROP_AFTER_RECEIPT, How.FATAL_ERROR, LATE)


def let_fail(town, method, way):
    """The next call of this method; returns what lets a late one go on."""
    if way == LIMITED:
        town.sandbox.rate_limit(method, retry_after=0)
    elif way == LATE:
        return town.sandbox.fail(method, How.SLOW)
    else:
        town.sandbox.fail(method, way)
    return None


async def done(town, action, late):
    """What a person does, and all that follows."""
    reply = await action
    if late:
        async with asyncio.timeout(5):
            await late.arrived.wait()
        late.release.set()
    await town.settled()
    assert reply is None or reply.acked


@pytest.fixture
async def pair(town):
    manager, nia, omar = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    await town.do(nia.open_home())
    await town.do(manager.open_home())
    return town, manager, nia


def question(actor):
    return [one for one in actor.messages(actor.dm) if "manage to talk" in all_words(one)][-1]


def joining(town, manager, nia):
    return town.person("Ned Newcomer").command("/mentor", "join")


def pausing(town, manager, nia):
    return nia.command("/mentor", "pause")


def reading_what_is_private(town, manager, nia):
    return nia.click(nia.home, Action.PRIVACY)


def saying_we_met(town, manager, nia):
    return nia.click(question(nia), Action.WE_MET)


def opening_home(town, manager, nia):
    return town.person("Ned Newcomer").open_home()


def looking_at_matches(town, manager, nia):
    return manager.command("/mentoring", "match")


FLOWS = [
    (joining, ("views.open", "views.update", "users.info")),
    (pausing, ("views.open",)),
    (reading_what_is_private, ("views.open", "views.update", "auth.test")),
    (saying_we_met, ("views.publish",)),
    (looking_at_matches, ("views.open", "views.update")),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("flow", "method"), [(flow, method) for flow, methods in FLOWS for method in methods]
)
async def test_a_method_that_fails_is_no_error_and_leaves_nobody_waiting(pair, caplog, flow, method, way):
    town, manager, nia = pair
    caplog.clear()
    before = len(town.sandbox.calls(method))
    late = let_fail(town, method, way) if flow is not saying_we_met or method != "views.publish" else None
    if flow is saying_we_met:
        let_fail(town, method, way if way != LATE else How.HTTP_500)
    await done(town, flow(town, manager, nia), late)
    assert len(town.sandbox.calls(method)) > before or flow is saying_we_met
    assert errors(caplog) == []
    for actor in town.actors.values():
        assert not moment_is_shown(actor), actor.person.name
        assert actor.modal is None or DONE not in all_words(actor.modal)


@pytest.mark.parametrize("way", [LIMITED, How.HTTP_500, How.DROP_AFTER_RECEIPT])
async def test_a_home_that_slack_did_not_take_is_shown_again_by_itself(town, caplog, way):
    nia = town.person("Nia Nurse")
    await town.new_program(town.person("Mona Manager", is_admin=True))
    await town.join(nia)
    stale = all_words(nia.home)
    again = ShowHomesAgain(town.deps, show_home_again)
    await town.do(nia.command("/mentor", "pause"))
    for _ in range(2):
        await town.do(nia.submit())
        if way != How.DROP_AFTER_RECEIPT:
            town.sandbox.heal()
        let_fail(town, "views.publish", way)
    published = len(town.sandbox.calls("views.publish"))
    await again()
    town.sandbox.heal()
    town.sandbox.clock.advance(timedelta(minutes=2))
    await again()
    assert all_words(nia.home) != stale
    assert errors(caplog) == []
    await again()
    assert len(town.sandbox.calls("views.publish")) <= published + 2


async def test_it_is_given_up_after_a_few_times(town):
    nia = town.person("Nia Nurse")
    again = ShowHomesAgain(town.deps, show_home_again)
    town.sandbox.fail("views.publish", How.HTTP_500, times=1000)
    await nia.open_home()
    await town.settled()
    tried = []
    for _ in range(50):
        town.sandbox.clock.advance(timedelta(minutes=30))
        await again()
        tried.append(len(town.sandbox.calls("views.publish")))
    assert tried[-1] == tried[10] < 15
