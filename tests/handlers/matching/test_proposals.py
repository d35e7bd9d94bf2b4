"""Reviewing matches: reasons in words, a pair dropped, approved once, introduced in private."""

from datetime import timedelta

from bot.sandbox.elements import walk
from bot.views.ids import Action


async def ready(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    nia, omar = town.person("Nia Nurse"), town.person("Omar Mentor")
    await town.join(nia)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership", "conflict"))
    return manager, nia, omar


async def test_the_review_gives_reasons_and_sends_nothing(town):
    manager, nia, omar = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    shown = str(manager.modal.blocks)
    assert f"*Mentee* <@{nia.person.id}>, Nurse" in shown
    assert f"*Mentor* <@{omar.person.id}>, Nurse" in shown
    assert "hare one topic: *leading others*" in shown
    await town.tick()
    assert town.sandbox.calls("chat.postMessage") == []


async def test_approving_introduces_the_pair_in_their_own_group(town):
    _, nia, omar = await town.introduced_pair()
    [group] = [channel for channel in nia.conversations() if channel.kind == "mpim"]
    assert set(group.members) >= {nia.person.id, omar.person.id}
    [introduction] = nia.messages(group)
    text = str(introduction.blocks)
    assert f"<@{nia.person.id}>" in text
    assert f"<@{nia.person.id}>, meet <@{omar.person.id}>, your mentor" in text
    assert f"<@{nia.person.id}> wants to work on *leading others*, which <@{omar.person.id}> offers" in text
    assert "You share one topic" not in text
    assert "can't read" in text
    assert "<@" not in introduction.text
    assert not [channel for channel in town.person("Mona Manager").conversations() if channel.kind == "mpim"]


async def test_approving_asks_first_with_the_number_it_writes_to(town):
    manager, nia, omar = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    [approve] = [one.element for one in walk(manager.modal.blocks) if one.action_id == Action.APPROVE]
    assert approve["confirm"]["text"]["text"].startswith("This writes to 2 people, ")
    await town.do(manager.click(manager.modal, Action.APPROVE))
    assert "1 introduction will go out" in str(manager.modal.blocks)
    await town.tick()
    heard = [one for one in town.actors.values() if one.inbox()]
    assert {one.person.id for one in heard} == {nia.person.id, omar.person.id}


async def test_a_dropped_pair_is_not_introduced(town):
    manager, nia, _ = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.DROP))
    assert "meets every rule" in str(manager.modal.blocks)
    await town.tick()
    assert [channel for channel in nia.conversations() if channel.kind == "mpim"] == []


async def test_a_dropped_pair_is_put_back(town):
    manager, nia, omar = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.DROP))
    await town.do(manager.click(manager.modal, Action.UNDROP))
    assert f"*Mentor* <@{omar.person.id}>" in str(manager.modal.blocks)
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()
    assert [channel for channel in nia.conversations() if channel.kind == "mpim"]


async def test_two_managers_approving_at_once_introduce_once(town):
    manager, nia, _ = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await manager.close(everything=True)
    await town.do(manager.command("/mentoring", "match"))
    assert "No one is waiting" in str(manager.modal.blocks)
    await town.tick()
    await town.tick()
    [group] = [channel for channel in nia.conversations() if channel.kind == "mpim"]
    assert len(nia.messages(group)) == 1


async def test_nobody_approves_pairs_they_have_not_seen(town):
    manager, nia, omar = await ready(town)
    await town.do(manager.command("/mentoring", "match"))
    other = town.person("Ida Mentee")
    await town.join(other)
    seen = manager.modal
    await town.do(manager.command("/mentoring", "match"))
    await manager.close()
    town.sandbox.workspace.modals[manager.person.id] = [seen]
    await town.do(manager.click(manager.modal, Action.APPROVE))
    assert "has changed since you opened it" in str(manager.modal.blocks)
    assert [one for one in nia.conversations() if one.kind == "mpim"] == []


async def test_my_manager_is_never_proposed_to_me(town):
    manager, nia, omar = await ready(town)
    await town.do(nia.command("/mentor", "join"))
    await town.do(nia.submit())
    await nia.choose(nia.modal, "excluded", [omar.person.id])
    await town.do(nia.submit())
    await town.do(manager.command("/mentoring", "match"))
    shown = str(manager.modal.blocks)
    assert f"<@{omar.person.id}>" not in shown
    assert "asked not" not in shown


async def test_somebody_who_manages_nothing_cannot_match(town):
    _, nia, _ = await ready(town)
    await town.do(nia.command("/mentoring", "match"))
    assert "You manage no program" in str(nia.modal.blocks)


async def test_people_whose_preferred_hours_never_meet_are_introduced_when_no_rule_forbids_it(town):
    """Twelve-hour days leave 20:15 to 21:00; an office leaves the working day. Both are free at 20:15."""
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    nia, omar = town.person("Nia Nurse"), town.person("Omar Mentor")
    await town.join(nia, preset="days_12")
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.match(manager)
    await town.let_pass(timedelta(days=1))
    assert [f"{seen.at:%H:%M}" for seen in nia.notifications] == ["20:15"]
