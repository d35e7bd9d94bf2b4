"""How a mentor's load is: the answer acts, says what it did, and can be taken back."""

from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.errors import NotNow
from bot.facts.eligibility import places_taken
from bot.usecases.care.load import say_load
from bot.views.ids import Action


@pytest.fixture
async def pair(town):
    _, nia, omar = await town.introduced_pair()
    return nia, omar


async def say(town, actor, load):
    await town.from_settings(actor, Action.LOAD)
    await town.do(actor.click(actor.modal, Action.LOAD_SAY, value=load))
    return str(actor.modal.blocks)


async def has_room(town, actor):
    """As matching reads it."""
    enrolment, today = await town.enrolment(actor), town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        taken = await places_taken(repos, town.workspace_id, [actor.person.id], today=today)
    return taken[actor.person.id] < enrolment.capacity


async def test_too_much_means_no_new_mentee_until_they_say_so(town, pair):
    nia, omar = pair
    await say(town, omar, "one_more")
    assert await has_room(town, omar)
    said = await say(town, omar, "too_much")
    assert "no new mentee until you say so" in said
    assert f"With <@{nia.person.id}>" in said
    assert not await has_room(town, omar)
    await town.let_pass(timedelta(weeks=9))
    assert not await has_room(town, omar)
    await say(town, omar, "fine")
    assert await has_room(town, omar)


async def test_nobody_new_is_matched_with_them(town, pair):
    nia, omar = pair
    await say(town, omar, "one_more")
    await say(town, omar, "too_much")
    ida = town.person("Ida New")
    await town.join(ida)
    manager = town.person("Mona Manager")
    await town.do(manager.command("/mentoring", "match"))
    await manager.close(everything=True)
    async with town.deps.db.transaction() as repos:
        assert await repos.mentorships.list_for_person(town.workspace_id, ida.person.id) == []


async def test_a_bit_much_ends_after_eight_weeks(town, pair):
    nia, omar = pair
    await say(town, omar, "one_more")
    assert "until Monday 27 April" in await say(town, omar, "a_bit_much")
    assert "no new mentee until Monday 27 April" in str(omar.modal.blocks)
    assert not await has_room(town, omar)
    await town.let_pass(timedelta(weeks=8, days=1))
    assert await has_room(town, omar)


async def test_one_more_place_stays_within_what_the_programs_allow(town, pair):
    nia, omar = pair
    most = (await town.programs())[0].plan.capacity
    for _ in range(most + 1):
        said = await say(town, omar, "one_more")
    assert (await town.enrolment(omar)).capacity == most
    assert "as many places as your programs allow" in said


async def test_each_answer_can_be_taken_back(town, pair):
    nia, omar = pair
    before = (await town.enrolment(omar)).capacity
    for load in ("one_more", "too_much", "a_bit_much"):
        await say(town, omar, load)
        await town.do(omar.click(omar.modal, Action.LOAD_UNDO))
        assert (await town.enrolment(omar)).capacity == before
        async with town.deps.db.transaction() as repos:
            assert await repos.loads.find(town.workspace_id, omar.person.id) is None
    await say(town, omar, "too_much")
    await say(town, omar, "a_bit_much")
    await town.do(omar.click(omar.modal, Action.LOAD_UNDO))
    async with town.deps.db.transaction() as repos:
        assert (await repos.loads.find(town.workspace_id, omar.person.id)).until is None


async def test_home_says_it_and_a_manager_reads_nothing(town, pair):
    nia, omar = pair
    await say(town, omar, "too_much")
    await omar.close(everything=True)
    assert "you get no new mentee until you say so" in str(omar.home.blocks)
    manager = town.person("Mona Manager")
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    for action in (Action.PEOPLE, Action.COVER):
        await town.do(manager.click(manager.modal, action))
        assert "new mentee" not in str(manager.modal.blocks)
        await manager.close(everything=True)
        await town.do(manager.open_home())
        await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))


async def test_a_mentee_has_no_load_and_an_old_button_is_answered_in_words(town, pair):
    nia, omar = pair
    act = Act(town.workspace_id, nia.person.id, town.sandbox.clock.now())
    with pytest.raises(NotNow, match="for mentors"):
        await say_load(town.deps.db, act=act, load="too_much")
    with pytest.raises(NotNow, match="before an update"):
        await say_load(town.deps.db, act=act, load="crushing")
