"""Do-not-disturb as Slack knows it: asked seldom, remembered shortly, and never in the way of a message."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.faults import How
from bot.slack import do_not_disturb
from bot.slack.do_not_disturb import REMEMBERED_FOR, DoNotDisturb
from bot.slack.pacing import NO_LIMITS, Pace

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def asked(sandbox):
    return lambda: len(sandbox.calls("dnd.teamInfo"))


@pytest.fixture
def dnd(gateway):
    return DoNotDisturb(gateway, Pace(NO_LIMITS))


async def until(dnd, workspace_id, user_ids, now):
    await dnd.refresh(workspace_id, user_ids, now)
    return dnd.until(workspace_id, user_ids, now)


async def test_an_answer_is_remembered_for_a_few_minutes(sandbox, dnd, ana, asked):
    who = [ana.person.id]
    ana.person.dnd = (NOW - HOUR, NOW + HOUR)
    assert await until(dnd, sandbox.team_id, who, NOW) == NOW + HOUR
    assert await until(dnd, sandbox.team_id, who, NOW + MINUTE) == NOW + HOUR
    assert asked() == 1
    ana.person.dnd = None
    assert await until(dnd, sandbox.team_id, who, NOW + REMEMBERED_FOR) is None
    assert asked() == 2


async def test_what_is_remembered_ends_when_do_not_disturb_ends(sandbox, dnd, ana):
    ana.person.dnd = (NOW - HOUR, NOW + MINUTE)
    assert await until(dnd, sandbox.team_id, [ana.person.id], NOW) == NOW + MINUTE
    assert await until(dnd, sandbox.team_id, [ana.person.id], NOW + MINUTE) is None


async def test_a_clock_that_is_set_back_asks_again(sandbox, dnd, ana, asked):
    for now in (NOW, NOW - HOUR):
        await until(dnd, sandbox.team_id, [ana.person.id], now)
    assert asked() == 2


async def test_of_several_the_last_one_counts(sandbox, dnd, ana):
    ben = sandbox.actor(sandbox.add_person("Ben"))
    ana.person.dnd, ben.person.dnd = (NOW - HOUR, NOW + HOUR), (NOW - HOUR, NOW + 2 * HOUR)
    both = [ana.person.id, ben.person.id]
    assert await until(dnd, sandbox.team_id, both, NOW) == NOW + 2 * HOUR
    assert await until(dnd, sandbox.team_id, [], NOW) is None


async def test_too_many_questions_are_not_asked_again_before_slack_allows_it(sandbox, dnd, ana, asked):
    ben = sandbox.actor(sandbox.add_person("Ben"))
    ben.person.dnd = (NOW - HOUR, NOW + HOUR)
    sandbox.rate_limit("dnd.teamInfo", retry_after=60)
    assert await until(dnd, sandbox.team_id, [ana.person.id, ben.person.id], NOW) is None
    assert asked() == 1
    assert await until(dnd, sandbox.team_id, [ben.person.id], NOW + REMEMBERED_FOR) == NOW + HOUR


async def test_a_missing_scope_is_not_asked_about_at_every_message(sandbox, dnd, ana, asked):
    sandbox.scopes -= {"dnd:read"}
    for _ in range(3):
        assert await until(dnd, sandbox.team_id, [ana.person.id], NOW) is None
    assert asked() == 1


@pytest.fixture
def staff(sandbox):
    """Eight people who may not be disturbed, of whom the app may not see the third."""
    people = [sandbox.add_person(f"Person {number}", dnd=(NOW - HOUR, NOW + HOUR)) for number in range(8)]
    people[2].is_hidden = True
    return people


@pytest.mark.parametrize("left_out", [False, True], ids=["the call fails", "they are left out"])
async def test_one_who_may_not_be_seen_hides_nobody_else(sandbox, dnd, staff, asked, left_out):
    sandbox.workspace.leaves_hidden_out = left_out
    ids = [one.id for one in staff]
    await dnd.refresh(sandbox.team_id, ids, NOW)
    found = [dnd.until(sandbox.team_id, [one], NOW) for one in ids]
    assert found == [NOW + HOUR] * 2 + [None] + [NOW + HOUR] * 5
    first = asked()
    assert first == (1 if left_out else 7)
    assert [call.request["user"] for call in sandbox.calls("dnd.info")] == [ids[2]]

    await dnd.refresh(sandbox.team_id, ids, NOW + REMEMBERED_FOR)
    assert asked() == first + 1


@pytest.mark.parametrize("how", [How.HTTP_500, How.FATAL_ERROR])
async def test_what_was_not_answered_is_not_taken_for_an_answer(sandbox, dnd, ana, how):
    ana.person.dnd = (NOW - HOUR, NOW + HOUR)
    sandbox.fail("dnd.teamInfo", how)
    assert await until(dnd, sandbox.team_id, [ana.person.id], NOW) is None
    assert not dnd._known
    assert await until(dnd, sandbox.team_id, [ana.person.id], NOW + REMEMBERED_FOR) == NOW + HOUR


async def test_no_answer_in_time_lets_the_message_go(sandbox, dnd, ana, monkeypatch):
    monkeypatch.setattr(do_not_disturb, "PATIENCE", 0.05)
    slow = sandbox.fail("dnd.teamInfo", How.SLOW)
    assert await until(dnd, sandbox.team_id, [ana.person.id], NOW) is None
    slow.release.set()


async def test_only_so_many_are_remembered(sandbox, dnd, ana, asked, monkeypatch):
    monkeypatch.setattr(do_not_disturb, "MOST_REMEMBERED", 1)
    ben = sandbox.actor(sandbox.add_person("Ben"))
    for person in (ana, ben, ana):
        await until(dnd, sandbox.team_id, [person.person.id], NOW)
    assert asked() == 3
