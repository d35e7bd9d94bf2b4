"""How many were at a circle's talk: the host taps it in the place of the question, or on Home."""

from datetime import timedelta

from bot.views.ids import Action
from tests.handlers.matching.test_circles import introduced_circle


async def asked(town, who):
    """The question whether they met, in this person's conversation with the bot, once it has come."""
    for _ in range(60):
        found = [one for one in who.messages(who.dm) if Action.WE_MET in str(one.blocks)]
        if found:
            return found[0]
        await town.let_pass(timedelta(days=1))
    raise AssertionError("nobody asked")


def stands(who, message):
    return str(next(one for one in who.messages(who.dm) if one.ts == message.ts).blocks)


async def turnout_of(town, host):
    circle = await town.mentorship(host)
    async with town.deps.db.reading() as repos:
        return not await repos.cycles.waits_for_turnout(town.workspace_id, circle.id, 1)


async def test_the_host_who_taps_is_asked_in_its_place_and_thanked(town):
    _, _, host = await introduced_circle(town)
    question = await asked(town, host)
    await town.do(host.click(question, Action.WE_MET))
    assert "How many of you were there?" in stands(host, question)
    [now] = [one for one in host.messages(host.dm) if one.ts == question.ts]
    await town.do(host.click(now, Action.THREE_CAME))
    assert "Three or more of you were there." in stands(host, question)
    assert Action.THREE_CAME not in stands(host, question)
    assert await turnout_of(town, host)


async def test_peers_are_not_asked_and_the_host_finds_it_on_home(town):
    _, peers, host = await introduced_circle(town)
    question = await asked(town, peers[0])
    await town.do(peers[0].click(question, Action.WE_MET))
    assert "How many" not in stands(peers[0], question)
    for who, is_asked in ((peers[0], False), (host, True)):
        await town.do(who.open_home())
        assert (Action.FEWER_CAME in str(who.home.blocks)) is is_asked
    await town.do(host.click(host.home, Action.FEWER_CAME))
    await town.do(host.open_home())
    assert Action.FEWER_CAME not in str(host.home.blocks)
    assert await turnout_of(town, host)
