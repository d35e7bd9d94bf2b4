"""Starting a program: who may, what is refused and why, and that a draft keeps everything typed."""

import pytest

from bot.views.ids import Action


@pytest.fixture
def manager(town):
    return town.person("Mona Manager", is_admin=True)


async def to_the_form(town, manager):
    await town.do(manager.command("/mentoring", "new"))
    await manager.choose(manager.modal, "need", "nurse_leadership")
    await town.do(manager.submit())


async def test_somebody_who_manages_nothing_is_told_whom_to_ask(town):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentoring", "new"))
    assert "workspace admin" in str(nia.modal.blocks)
    assert await town.programs() == []


async def test_a_need_opens_its_template_filled_in(town, manager):
    await to_the_form(town, manager)
    template = town.deps.content.programs["nurse_leadership"]
    state = manager.state_of(manager.modal)
    assert state["name"]["name"]["value"] == template.name
    assert state["length_weeks"]["length_weeks"]["value"] == str(template.length_weeks)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "   ", "Give the program a name"),
        ("length_weeks", "six", "whole number of weeks"),
        ("length_weeks", "3", "from 4 to 104"),
        ("starts_on", "2001-01-01", "Choose the day"),
        ("sites", "x" * 80, "up to 75 characters"),
    ],
)
async def test_a_wrong_field_is_explained_beside_it_and_nothing_is_saved(town, manager, field, value, words):
    await to_the_form(town, manager)
    await manager.choose(manager.modal, "channel", town.channel.id)
    await manager.choose(manager.modal, field, value)
    await town.do(manager.submit())
    assert words in manager.modal_errors[field]
    assert await town.programs() == []


async def test_launch_is_refused_with_the_list_until_every_signpost_is_filled(town, manager):
    await town.new_program(manager, signposts=False)
    [program] = await town.programs()
    assert program.state == "draft"
    await town.do(manager.open_home())
    assert "10 signposts left" in str(manager.home.blocks)
    await town.do(manager.click(manager.home, Action.SIGNPOSTS))
    await manager.choose(manager.modal, "crisis_line", "Call 1")
    await town.do(manager.submit())
    left = str(manager.modal.blocks)
    assert "Crisis line" not in left
    assert "Speaking up" in left


async def test_signposts_serve_the_next_program_too(town, manager):
    await town.new_program(manager)
    await to_the_form(town, manager)
    await manager.choose(manager.modal, "channel", town.channel.id)
    await town.do(manager.submit())
    assert manager.modal.title["text"] == "Ready to open"


async def test_a_named_manager_may_start_programs_as_well(town, manager):
    await to_the_form(town, manager)
    colleague = town.person("Cleo Colleague")
    await manager.choose(manager.modal, "channel", town.channel.id)
    await manager.choose(manager.modal, "managers", [manager.person.id, colleague.person.id])
    await town.do(manager.submit())
    await town.do(colleague.command("/mentoring", "new"))
    assert "What do you need?" in str(colleague.modal.blocks)


@pytest.mark.parametrize("template", ["specialist_resident", "onboarding", "peer_circle", "coaching_sprint"])
async def test_every_template_opens(town, manager, template):
    await town.new_program(manager, template=template)
    [program] = await town.programs()
    assert (program.template_id, program.state) == (template, "enrolling")
