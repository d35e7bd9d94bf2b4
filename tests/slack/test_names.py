"""Names for pages: asked of Slack once, learnt from what is asked anyway, and forgotten with their people."""

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox.api.shapes import user_json
from bot.slack.people import names as remembered
from bot.slack.people.names import MOST_OF_A_PAGE, REMEMBERED_FOR, Names


@pytest.fixture
async def names(gateway, sandbox):
    made = Names(gateway, clock=sandbox.clock.now)
    gateway.tell_of_users(made.learn)
    yield made
    await made.close()


@pytest.fixture
def nia(sandbox):
    return sandbox.add_person("Nia Nurse")


def asked(sandbox):
    return len(sandbox.calls("users.info"))


async def warmed(names):
    await asyncio.gather(*names._warming.values())


async def test_a_name_is_asked_once(names, sandbox, nia):
    for _ in range(3):
        assert await names.of("T1", [nia.id]) == {nia.id: "Nia Nurse"}
    assert asked(sandbox) == 1

    sandbox.clock.advance(REMEMBERED_FOR)
    assert names.known("T1") == {}
    await names.of("T1", [nia.id])
    assert asked(sandbox) == 2


async def test_a_look_up_for_another_reason_tells_the_name(names, gateway, sandbox, nia):
    await gateway.account("T1", nia.id)
    assert names.known("T1") == {nia.id: "Nia Nurse"}
    assert names.known("T2") == {}
    await names.of("T1", [nia.id])
    assert asked(sandbox) == 1


async def test_an_event_tells_a_new_name_of_those_who_are_known_alone(names, sandbox, nia):
    user = {**user_json(sandbox.workspace, nia), "profile": {"display_name": "Nia"}}
    names.follow("T1", user)
    assert names.known("T1") == {}
    await names.of("T1", [nia.id])
    names.follow("T1", user)
    assert names.known("T1") == {nia.id: "Nia"}


async def test_whom_slack_does_not_show_is_not_asked_about_again(names, sandbox):
    for _ in range(3):
        assert await names.of("T1", ["UGONE"]) == {}
    assert asked(sandbox) == 1


async def test_where_slack_is_away_it_is_asked_again(names, sandbox, nia):
    sandbox.rate_limit("users.info", retry_after=0)
    assert await names.of("T1", [nia.id]) == {}
    assert await names.of("T1", [nia.id]) == {nia.id: "Nia Nurse"}


async def test_where_slack_asks_to_wait_nobody_is_asked_about_until_then(names, sandbox):
    people = [sandbox.add_person(f"Nurse {one}").id for one in range(30)]
    sandbox.rate_limit("users.info", retry_after=30, times=50)
    assert await names.of("T1", people) == {}
    assert asked(sandbox) <= remembered.AT_ONCE
    before = asked(sandbox)
    assert await names.of("T1", people) == {}
    assert asked(sandbox) == before
    sandbox.clock.advance(timedelta(seconds=30))
    sandbox.faults.clear()
    assert len(await names.of("T1", people)) == 30


async def test_a_long_list_is_learnt_in_the_background(names, sandbox):
    people = [sandbox.add_person(f"Nurse {one}").id for one in range(MOST_OF_A_PAGE + 20)]
    assert len(await names.of("T1", people)) == MOST_OF_A_PAGE
    await warmed(names)
    assert set(names.known("T1")) == set(people)
    assert asked(sandbox) == len(people)


async def test_warming_asks_for_what_is_missing_alone(names, sandbox, nia):
    ben = sandbox.add_person("Ben Okoro")
    await names.of("T1", [nia.id])
    names.warm("T1", [nia.id, ben.id])
    names.warm("T1", [nia.id, ben.id])
    await warmed(names)
    assert names.known("T1") == {nia.id: "Nia Nurse", ben.id: "Ben Okoro"}
    assert asked(sandbox) == 2


async def test_a_person_and_a_workspace_are_forgotten(names, sandbox, nia):
    ben = sandbox.add_person("Ben Okoro")
    await names.of("T1", [nia.id, ben.id])
    names.forget("T1", nia.id)
    assert set(names.known("T1")) == {ben.id}
    names.forget("T1")
    assert names.known("T1") == {}


async def test_the_memory_is_bounded(names, monkeypatch):
    monkeypatch.setattr(remembered, "MOST_REMEMBERED", 3)
    for one in range(5):
        names.learn("T1", {"id": f"U{one}", "real_name": f"Nurse {one}"})
    assert set(names.known("T1")) == {"U2", "U3", "U4"}
