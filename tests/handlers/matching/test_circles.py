"""Circles and trios in Slack: from the plan to the introduction, the question and the way out."""

from datetime import timedelta

from bot.views.ids import Action

PEERS = ["Ada Peer", "Ben Peer", "Cat Peer", "Dan Peer", "Eva Peer"]


def group_of(actor):
    [group] = [channel for channel in actor.conversations() if channel.kind == "mpim"]
    return group


async def introduced_circle(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager, template="peer_circle")
    peers = [town.person(name) for name in PEERS]
    for one in peers:
        await town.join(one, role="peer")
    host = town.person("Hal Host")
    await town.join(host, role="host")
    await town.match(manager)
    await town.let_pass(timedelta(days=3))
    return manager, peers, host


async def test_a_circle_of_five_is_reviewed_in_words(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager, template="peer_circle")
    for name in PEERS:
        await town.join(town.person(name), role="peer")
    await town.do(manager.command("/mentoring", "match"))
    shown = str(manager.modal.blocks)
    assert "5 of 5 people in 1 circle" in shown
    assert all(f"<@{town.person(name).person.id}>" in shown for name in PEERS)
    assert "You all share one topic: *leading others*" in shown
    assert "'Approve 1 circle'" in str(manager.modal.blocks)
    await town.tick()
    assert town.sandbox.calls("chat.postMessage") == []


async def test_a_dropped_circle_is_not_introduced(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager, template="peer_circle")
    for name in PEERS:
        await town.join(town.person(name), role="peer")
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.DROP))
    assert "No circle in" in str(manager.modal.blocks)


async def test_the_whole_circle_is_introduced_in_one_conversation(town):
    _, peers, host = await introduced_circle(town)
    group = group_of(host)
    ids = {one.person.id for one in (*peers, host)}
    assert ids <= set(group.members)
    [introduction] = host.messages(group)
    text = str(introduction.blocks)
    assert "meet each other" in text
    assert f"<@{host.person.id}> hosts it" in text
    assert "each of you can leave" in text
    assert "<@" not in introduction.text


async def test_one_leaves_and_the_circle_goes_on(town):
    _, peers, host = await introduced_circle(town)
    await town.do(peers[0].open_home())
    assert "Leave the circle" in str(peers[0].home.blocks)
    await town.do(peers[0].click(peers[0].home, Action.END))
    assert "carries on without you" in str(peers[0].modal.blocks)
    assert (await town.mentorship(host)).includes(peers[0].person.id)
    await town.do(peers[0].submit())
    circle = await town.mentorship(host)
    assert (circle.state, len(circle.members)) == ("active", 5)
    assert not circle.includes(peers[0].person.id)


async def test_a_trio_of_equals_is_introduced(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager, template="cross_functional")
    work = {"Ada Nurse": "nurse", "Ben Pharmacist": "pharmacist", "Cat Physio": "physiotherapist"}
    trio = [town.person(name) for name in work]
    for one, profession in zip(trio, work.values(), strict=True):
        await town.join(one, role="both", offered=("leadership",), profession=profession)
    await town.do(manager.command("/mentoring", "match"))
    shown = str(manager.modal.blocks)
    assert "3 of 3 people in 1 match" in shown
    assert shown.count("*Mentor and mentee*") == 3
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.let_pass(timedelta(days=1))
    [introduction] = trio[0].messages(group_of(trio[0]))
    assert "learn from the other two" in str(introduction.blocks)
    mentorship = await town.mentorship(trio[2])
    assert {member.role for member in mentorship.members} == {"both"}
