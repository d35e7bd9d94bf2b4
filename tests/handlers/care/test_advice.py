"""I need advice: a topic for the lead alone, at their hours or at once; kept from everybody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.people import LeftBy, Person
from bot.errors import InvalidInput, NotNow
from bot.sandbox.elements import walk
from bot.usecases.care.advice import ask_for_advice
from bot.usecases.care.leads import answer_lead
from bot.usecases.care.telling import pass_on_advice
from bot.usecases.privacy.forgetting import forget_person
from bot.views.ids import Action
from tests.situations import already_here

NIGHT = timedelta(hours=13)  # 23:30 in the hospital
CALL = "would like a call"


@pytest.fixture
async def hospital(town):
    """A pair whose program has a lead and a deputy."""
    mona, nia, omar = await town.introduced_pair()
    lea, dee = town.person("Lea Lead"), town.person("Dee Deputy")
    [program] = await town.programs()
    await already_here.turn_to(town, program.id, lea.person.id, dee.person.id)
    return program, mona, nia, omar, lea, dee


async def ask(town, actor, topic="conflict"):
    await town.do(actor.open_home())
    await town.do(actor.click(actor.home, Action.ADVICE))
    await actor.choose(actor.modal, "advice_topic", topic)
    await town.do(actor.submit())
    answer = str(actor.modal.blocks)
    await actor.close(everything=True)
    return answer


async def open_page(town, lead):
    await town.do(lead.open_home())
    await town.do(lead.click(lead.home, Action.LEADING))
    return str(lead.modal.blocks)


def calls(actor):
    return [one for one in actor.messages(actor.dm) if CALL in str(one.blocks)]


async def asked(town):
    async with town.deps.db.transaction() as repos:
        return await repos.advice.list_unseen()


async def test_a_mentor_asks_and_the_lead_sees_who_and_the_topic_and_says_so(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    assert f"We tell <@{lea.person.id}> when their hours allow" in await ask(town, omar)
    await town.let_pass(timedelta(days=1))
    [told] = calls(lea)
    assert omar.person.id not in str(told.blocks)
    assert "onflict" not in str(told.blocks)
    assert not calls(dee)
    assert f"<@{omar.person.id}> would like a call. Topic: conflict." in await open_page(town, lea)
    await town.do(lea.click(lea.modal, Action.ADVICE_SEEN))
    assert "You've had it since" in str(lea.modal.blocks)
    await town.let_pass(timedelta(days=1))
    assert [one for one in omar.messages(omar.dm) if "has seen that you" in str(one.blocks)]


async def test_an_incident_comes_at_once_at_night_and_other_topics_wait(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await town.let_pass(NIGHT)
    await ask(town, omar, "conflict")
    await town.tick()
    assert not calls(lea)
    answer = await ask(town, omar, "incident")
    assert answer.index("emergency number") < answer.index("at once")
    await town.tick()
    assert len(calls(lea)) == 1


async def test_what_a_mentor_asks_is_in_no_managers_page_and_no_log(town, hospital, caplog):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar, "harassment")
    await town.let_pass(timedelta(days=8))
    await town.do(mona.open_home())
    shown = [str(mona.home.blocks)]
    for action in (Action.PEOPLE, Action.SENDS, Action.HANDS, Action.PROGRAM_HISTORY, Action.COVER):
        await town.do(mona.open_home())
        await town.do(mona.click(mona.home, Action.PROGRAM_PAGE))
        await town.do(mona.click(mona.modal, action))
        shown.append(str(mona.modal.blocks))
        await mona.close(everything=True)
    assert not [one for one in shown if "arassment" in one or "advice" in one.lower()]
    assert "arassment" not in caplog.text


async def test_of_two_leads_who_tap_the_first_has_it(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar)
    await open_page(town, lea)
    [one] = await asked(town)
    async with town.deps.db.transaction() as repos:
        await repos.advice.see(replace(one, seen_by=dee.person.id, seen_on=one.asked_on))
    await town.do(lea.click(lea.modal, Action.ADVICE_SEEN))
    assert f"<@{dee.person.id}> was first and gets in touch." in str(lea.modal.blocks)


async def test_the_deputy_is_told_while_the_lead_is_away_and_when_the_lead_has_left(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar)
    now = town.sandbox.clock.now()
    async with town.deps.db.transaction() as repos:
        await repos.people.save(Person(town.workspace_id, lea.person.id).gone(LeftBy.SLACK, at=now))
    await pass_on_advice(town.deps.db, now=now)
    await town.let_pass(timedelta(days=1))
    assert (len(calls(lea)), len(calls(dee))) == (0, 1)
    assert omar.person.id in await open_page(town, dee)


async def test_a_lead_who_says_no_hands_on_what_nobody_has_seen(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar)
    act = Act(town.workspace_id, lea.person.id, town.sandbox.clock.now())
    await answer_lead(town.deps.db, act=act, program_id=program.id, yes=False)
    await town.let_pass(timedelta(days=1))
    assert (len(calls(lea)), len(calls(dee))) == (0, 1)


async def test_it_is_for_mentors_and_hosts(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await town.do(nia.open_home())
    assert Action.ADVICE not in [one.action_id for one in walk(nia.home.blocks)]
    act = Act(town.workspace_id, nia.person.id, town.sandbox.clock.now())
    with pytest.raises(NotNow, match="for mentors and hosts"):
        await ask_for_advice(town.deps.db, act=act, program_id=program.id, topic="conflict")


async def test_a_topic_of_an_old_form_and_a_program_without_a_lead_are_answered_in_words(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    act = Act(town.workspace_id, omar.person.id, town.sandbox.clock.now())
    with pytest.raises(InvalidInput):
        await ask_for_advice(town.deps.db, act=act, program_id=program.id, topic="gossip")
    await already_here.turn_to(town, program.id, omar.person.id)
    with pytest.raises(NotNow, match="no one to pass this on to"):
        await ask_for_advice(town.deps.db, act=act, program_id=program.id, topic="conflict")
    assert await asked(town) == []


async def test_delete_me_takes_it_back(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar)
    await forget_person(town.deps.db, act=Act(town.workspace_id, omar.person.id, town.sandbox.clock.now()))
    assert await asked(town) == []
    await town.let_pass(timedelta(days=1))
    assert not calls(lea)


async def test_it_is_gone_after_thirty_days(town, hospital):
    program, mona, nia, omar, lea, dee = hospital
    await ask(town, omar)
    await town.let_pass(timedelta(days=32))
    assert await asked(town) == []
    assert omar.person.id not in await open_page(town, lea)
