"""Suggesting mentors: who suggests learns nothing, who is suggested is asked once and at a good time."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.delivery.outbox import LEASE
from bot.domain.people import Person
from bot.sandbox.faults import How
from bot.views.ids import Action
from bot.views.notices import NO_ANSWER
from bot.views.recruiting.nominating import THANKS


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


async def suggest(town, who, *candidates):
    await town.do(who.command("/mentoring", "nominate"))
    await who.choose(who.modal, "candidates", [one.person.id for one in candidates])
    await town.do(who.submit())
    said = who.modal.blocks
    await who.close(everything=True)
    return said


def asked(actor):
    return [message for message in actor.messages(actor.dm) if "good mentor" in str(message.blocks)]


async def seen_by(town, manager):
    """Everything the manager can look at, but for the Monday of which their numbers are."""
    await town.count_on_monday()
    await town.do(manager.open_home())
    messages = [(message.text, message.blocks) for message in manager.messages(manager.dm)]
    seen = str([manager.home.blocks, messages, manager.notifications])
    return re.sub(r"'block_id': '\w+'|As of Monday \d+ March", "", seen)


async def the_question(town, omar):
    """Their mornings are not known, so it comes at eleven."""
    await town.let_pass(timedelta(hours=1))
    [question] = asked(omar)
    return question


async def outcome(town, omar, answer):
    question = await the_question(town, omar)
    if answer == "no":
        await town.do(omar.click(question, Action.NOMINATION_NO))
    await town.let_pass(timedelta(days=2))


@pytest.mark.parametrize("answer", ["no", "nothing"])
async def test_who_suggested_sees_the_same_whatever_comes_of_it(town, manager, answer):
    omar = town.person("Omar")
    before = await seen_by(town, manager)
    said = await suggest(town, manager, omar)
    assert said[0]["text"]["text"] == THANKS
    await outcome(town, omar, answer)
    assert await seen_by(town, manager) == before
    again = await suggest(town, manager, omar)
    assert again[0]["text"] == said[0]["text"]
    await town.let_pass(timedelta(days=9))
    assert len(asked(omar)) == (0 if answer == "no" else 1)
    assert await seen_by(town, manager) == before


async def test_a_colleague_who_suggested_hears_nothing_of_their_joining_either(town, manager):
    nia, omar = town.person("Nia"), town.person("Omar")
    await town.join(nia)
    before = await seen_by(town, nia)
    await town.do(nia.command("/mentor", "nominate"))
    await nia.choose(nia.modal, "candidates", [omar.person.id])
    await town.do(nia.submit())
    await nia.close(everything=True)
    await the_question(town, omar)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.let_pass(timedelta(days=2))
    assert await seen_by(town, nia) == before


async def test_joining_from_the_question_ends_it(town, manager):
    omar = town.person("Omar")
    await suggest(town, manager, omar)
    question = await the_question(town, omar)
    await town.do(omar.click(question, Action.NOMINATION_MORE))
    assert "briefing of about three minutes" in str(omar.modal.blocks)
    await town.do(omar.click(omar.modal, Action.JOIN))
    assert "You join as" in str(omar.modal.blocks)
    await omar.close(everything=True)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    async with town.deps.db.transaction() as repos:
        assert await repos.nominations.list_for_person(town.workspace_id, omar.person.id) == []
    await town.do(omar.click(question, Action.NOMINATION_NO))
    assert "nothing to answer here any more" in omar.messages(omar.dm)[-1].text


async def test_a_no_is_answered_kindly_and_kept_from_everybody(town, manager):
    omar = town.person("Omar")
    await suggest(town, manager, omar)
    question = await the_question(town, omar)
    await town.do(omar.click(question, Action.NOMINATION_NO))
    assert "nobody has been told" in str(omar.messages(omar.dm)[-1].blocks)
    async with town.deps.db.transaction() as repos:
        assert await repos.people.find(town.workspace_id, omar.person.id) is None
    await town.do(omar.open_home())
    assert "good mentor" not in str(omar.home.blocks)


async def test_the_lock_screen_does_not_say_what_it_is_about(town, manager):
    omar = town.person("Omar")
    await suggest(town, manager, omar)
    await the_question(town, omar)
    assert [one.text for one in omar.notifications] == [
        "Lamplight: a question about mentoring. It is up to you."
    ]


async def test_somebody_far_away_is_asked_by_day_where_they_are(town, manager):
    omar = town.person("Omar", tz="Australia/Sydney")
    await suggest(town, manager, omar)
    assert await town.tick() == 0
    await town.let_pass(timedelta(hours=13))
    assert asked(omar) == []
    await town.let_pass(timedelta(hours=3))
    assert len(asked(omar)) == 1


async def test_somebody_who_works_nights_is_not_woken(town, manager):
    """From 07:30 they sleep, and before 19:00 they are getting ready for the next night."""
    omar = town.person("Omar")
    await know(town, omar, preset_id="nights_12")
    await suggest(town, manager, omar)
    await town.let_pass(timedelta(days=1))
    [question] = asked(omar)
    hour = datetime.fromtimestamp(float(question.ts), UTC).time()
    assert time(16, 30) <= hour <= time(17, 30)


async def know(town, actor, **about):
    async with town.deps.db.transaction() as repos:
        person = Person(town.workspace_id, actor.person.id, tz=actor.person.tz, **about)
        await repos.people.save(person)


@pytest.mark.parametrize("with_a_member", [False, True])
async def test_who_suggests_bots_guests_or_leavers_is_told_and_only_members_are_asked(
    town, manager, with_a_member
):
    guest, gone, robot = (
        town.person("Guest", is_restricted=True),
        town.person("Gone"),
        town.person("Robot"),
    )
    gone.person.deleted = True
    robot.person.is_bot = True
    await town.do(manager.command("/mentoring", "nominate"))
    members = [town.person("Nia").person.id] if with_a_member else []
    chosen = [one.person.id for one in (guest, gone, robot)]
    await manager.choose(manager.modal, "candidates", [*chosen, *members])
    await town.do(manager.submit())
    them = "a guest and someone whose Slack account is switched off and an app."
    if with_a_member:
        assert f"You also chose {them} Only members of this workspace are asked." in str(manager.modal.blocks)
    else:
        # Slack had to be asked who they are, so it is said above the form, which comes back.
        assert manager.modal.callback_id == "nominate.form"
        assert f"You chose {them} Choose members of this workspace." in str(manager.modal.blocks)
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        asked_now = await repos.nominations.list_for_program(town.workspace_id, program.id)
    assert [one.user_id for one in asked_now] == members


async def test_while_slack_does_not_answer_nobody_is_asked_and_that_is_said(town, manager):
    omar = town.person("Omar")
    await town.do(manager.command("/mentoring", "nominate"))
    await manager.choose(manager.modal, "candidates", [omar.person.id])
    town.sandbox.fail("users.info", How.HTTP_500, times=9)
    await town.do(manager.submit())
    assert NO_ANSWER in str(manager.modal.blocks)
    assert manager.modal.callback_id == "nominate.form"


async def test_a_process_killed_while_asking_leaves_nobody_unasked(town, manager):
    omar = town.person("Omar")
    await suggest(town, manager, omar)
    async with town.deps.db.transaction() as repos:
        now = town.sandbox.clock.now()
        [message] = await repos.outbox.claim(now, 10, LEASE)
        assert await repos.outbox.start_sending(message, now)
    await town.let_pass(timedelta(days=2))
    assert len(asked(omar)) == 1


async def test_a_stranger_is_told_how_to_take_part(town, manager):
    stranger = town.person("Stranger")
    for command in ("/mentor", "/mentoring"):
        await town.do(stranger.command(command, "nominate"))
        assert "Join one" in stranger.messages(stranger.note)[-1].text


async def test_home_asks_too_and_its_no_counts(town, manager):
    omar = town.person("Omar")
    await suggest(town, manager, omar)
    await town.do(omar.open_home())
    await town.do(omar.click(omar.home, Action.NOMINATION_NO))
    assert "good mentor" not in str(omar.home.blocks)
    await town.let_pass(timedelta(days=2))
    assert asked(omar) == []
