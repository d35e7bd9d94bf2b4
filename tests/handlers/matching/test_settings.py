"""How a program matches: settings kept in words, weights tried with a preview and saved."""

import pytest

from bot.domain.matching.choices import IfNoAnswer, MatchedBy
from bot.matching.criteria import all_criteria
from bot.views.ids import Action
from bot.views.matching.settings import weight_block


@pytest.fixture
async def manager(town):
    """Of a program in which two mentees wait, and one mentor would suit each for another reason."""
    manager = town.person("Mona", is_admin=True)
    await town.new_program(manager)
    await town.join(town.person("Nia"), wanted=("leadership",))
    await town.join(town.person("Omar"), role="mentor", wanted=(), offered=("leadership",), capacity="1")
    lea = {"role": "mentor", "wanted": (), "offered": ("conflict",), "capacity": "1"}
    await town.join(town.person("Lea"), **lea, department="theatres")
    return manager


async def settings(town, manager):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    await town.do(manager.click(manager.modal, Action.MATCH_SETTINGS))


async def weigh(town, manager, **weights):
    for key, weight in weights.items():
        await town.do(manager.choose(manager.modal, Action.WEIGHT, str(weight), block_id=weight_block(key)))


def shown(manager):
    return str(manager.modal.blocks)


async def program(town):
    [found] = await town.programs()
    return found


async def test_settings_are_kept_as_a_version(town, manager):
    await settings(town, manager)
    await manager.choose(manager.modal, "matched_by", MatchedBy.CHOSEN)
    await manager.choose(manager.modal, "mentors_confirm", "yes")
    await manager.choose(manager.modal, "answer_days", "9")
    await manager.choose(manager.modal, "silence", IfNoAnswer.NEXT)
    before = await program(town)
    await town.do(manager.submit())
    plan = (await program(town)).plan
    assert (plan.matched_by, plan.mentors_confirm, plan.answer_days, plan.silence) == (
        MatchedBy.CHOSEN,
        True,
        9,
        IfNoAnswer.NEXT,
    )
    assert (await program(town)).version == before.version + 1


async def test_every_criterion_can_be_weighed_by_its_label(town, manager):
    await settings(town, manager)
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    listed = {block["block_id"]: block["label"]["text"] for block in manager.modal.blocks if "label" in block}
    assert listed == {weight_block(key): one.label for key, one in all_criteria().items()}


async def test_each_choice_shows_what_it_would_change(town, manager):
    await settings(town, manager)
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    await weigh(town, manager, goals=0)
    assert "No one would have a new match" in shown(manager) or "would have" in shown(manager)
    await weigh(town, manager, department_distance=50)
    nia, omar, lea = (f"<@{town.person(name).person.id}>" for name in ("Nia", "Omar", "Lea"))
    assert f"{nia} with {lea}, instead of {omar}" in shown(manager)
    assert (await program(town)).plan.weights == {}


async def test_saved_weights_count_in_the_next_proposal(town, manager):
    await settings(town, manager)
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    await weigh(town, manager, goals=0, department_distance=50)
    await town.do(manager.submit())
    weights = (await program(town)).plan.weights
    assert weights["department_distance"] == 50
    assert "goals" not in weights
    await manager.close(everything=True)
    await town.do(manager.command("/mentoring", "match"))
    nia, lea = (f"<@{town.person(name).person.id}>" for name in ("Nia", "Lea"))
    assert any(nia in str(row) and lea in str(row) for row in manager.modal.blocks)


async def test_the_templates_weights_come_back_with_one_tap(town, manager):
    await settings(town, manager)
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    await weigh(town, manager, goals=0)
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    await town.do(manager.click(manager.modal, Action.WEIGHTS_USUAL))
    await town.do(manager.submit())
    assert (await program(town)).plan.weights == {}


async def test_at_least_one_has_to_count(town, manager):
    await settings(town, manager)
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    template = town.deps.content.programs["nurse_leadership"]
    await weigh(town, manager, **dict.fromkeys(template.weights, 0))
    assert "At least one has to count." in shown(manager)
    await town.do(manager.submit())
    assert "At least one has to count." in manager.modal_errors.values()
    assert (await program(town)).plan.weights == {}
