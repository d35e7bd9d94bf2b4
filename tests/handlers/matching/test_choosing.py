"""Mentees choose among mentors: shown in random order, seen by nobody, and it counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.matching.choices import MatchedBy, Said
from bot.domain.mentorships.mentorships import MentorshipState
from bot.sandbox.elements import walk
from bot.views.ids import Action
from bot.views.matching.choosing import mentor_field

DAY = timedelta(days=1)
MENTORS = ("Omar", "Lea", "Sam")


async def hospital(town, **plan):
    manager, nia = town.person("Mona", is_admin=True), town.person("Nia")
    await town.new_program(manager)
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, plan=replace(program.plan, **plan)))
    await town.join(nia)
    for name in MENTORS:
        await town.join(town.person(name), role="mentor", wanted=(), offered=("leadership",))
    return manager, nia, program.id


async def ask_mentees(town, manager):
    await town.do(manager.click(manager.modal, Action.ASK_MENTEES))
    if manager.modal.submit:
        await town.do(manager.submit())


async def shown(town, **plan):
    """The mentee has been asked, and has the cards open."""
    manager, nia, program_id = await hospital(town, **plan)
    await town.do(manager.command("/mentoring", "match"))
    await ask_mentees(town, manager)
    await manager.close(everything=True)
    await town.tick()
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.CHOOSE))
    return manager, nia


def mentors_on(modal):
    return [one.action_id for one in walk(modal.blocks) if one.action_id.startswith("mentor.")]


def field_of(town, name):
    return mentor_field(town.person(name).person.id)


async def test_three_mentors_are_shown_without_scores(town):
    _, nia = await shown(town)
    assert sorted(mentors_on(nia.modal)) == sorted(field_of(town, name) for name in MENTORS)
    text = str(nia.modal.blocks)
    assert "Leading others" in text
    assert "out of 100" not in text
    assert "<@" not in nia.messages(nia.dm)[-1].text


@pytest.mark.parametrize("favourite", MENTORS)
async def test_whom_a_mentee_likes_best_is_proposed(town, favourite):
    manager, nia = await shown(town)
    for name in MENTORS:
        await nia.choose(nia.modal, field_of(town, name), Said.FIRST if name == favourite else Said.ALSO)
    await town.do(nia.submit())
    await town.do(manager.command("/mentoring", "match"))
    assert f"*Mentor* <@{town.person(favourite).person.id}>" in str(manager.modal.blocks)


async def test_a_no_is_final(town):
    manager, nia = await shown(town)
    for name in MENTORS[1:]:
        await nia.choose(nia.modal, field_of(town, name), Said.NO)
    await town.do(nia.submit())
    await town.do(manager.command("/mentoring", "match"))
    assert f"*Mentor* <@{town.person('Omar').person.id}>" in str(manager.modal.blocks)


async def test_two_first_choices_are_refused_beside_the_second(town):
    _, nia = await shown(town)
    for name in MENTORS[:2]:
        await nia.choose(nia.modal, field_of(town, name), Said.FIRST)
    await town.do(nia.submit())
    assert "Choose one as your first choice." in nia.modal_errors.values()


async def test_where_mentees_choose_their_first_choice_is_asked_and_then_the_next(town):
    _, nia = await shown(town, matched_by=MatchedBy.CHOSEN, mentors_confirm=True)
    await nia.choose(nia.modal, field_of(town, "Lea"), Said.FIRST)
    await nia.choose(nia.modal, field_of(town, "Sam"), Said.ALSO)
    await town.do(nia.submit())
    await town.tick()
    lea, sam = town.person("Lea"), town.person("Sam")
    await town.do(lea.click(lea.messages(lea.dm)[-1], Action.MENTOR_NO))
    await town.tick()
    await town.do(sam.click(sam.messages(sam.dm)[-1], Action.MENTOR_YES))
    await town.tick()
    assert (await town.mentorship(sam)).state is MentorshipState.ACTIVE
    assert (await town.mentorship(sam)).includes(nia.person.id)


async def test_where_mentors_are_not_asked_a_first_choice_is_introduced(town):
    _, nia = await shown(town, matched_by=MatchedBy.CHOSEN)
    await nia.choose(nia.modal, field_of(town, "Lea"), Said.FIRST)
    await town.do(nia.submit())
    await town.tick()
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_nobody_else_sees_what_was_chosen(town):
    manager, nia = await shown(town)
    await nia.choose(nia.modal, field_of(town, "Omar"), Said.NO)
    await nia.choose(nia.modal, field_of(town, "Lea"), Said.FIRST)
    await town.do(nia.submit())
    await town.do(manager.command("/mentoring", "match"))
    assert "asked for" not in str(manager.modal.blocks)
    omar = town.person("Omar")
    await town.do(omar.command("/mentor", "privacy"))
    assert nia.person.id not in str(omar.modal.blocks if omar.modal else omar.ephemerals)


async def test_whoever_chose_on_their_home_is_not_written_to(town):
    manager, nia, _ = await hospital(town)
    await town.do(manager.command("/mentoring", "match"))
    await ask_mentees(town, manager)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.CHOOSE))
    for name in MENTORS:
        await nia.choose(nia.modal, field_of(town, name), Said.ALSO)
    await town.do(nia.submit())
    await town.tick()
    assert nia.messages(nia.dm) == []


async def test_asking_twice_asks_nobody_again(town):
    manager, nia, _ = await hospital(town)
    await town.do(manager.command("/mentoring", "match"))
    opened_before = manager.modal
    await town.do(manager.command("/mentoring", "match"))
    await ask_mentees(town, manager)
    await town.tick()
    said = len(nia.messages(nia.dm))
    town.sandbox.workspace.modals[manager.person.id] = [opened_before]
    await ask_mentees(town, manager)
    assert "has been asked already" in str(manager.modal.blocks)
    await town.let_pass(DAY)
    assert said == len(nia.messages(nia.dm)) == 1


def confirm_of(modal, action):
    [element] = [one.element for one in walk(modal.blocks) if one.action_id == action]
    return element["confirm"]["text"]["text"]


async def test_asking_says_to_how_many_it_writes_and_then_when_and_not_who_has_answered(town):
    manager, nia, _ = await hospital(town)
    ida, away = town.person("Ida"), town.person("Away")
    for one in (ida, away):
        await town.join(one)
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, away.person.id)
        await repos.people.save(replace(person, paused_from=town.sandbox.clock.now().date()))
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.ASK_MENTEES))
    assert "This writes to up to 2 mentees, " in str(manager.modal.blocks)
    await town.tick()
    assert nia.messages(nia.dm) == []
    await town.do(manager.submit())
    await town.tick()
    assert [len(one.messages(one.dm)) for one in (nia, ida, away)] == [1, 1, 0]
    await town.do(manager.command("/mentoring", "match"))
    before = str(manager.modal.blocks)
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.CHOOSE))
    await nia.choose(nia.modal, field_of(town, "Lea"), Said.FIRST)
    await town.do(nia.submit())
    await town.do(manager.command("/mentoring", "match"))
    said = "Mentees were asked who they'd like, last on Monday 2 March."
    assert said in str(manager.modal.blocks[1:3])
    assert said in before
    assert f"{said} Some may still be choosing" in confirm_of(manager.modal, Action.APPROVE)
    assert Action.ASK_MENTEES not in str(manager.modal.blocks)


async def test_where_mentees_choose_they_are_asked_without_a_manager(town):
    _, nia, program_id = await hospital(town, matched_by=MatchedBy.CHOSEN)
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
    await town.let_pass(program.starts_on - town.sandbox.clock.now().date() + DAY)
    [message] = [one for one in nia.messages(nia.dm) if "mentors to choose from" in one.text]
    await town.do(nia.click(message, Action.CHOOSE))
    assert sorted(mentors_on(nia.modal)) == sorted(field_of(town, name) for name in MENTORS)
