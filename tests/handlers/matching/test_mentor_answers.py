"""A mentor is asked before anybody hears of a match: yes, no, a reminder, and what silence means."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.matching.choices import IfNoAnswer
from bot.domain.mentorships.mentorships import MentorshipState
from bot.errors import NotNow, NotYours
from bot.usecases.matching.mentor_answers import answer_request
from bot.views.ids import Action

DAY = timedelta(days=1)


async def asked(town, **plan):
    """A mentee and a mentor, who is being asked."""
    manager, nia, omar = (town.person(name, is_admin=name == "Mona") for name in ("Mona", "Nia", "Omar"))
    await town.new_program(manager)
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(
            replace(program, plan=replace(program.plan, **{"mentors_confirm": True, **plan}))
        )
    await town.join(nia)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.match(manager)
    await town.tick()
    return manager, nia, omar


def groups(person):
    return [channel for channel in person.conversations() if channel.kind == "mpim"]


def last(person):
    return person.messages(person.dm)[-1]


async def answer(town, person, *, yes):
    return await answer_request(
        town.deps.db,
        act=Act(town.workspace_id, person.person.id, town.deps.clock()),
        mentorship_id=(await town.mentorship(person)).id,
        yes=yes,
        content=town.deps.content,
        new_id=town.deps.new_id,
    )


async def test_the_mentor_is_asked_first_and_nobody_else_hears_of_it(town):
    manager, nia, omar = await asked(town)
    request = last(omar)
    assert nia.person.id in str(request.blocks)
    assert "<@" not in request.text
    assert nia.messages(nia.dm) == []
    assert groups(nia) == []
    await town.do(nia.open_home())
    assert omar.person.id not in str(nia.home.blocks)
    assert "You joined" in str(nia.home.blocks)


async def test_a_yes_introduces_them(town):
    _, nia, omar = await asked(town)
    await town.do(omar.click(last(omar), Action.MENTOR_YES))
    await town.tick()
    assert len(groups(nia)) == 1
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_a_no_is_told_to_nobody_and_they_are_not_proposed_again(town):
    manager, nia, omar = await asked(town)
    await town.do(omar.click(last(omar), Action.MENTOR_NO))
    await town.let_pass(10 * DAY)
    assert nia.messages(nia.dm) == []
    assert groups(nia) == []
    await town.do(manager.command("/mentoring", "match"))
    assert omar.person.id not in str(manager.modal.blocks)
    assert nia.person.id in str(manager.modal.blocks)


async def test_both_taps_count_once(town):
    _, nia, omar = await asked(town)
    for _ in range(2):
        await answer(town, omar, yes=True)
    with pytest.raises(NotNow, match="has been settled already"):
        await answer(town, omar, yes=False)
    await town.tick()
    await town.tick()
    [group] = groups(nia)
    assert len(nia.messages(group)) == 1


async def test_a_yes_after_a_no_is_refused_kindly(town):
    _, _, omar = await asked(town)
    await answer(town, omar, yes=False)
    with pytest.raises(NotNow, match="has been settled already"):
        await answer(town, omar, yes=True)


async def test_a_stranger_cannot_answer_for_the_mentor(town):
    _, nia, omar = await asked(town)
    with pytest.raises(NotYours, match="Only the mentor"):
        await answer(town, nia, yes=True)
    assert (await town.mentorship(omar)).waits_for_mentor


@pytest.mark.parametrize(
    ("silence", "state"),
    [(IfNoAnswer.YES, MentorshipState.ACTIVE), (IfNoAnswer.NEXT, MentorshipState.DROPPED)],
)
async def test_silence_means_what_the_program_says_after_one_reminder(town, silence, state):
    _, _, omar = await asked(town, silence=silence)
    before = len(omar.messages(omar.dm))
    await town.let_pass(4 * DAY)
    assert len(omar.messages(omar.dm)) == before + 1
    assert "still waiting" in last(omar).text
    await town.let_pass(6 * DAY)
    assert (await town.mentorship(omar)).state is state


async def test_silence_of_a_mentor_who_is_away_is_no_yes(town):
    _, _, omar = await asked(town)
    today = town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, omar.person.id)
        await repos.people.save(replace(person, paused_from=today, paused_until=today + 30 * DAY))
    await town.let_pass(10 * DAY)
    assert (await town.mentorship(omar)).state is MentorshipState.DROPPED


async def test_the_request_waits_on_the_mentors_home_too(town):
    _, nia, omar = await asked(town)
    await town.do(omar.open_home())
    assert "Would you mentor" in str(omar.home.blocks)
    await town.do(omar.click(omar.home, Action.MENTOR_YES))
    await town.tick()
    assert len(groups(nia)) == 1


async def test_whoever_leaves_while_it_is_asked_ends_it_quietly(town):
    _, nia, omar = await asked(town)
    await town.do(nia.command("/mentor", "pause"))
    await town.do(nia.click(nia.modal, Action.LEAVE_PROGRAM))
    await town.do(nia.submit())
    said = len(omar.messages(omar.dm))
    await town.let_pass(10 * DAY)
    assert len(omar.messages(omar.dm)) == said
    assert (await town.mentorship(omar)).state is MentorshipState.DROPPED


async def test_a_rule_broken_after_approval_is_found_at_the_introduction(town):
    _, nia, omar = await asked(town, mentors_confirm=True)
    await town.do(omar.click(last(omar), Action.MENTOR_YES))
    enrolment = await town.enrolment(omar)
    async with town.deps.db.transaction() as repos:
        await repos.enrolments.save(replace(enrolment, capacity=0))
    await town.tick()
    assert groups(nia) == []
    assert (await town.mentorship(nia)).state is MentorshipState.DROPPED
