"""Slack's tiers, where a test asks for them: so many calls of a method in a minute, and then 429."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.building import home


async def refused(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


@pytest.fixture
def strict(sandbox):
    sandbox.rates.strict = True
    return sandbox


async def test_without_asking_for_it_there_is_no_limit(client, ana):
    for _ in range(101):
        assert (await client.users_info(user=ana.person.id))["ok"]


async def test_a_method_is_shut_for_the_rest_of_its_minute_and_no_other_is(strict, client, ana):
    for _ in range(100):
        await client.users_info(user=ana.person.id)
        strict.clock.advance(timedelta(seconds=0.1))

    answer = await refused(client.users_info(user=ana.person.id))
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "50")
    assert (await client.views_publish(user_id=ana.person.id, view=home()))["ok"]

    strict.clock.advance(timedelta(seconds=50))
    assert (await client.users_info(user=ana.person.id))["ok"]


async def test_a_conversation_takes_one_message_a_second_and_a_workspace_several_hundred(strict, client):
    people = [strict.add_person(f"Person {number}") for number in range(6)]
    for person in people[:5]:
        for _ in range(60):
            await client.chat_postMessage(channel=person.id, text="Hello")

    assert (await refused(client.chat_postMessage(channel=people[0].id, text="Hello"))).status_code == 429
    assert (await refused(client.chat_postMessage(channel=people[5].id, text="Hello"))).status_code == 429
    strict.clock.advance(timedelta(minutes=1))
    assert (await client.chat_postMessage(channel=people[5].id, text="Hello"))["ok"]


async def test_a_method_that_no_table_names_is_of_the_second_tier(strict, client):
    answers = [await refused(client.api_call("team.info.of.some.day")) for _ in range(21)]
    assert [one["error"] for one in answers] == ["unknown_method"] * 20 + ["ratelimited"]
