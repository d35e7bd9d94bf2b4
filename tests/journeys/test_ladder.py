"""The ladder was climbed, with and without an answer: two pairs fall silent, and one of them says so."""

from datetime import timedelta

import pytest

from bot.views.ids import Action
from tests.town import small_town

DAY = timedelta(days=1)
TOLD = "May need support"


@pytest.fixture
async def town(with_rates):
    async with small_town(rates=with_rates) as made:
        yield made


async def two_pairs(town):
    """Introduced on the same day; whoever wants the same topic is matched with whoever offers it."""
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    pairs = []
    for mentee, mentor, topic in (("Nia", "Omar", "leadership"), ("Ida", "Jon", "conflict")):
        await town.join(town.person(mentee), wanted=(topic,))
        await town.join(town.person(mentor), role="mentor", wanted=(), offered=(topic,))
        pairs.append((town.person(mentee), town.person(mentor)))
    await town.match(manager)
    await town.tick()
    return manager, pairs


def asked(person):
    return [message for message in person.messages(person.dm) if "been quiet" in str(message.blocks)]


async def home_of(town, person):
    await town.do(person.open_home())
    return str(person.home.blocks)


async def until_asked(town, manager, person):
    """Day by day, with the manager looking every day."""
    for _ in range(90):
        await town.let_pass(DAY)
        assert TOLD not in await home_of(town, manager)
        if asked(person):
            return
    raise AssertionError("nobody was asked")


async def test_a_manager_hears_of_the_pair_that_stayed_silent_and_not_of_the_one_that_answered(town):
    manager, pairs = await two_pairs(town)
    nia, ida = pairs[0][0], pairs[1][0]
    await until_asked(town, manager, nia)
    if not asked(ida):
        await until_asked(town, manager, ida)
    assert "Quiet. Every" in await home_of(town, nia)
    await town.do(ida.click(asked(ida)[-1], Action.KEEP_GOING))
    await town.let_pass(6 * DAY)
    assert TOLD not in await home_of(town, manager)
    # The mentor is asked two days after the mentee, and both have a week.
    await town.let_pass(6 * DAY)
    told = await home_of(town, manager)
    silent = (await town.mentorship(nia)).user_ids
    answered = (await town.mentorship(ida)).user_ids
    assert TOLD in told
    assert all(f"<@{one}>" in told for one in silent)
    assert not any(f"<@{one}>" in told for one in answered)
    await town.do(nia.command("/mentor", "privacy"))
    assert "status: may need support" in str(nia.modal.blocks)


async def test_a_ward_on_hold_hears_nothing_and_its_clock_stops(town):
    manager, nia, omar = await town.introduced_pair()
    until = (town.sandbox.clock.now() + 60 * DAY).date()
    await town.do(manager.command("/mentoring", "hold"))
    await manager.choose(manager.modal, "quiet_time_where", "department:critical_care")
    await manager.choose(manager.modal, "quiet_time_until", until.isoformat())
    await town.do(manager.submit())
    await manager.close(everything=True)
    before = len(nia.messages(nia.dm))
    await town.let_pass(56 * DAY)
    assert len(nia.messages(nia.dm)) == before
    assert "You won't hear from *" in await home_of(town, nia)
    assert TOLD not in await home_of(town, manager)
    await town.do(manager.click(manager.home, Action.HOLD_END))
    assert "You won't hear from *" not in await home_of(town, omar)
    await town.let_pass(12 * DAY)
    assert asked(nia) == []
    assert TOLD not in await home_of(town, manager)
