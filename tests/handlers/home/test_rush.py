"""Many people tap within a minute: each is helped, or reads that it takes another tap."""

from datetime import timedelta

import pytest

from bot.sandbox.elements import with_ids
from bot.sandbox.modals import publish_home
from bot.sandbox.towards_app import payloads
from bot.views.ids import Action
from bot.views.joining.first_page import invitation
from bot.views.notices import MANY_AT_ONCE, SORRY
from tests.situations import already_here

# A tenth of what Slack takes, so that a few people are a crowd.
ROOM = 10
PEOPLE = 15
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def strict(town):
    """A program is open; from now on Slack's limits count."""
    await town.new_program(town.person("Mona Manager", is_admin=True))
    rates = town.sandbox.rates
    rates.strict, rates.most = True, {method: most // 10 for method, most in rates.most.items()}
    return town


async def pinned(town):
    """A post with a button to join, as a launch has one."""
    space, post = town.sandbox.workspace, invitation(await town.programs()).to_dict()
    blocks = with_ids(post["blocks"], space.rng)
    return space.post(town.channel, author=space.bot.id, text=post["text"], blocks=blocks)


def crowd(town):
    people = [town.person(f"Person {number}") for number in range(PEOPLE)]
    town.channel.members += [one.person.id for one in people]
    return people


def told(actor, town):
    return [one.text for one in actor.messages(town.channel) if one.ephemeral_for]


async def tap(town, people, post):
    for actor in people:
        await actor.click(post, Action.JOIN)
        town.sandbox.clock.advance(A_MINUTE / PEOPLE / 2)
    await town.settled()


async def test_whoever_finds_no_room_reads_that_and_the_next_tap_opens_the_form(strict):
    people = crowd(strict)
    post = await pinned(strict)
    await tap(strict, people, post)
    late = [actor for actor in people if not actor.modal]
    assert 0 < len(late) <= PEOPLE - ROOM
    assert [told(actor, strict) for actor in late] == [[MANY_AT_ONCE]] * len(late)
    assert not [actor for actor in people if SORRY in told(actor, strict)]
    assert len(strict.sandbox.calls("users.info")) < PEOPLE

    strict.sandbox.clock.advance(A_MINUTE)
    await tap(strict, late, post)
    assert all(actor.modal for actor in people)


async def test_a_tap_in_home_says_so_in_home(strict):
    nia = strict.person("Nia Nurse")
    await strict.do(nia.open_home())
    strict.sandbox.rate_limit("views.open", times=1)
    await strict.do(nia.click(nia.home, Action.JOIN))
    assert MANY_AT_ONCE in str(nia.home.blocks[0])
    await strict.do(nia.click(nia.home, Action.JOIN))
    assert nia.modal
    assert MANY_AT_ONCE not in str(nia.home.blocks)


async def test_what_a_tap_recorded_stays_when_its_answer_finds_no_room(town):
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    await town.do(nia.open_home())
    town.sandbox.rate_limit("views.publish", times=1)
    await town.do(nia.click(nia.home, Action.WE_MET))
    assert (await town.cycles(nia))[0].outcome == "met"
    assert MANY_AT_ONCE in str(nia.modal.blocks)


async def test_a_home_that_has_not_changed_is_not_published_again(town):
    nia = town.person("Nia Nurse")
    for _ in range(3):
        await town.do(nia.open_home())
    assert len(town.sandbox.calls("views.publish")) == 1
    await town.new_program(town.person("Mona Manager", is_admin=True))
    await town.do(nia.open_home())
    assert "takes about 90 seconds" in str(nia.home.blocks)


async def test_a_home_that_somebody_else_has_published_is_published_again(town):
    """Another replica, or the same after a restart."""
    nia = town.person("Nia Nurse")
    await town.do(nia.open_home())
    publish_home(town.sandbox.workspace, nia.person.id, {"type": "home", "blocks": []})
    await town.do(nia.open_home())
    assert "No program is open" in str(nia.home.blocks)


async def test_of_two_homes_at_once_the_newer_words_stay(town):
    """What was read before another was published is read anew, and ours is the newest then."""
    nia = town.person("Nia Nurse")
    await town.do(nia.open_home())
    space = town.sandbox.workspace
    opened = payloads.app_home_opened(space, nia.person, "home")
    publish_home(space, nia.person.id, {"type": "home", "blocks": []})
    await already_here.open_program(
        town, town.person("Mona Manager"), template="nurse_leadership", signposts=True
    )
    await town.do(town.sandbox.send_event(opened))
    assert "takes about 90 seconds" in str(nia.home.blocks)
    answers = [call.response.get("error") for call in town.sandbox.calls("views.publish")]
    assert answers == [None, "hash_conflict", None]
