"""Guests, people of elsewhere, apps and leavers: asked about before they get a part in a program."""

import json

import pytest

from bot.domain.directory import DirectoryEntry
from bot.handlers.members import AS_A_GUEST
from bot.sandbox.workspace import SLACKBOT
from bot.slack.remembered import KNOWN_FOR
from bot.views.home.elsewhere import ELSEWHERE
from bot.views.ids import Action
from tests.town import small_town

GUESTS = {"guest": {"is_restricted": True}, "guest of a channel": {"is_ultra_restricted": True}}


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


@pytest.fixture
def others(town):
    """Whoever can't take part, with how they are called in a sentence about them."""
    teams = town.sandbox.workspace.teams
    partner, sibling = teams.add("A Charity", is_partner=True), teams.add("Other Hospital")
    people = {
        "a guest": town.person("Gus", **GUESTS["guest"]),
        "a guest of one channel": town.person("Uma", **GUESTS["guest of a channel"]),
        "a partner": town.person("Pat", team=partner.id),
        "a stranger": town.person("Sam", team=partner.id, is_stranger=True),
        "a colleague of elsewhere": town.person("Cora", team=sibling.id),
        "somebody who left": town.person("Lea", deleted=True),
        "an app": town.person("Reminder", is_bot=True),
    }
    return {name: actor.person.id for name, actor in people.items()} | {"Slackbot": SLACKBOT}


WORDS = {
    "a guest": "a guest",
    "a guest of one channel": "a guest",
    "a partner": "someone from another workspace",
    "a stranger": "someone from another workspace",
    "a colleague of elsewhere": "someone from another workspace",
    "somebody who left": "someone whose Slack account is switched off",
    "an app": "an app",
    "Slackbot": "an app",
}


@pytest.mark.parametrize("about", GUESTS.values(), ids=GUESTS)
async def test_a_guest_is_told_kindly_that_programs_are_for_members(town, manager, about):
    gus = town.person("Gus Guest", **about)
    await town.do(gus.command("/mentor", "join"))
    assert AS_A_GUEST in str(gus.modal.blocks)
    assert await town.enrolment(gus) is None


async def test_who_becomes_a_guest_while_the_form_is_open_does_not_get_in(town, manager):
    """The place is made with the last page; what was typed stays beneath the answer."""
    nia = town.person("Nia Nurse")
    await town.open_join(nia)
    await town.say_about(nia)
    await town.say_needs(nia)
    await town.do(town.sandbox.change_person(nia.person, is_restricted=True))
    await town.do(nia.submit())
    assert AS_A_GUEST in str(nia.modal.blocks)
    assert await town.enrolment(nia) is None


@pytest.mark.parametrize("is_told_of_it", [True, False])
async def test_a_guest_says_no_staff_number(town, manager, is_told_of_it):
    """The form was opened before, or made up: nobody is asked to confirm a number of theirs."""
    nia = town.person("Nia Nurse")
    async with town.deps.db.transaction() as repos:
        entry = DirectoryEntry(town.workspace_id, "4711", profession="nurse")
        await repos.directory_imports.save_changed([(entry, 0)], number=1)
    await town.open_join(nia)
    await nia.choose(nia.modal, "staff_number", "4711")
    if is_told_of_it:
        await town.do(town.sandbox.change_person(nia.person, is_restricted=True))
    else:
        nia.person.is_restricted = True
        town.sandbox.clock.advance(KNOWN_FOR)
    await town.do(nia.click(nia.modal, Action.JOIN_DIRECTORY))
    assert AS_A_GUEST in str(nia.modal.blocks)
    async with town.deps.db.transaction() as repos:
        assert await repos.staff_claims.list_open(town.workspace_id) == []


async def test_people_of_elsewhere_do_not_get_in_by_a_command_that_names_our_workspace(town, manager, others):
    town.sandbox.workspace.teams.taps_name_home = True
    for name in ("Pat", "Sam", "Cora"):
        actor = town.person(name)
        await town.do(actor.command("/mentor", "join"))
        assert ELSEWHERE in str(actor.modal.blocks)
        assert await town.enrolment(actor) is None


@pytest.mark.parametrize("field", ["managers", "champion"])
async def test_nobody_who_cannot_take_part_is_named_manager_or_champion(town, manager, others, field):
    await town.do(manager.command("/mentoring", "new"))
    await manager.choose(manager.modal, "need", "onboarding")
    await town.do(manager.submit())
    for name, user_id in others.items():
        chosen = [manager.person.id, user_id] if field == "managers" else user_id
        await manager.choose(manager.modal, field, chosen)
        await town.do(manager.submit())
        sentence = f"You chose {WORDS[name]}. Choose members of this workspace."
        # Whom Slack has to be asked about, it is said of above the form, which comes back as it was.
        assert sentence in json.dumps([manager.modal_errors, manager.modal.blocks]), name
        assert manager.modal.callback_id == "program.form"
    await manager.choose(manager.modal, field, [*others.values()] if field == "managers" else None)
    await town.do(manager.submit())
    assert len(await town.programs()) == (1 if field == "managers" else 2)


async def test_who_manages_already_is_not_asked_about_when_the_rest_of_a_page_is_changed(town, manager):
    """They may have left meanwhile: nobody is kept from saving by that."""
    other = town.person("Olga")
    for name, who in (("managers", [manager, other]), ("champion", None)):
        await town.do(manager.open_home())
        await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
        await town.do(manager.click(manager.modal, Action.PROGRAM_EDIT))
        if who:
            await manager.choose(manager.modal, name, [one.person.id for one in who])
        await town.do(manager.submit())
        assert manager.modal.callback_id == "program.times"
        await manager.close(everything=True)
        other.person.deleted = True


async def test_whoever_cannot_take_part_is_never_asked_to_be_a_mentor(town, manager, others):
    await town.do(manager.command("/mentoring", "nominate"))
    await manager.choose(manager.modal, "candidates", list(others.values()))
    await town.do(manager.submit())
    async with town.deps.db.transaction() as repos:
        for user_id in others.values():
            assert await repos.nominations.list_for_person(town.workspace_id, user_id) == []


async def test_nobody_who_cannot_take_part_is_put_together_by_hand(town, manager):
    """Somebody may have become a guest, or left, since they joined."""
    nia, omar = town.person("Nia Nurse"), town.person("Omar Mentor")
    await town.join(nia)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.do(town.sandbox.change_person(nia.person, is_ultra_restricted=True))
    await town.do(town.sandbox.change_person(omar.person, deleted=True))
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", nia.person.id)
    await manager.choose(manager.modal, "mentor", omar.person.id)
    await town.do(manager.submit())
    assert manager.modal_errors == {
        "mentee": "You chose a guest. Choose members of this workspace.",
        "mentor": "You chose someone whose Slack account is switched off. Choose members of this workspace.",
    }


async def test_where_guests_may_join_they_are_introduced_like_everybody():
    async with small_town(guests_may_join=True) as town:
        town.sandbox.workspace.guests_are_visible = True
        manager, nia = town.person("Mona Manager", is_admin=True), town.person("Nia", is_restricted=True)
        omar = town.person("Omar Mentor")
        await town.new_program(manager)
        await town.fill_in(nia)
        await town.fill_in(omar, role="mentor", wanted=(), offered=("leadership",))
        await town.match(manager)
        await town.tick()
        assert (await town.mentorship(nia)).channel_id
