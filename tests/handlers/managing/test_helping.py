"""A manager helps a pair from its page in Slack, and its people read what came of it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import ProgramState
from bot.views.ids import Action
from tests.situations.silent_pairs import add_quiet_pairs

SOON = timedelta(days=4)


async def on_its_page(town):
    """A manager on the page of an introduced pair, opened from the list of people."""
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.command("/mentoring", "people"))
    row = next(one for one in manager.modal.blocks if nia.person.id in one.get("text", {}).get("text", ""))
    await town.do(manager.click(manager.modal, Action.MENTORSHIP, block_id=row["block_id"]))
    return manager, nia, omar


def said(view):
    return str(view.blocks)


def told(actor, words):
    """The message to them with these words in it."""
    [found] = [one for one in actor.messages(actor.dm) if words in said(one)]
    return found


OFFERS = "offers you a new match"


async def test_a_new_match_is_offered_to_each_and_the_other_isnt_told_who_said_yes(town):
    manager, nia, omar = await on_its_page(town)
    assert "Status: getting started since the week of Monday 2 March" in said(manager.modal)
    await town.do(manager.click(manager.modal, Action.OFFER_MATCH))
    assert "*Offered.*" in said(manager.modal)
    assert Action.OFFER_MATCH not in said(manager.modal)
    await town.let_pass(SOON)
    offered = told(omar, OFFERS)
    await town.do(nia.click(told(nia, OFFERS), Action.ANOTHER_MATCH))
    await town.do(nia.submit())
    assert (await town.mentorship(nia)).state is MentorshipState.ENDED
    await town.let_pass(SOON)
    assert nia.person.id not in said(told(omar, "has ended. It happens often"))
    await town.do(omar.click(offered, Action.KEEP_GOING))
    assert told(omar, "already ended")


async def test_who_is_fine_says_so_with_a_tap(town):
    manager, nia, _ = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.OFFER_MATCH))
    await town.let_pass(SOON)
    await town.do(nia.click(told(nia, OFFERS), Action.KEEP_GOING))
    assert told(nia, "Good to hear")
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_a_pause_is_told_to_both_and_one_tap_starts_it_again(town):
    manager, nia, omar = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.PAUSE_FOR_THEM))
    await town.do(manager.submit())
    assert "*Paused until Monday 30 March.*" in said(manager.modal)
    await town.let_pass(SOON)
    assert told(nia, "has paused your mentorship")
    await town.do(omar.click(told(omar, "has paused your mentorship"), Action.RESUME))
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_a_day_too_far_ahead_is_said_beside_the_field_and_nothing_is_lost(town):
    manager, nia, _ = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.PAUSE_FOR_THEM))
    await manager.choose(manager.modal, "pause_date", "2026-09-01")
    reply = await town.do(manager.submit())
    assert "within eight weeks" in str(reply.body)
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_an_end_is_asked_about_first_and_told_kindly_to_both(town):
    manager, nia, omar = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.END_KINDLY))
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE
    await town.do(manager.submit())
    assert "Status: ended" in said(manager.modal)
    await town.let_pass(SOON)
    for one in (nia, omar):
        assert manager.person.id not in said(told(one, "This is normal and says nothing about you"))


async def test_what_came_between_is_said_and_the_form_stays(town):
    """She ended it herself while the manager's form was open."""
    manager, nia, _ = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.END_KINDLY))
    mentorship = await town.mentorship(nia)
    async with town.deps.db.transaction() as repos:
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.ENDED))
    reply = await town.do(manager.submit())
    assert "was first: it has ended" in str(reply.body)


async def test_the_way_back_leads_to_the_list_that_led_here(town):
    manager, nia, _ = await on_its_page(town)
    await town.do(manager.click(manager.modal, Action.GET_IN_TOUCH))
    await town.do(manager.click(manager.modal, Action.MENTORSHIP))
    assert "Status: " in said(manager.modal)
    await town.do(manager.click(manager.modal, Action.PEOPLE_PAGE))
    assert "People you can do something for come first" in said(manager.modal)
    assert nia.person.id in said(manager.modal)


async def test_a_program_that_is_closing_offers_no_new_match(town):
    manager, nia, _ = await on_its_page(town)
    mentorship = await town.mentorship(nia)
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, mentorship.program_id)
        await repos.programs.save(replace(program, state=ProgramState.CLOSING))
    await town.do(manager.click(manager.modal, Action.OFFER_MATCH))
    assert "makes no new matches any more" in said(manager.modal)


async def test_a_manager_of_two_sees_that_the_other_has_it_and_home_lets_it_be(town):
    manager, ann = town.person("Mona Manager", is_admin=True), town.person("Ann Other")
    program_id = await town.new_program(manager)
    now = town.sandbox.clock.now()
    async with town.deps.db.transaction() as repos:
        await add_quiet_pairs(repos, workspace_id=town.workspace_id, program_id=program_id, count=1, now=now)
        program = await repos.programs.get(town.workspace_id, program_id)
        both = (*program.managers, ann.person.id)
        await repos.programs.save(replace(program, managers=both))
    for one in (manager, ann):
        await town.do(one.open_home())
        assert "UMENTEE000" in said(one.home)
        await town.do(one.click(one.home, Action.NEEDING_SUPPORT))
        await town.do(one.click(one.modal, Action.MENTORSHIP))
    await town.do(ann.click(ann.modal, Action.SUPPORT_TAKE))
    assert "You have this in hand" in said(ann.modal)
    await town.do(manager.click(manager.modal, Action.SUPPORT_TAKE))
    assert f"<@{ann.person.id}> was first and has it." in said(manager.modal)
    await town.do(manager.open_home())
    assert "UMENTEE000" not in said(manager.home)
    await town.do(ann.open_home())
    assert "UMENTEE000" in said(ann.home)
