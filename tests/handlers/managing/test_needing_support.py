"""All pairs that may need support, opened from Home and turned page by page."""

from dataclasses import replace

from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.sandbox.elements import walk
from bot.views.ids import Action
from bot.views.managing.needing_support import PAGE_SIZE
from bot.views.programs.managed import NEEDING_SUPPORT_SHOWN
from tests.situations.silent_pairs import add_quiet_pairs


async def program_needing_support(town, count):
    """A manager with so many pairs that may need support, who has opened Home."""
    manager = town.person("Mona Manager", is_admin=True)
    program_id = await town.new_program(manager)
    async with town.deps.db.transaction() as repos:
        await add_quiet_pairs(
            repos,
            workspace_id=town.workspace_id,
            program_id=program_id,
            count=count,
            now=town.sandbox.clock.now(),
        )
    await town.do(manager.open_home())
    return manager


def named(view):
    """How many mentees a view names."""
    return str(view.blocks).count("<@UMENTEE")


async def test_a_few_pairs_need_no_pages(town):
    manager = await program_needing_support(town, NEEDING_SUPPORT_SHOWN)
    assert named(manager.home) == NEEDING_SUPPORT_SHOWN
    assert "• and more" not in str(manager.home.blocks)


async def test_each_pair_has_a_way_to_help_and_nothing_is_sent_by_it(town):
    manager = await program_needing_support(town, 2)
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    pages = [one.element["value"] for one in walk(manager.modal.blocks) if one.action_id == Action.MENTORSHIP]
    assert len(pages) == 2
    await town.do(manager.click(manager.modal, Action.MENTORSHIP, value=pages[0]))
    assert named(manager.modal) == 1
    await town.do(manager.click(manager.modal, Action.GET_IN_TOUCH))
    assert named(manager.modal) == 1
    assert "A message to start from" in str(manager.modal.blocks)
    await town.tick()
    assert town.sandbox.calls("chat.postMessage") == []


async def test_who_does_better_by_now_needs_nobody_and_the_list_says_so(town):
    manager = await program_needing_support(town, 1)
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        [pair] = await repos.mentorships.list_for_program(town.workspace_id, program.id, CURRENT)
        await repos.mentorships.save(replace(pair, state=MentorshipState.PAUSED))
    await town.do(manager.click(manager.modal, Action.MENTORSHIP))
    assert "Status: paused" in str(manager.modal.blocks)
    assert Action.SUPPORT_TAKE not in str(manager.modal.blocks)
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    assert named(manager.modal) == 0


async def test_home_names_the_first_and_leads_to_all(town):
    manager = await program_needing_support(town, PAGE_SIZE + 2)
    assert named(manager.home) == NEEDING_SUPPORT_SHOWN
    assert "• and more" in str(manager.home.blocks)
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    assert named(manager.modal) == PAGE_SIZE
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    assert named(manager.modal) == 2
    assert "<@UMENTEE026>" in str(manager.modal.blocks)
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    assert "Page 1 of 2" in str(manager.modal.blocks)


async def test_a_stranger_with_the_button_sees_no_name(town):
    manager, nia = await program_needing_support(town, PAGE_SIZE + 2), town.person("Nia Nurse")
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    await town.do(nia.open_home())
    nia.home.blocks[:] = manager.home.blocks
    await town.do(nia.click(nia.home, Action.NEEDING_SUPPORT))
    assert "Only a manager of" in str(nia.modal.blocks)
    for action in (Action.NEEDING_SUPPORT_PAGE, Action.MENTORSHIP):
        nia.modal.blocks[:] = manager.modal.blocks
        value = next(one.element["value"] for one in walk(nia.modal.blocks) if one.action_id == action)
        await town.do(nia.click(nia.modal, action, value=value))
        assert "Only a manager of" in str(nia.modal.blocks)
        assert named(nia.modal) == 0
