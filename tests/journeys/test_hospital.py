"""The invented hospital: no phone lights up on shift or asleep, and the same seed tells the same story."""

from collections import Counter
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.world import world
from tests.databases import KEY


async def test_for_months_every_message_finds_its_reader_awake_and_off_shift():
    async with world(seed=3, key=KEY, database_url="sqlite://") as made:
        await made.timeline.run(weeks=4)
        seen = list(notifications(made))
        kinds = Counter(doing(made, person, at) for person, at, _ in seen)
        local = [at.astimezone(ZoneInfo(person.tz)).time() for person, at, _ in seen]
    assert set(kinds) == {"off"}
    assert kinds["off"] > 100
    assert time(9) <= min(local) <= max(local) < time(21)


async def test_nobody_gets_more_than_two_budgeted_messages_in_seven_days():
    async with world(seed=4, key=KEY, database_url="sqlite://") as made:
        asked: Counter = Counter()
        for person, at, text in notifications(made):
            if "a question" in text:
                asked[person.id, at.date().isocalendar()[:2]] += 1
    assert max(asked.values()) <= 2


async def test_the_same_seed_tells_the_same_story_and_another_one_another():
    first, again, other = [await story(seed) for seed in (5, 5, 6)]
    assert first == again
    assert first != other


async def story(seed):
    async with world(seed=seed, key=KEY, database_url="sqlite://") as made:
        return [(person.name, at, text) for person, at, text in notifications(made)]


def notifications(made):
    for person in made.sandbox.people:
        for seen in made.sandbox.actor(person).notifications:
            yield person, seen.at, seen.text


def doing(made, person, at):
    return made.timeline.routine(person.id, at, at + timedelta(seconds=1))[0].kind
