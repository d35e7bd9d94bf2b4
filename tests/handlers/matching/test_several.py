"""Several pairs of a proposal at once: folded where they look good, ticked, kept, dropped, approved."""

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.sandbox.elements import walk
from bot.views.ids import Action, Field
from tests.statements import counted

PAIRS = 9


@pytest.fixture
async def manager(town):
    """Looks at nine pairs, all of which suit each other well."""
    manager = town.person("Mona", is_admin=True)
    await town.new_program(manager)
    for number in range(PAIRS):
        await town.join(town.person(f"Mentee {number}"))
        mentor = town.person(f"Mentor {number}")
        await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), capacity="1")
    await town.do(manager.command("/mentoring", "match"))
    return manager


def shown(manager):
    return str(manager.modal.blocks)


def rows(manager):
    return [one for one in manager.modal.blocks if one.get("block_id", "").startswith("pair:")]


async def tick(town, manager, count, do):
    """The first pairs of each field, up to so many."""
    await town.do(manager.click(manager.modal, Action.SEVERAL))
    for field in [one for one in walk(manager.modal.blocks) if one.kind == "checkboxes"]:
        values = [one["value"] for one in field.element["options"]][:count]
        count -= len(values)
        await manager.choose(manager.modal, field.action_id, values)
    await manager.choose(manager.modal, Field.DO, do)
    await town.do(manager.submit())


async def states(town):
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        found = await repos.mentorships.list_for_program(town.workspace_id, program.id)
    return found


async def test_pairs_that_look_good_are_folded_and_one_tap_shows_them(town, manager):
    assert len(rows(manager)) == 5
    assert "4 more look good." in shown(manager)
    await town.do(manager.click(manager.modal, Action.PAGE))
    assert len(rows(manager)) == PAIRS
    await town.do(manager.click(manager.modal, Action.LOCK, block_id=rows(manager)[0]["block_id"]))
    assert len(rows(manager)) == PAIRS


async def test_what_fills_a_last_place_is_said_once_for_many(town, manager):
    assert shown(manager).count("last place") == 1
    assert "9 of these pairs take their mentor's last place." in shown(manager)


async def test_a_pair_has_no_more_than_one_control(town, manager):
    await town.do(manager.click(manager.modal, Action.PAGE))
    assert {row["accessory"]["type"] for row in rows(manager)} == {"overflow"}


async def test_several_are_kept(town, manager):
    await tick(town, manager, 3, "keep")
    assert sum(one.locked for one in await states(town)) == 3


async def test_several_are_dropped_and_put_back(town, manager):
    await tick(town, manager, 3, "drop")
    assert "*Dropped.*" in shown(manager)
    dropped = [one for one in await states(town) if one.state is MentorshipState.DROPPED]
    assert len(dropped) == 3
    await town.do(manager.click(manager.modal, Action.UNDROP))
    assert {one.state for one in await states(town)} == {MentorshipState.PROPOSED}


async def test_several_are_approved_after_a_question_and_the_rest_stays(town, manager):
    await tick(town, manager, 2, "approve")
    assert "This writes to 4 people, each when they are next off shift." in shown(manager)
    assert {one.state for one in await states(town)} == {MentorshipState.PROPOSED}
    await town.do(manager.submit())
    assert "2 introductions will go out" in shown(manager)
    await town.tick()
    await town.do(manager.click(manager.modal, Action.PAGE))
    assert "7 of 7 mentees matched" in shown(manager)
    heard = [one for one in town.actors.values() if one.inbox()]
    assert len(heard) == 4


async def test_the_program_is_read_once_while_it_is_locked(town, manager):
    await tick(town, manager, 2, "approve")
    with counted(town.deps.db) as ran:
        await town.do(manager.submit())
    locked = next(
        index for index, one in enumerate(ran) if one.startswith("SELECT program.id \nFROM program")
    )
    assert sum("FROM program LEFT OUTER JOIN program_manager" in one for one in ran[locked:]) == 1


async def test_who_is_still_in_the_review_is_not_told_that_they_wait(town, manager):
    await tick(town, manager, 2, "approve")
    await town.do(manager.submit())
    await town.tick()
    assert not [one for one in town.actors.values() if "no match for you" in str(one.messages(one.dm))]


async def test_pairs_that_have_changed_meanwhile_are_not_approved(town, manager):
    await tick(town, manager, 2, "approve")
    gone = await states(town)
    async with town.deps.db.transaction() as repos:
        await repos.mentorships.delete(town.workspace_id, [one.id for one in gone])
    await town.do(manager.submit())
    assert "waiting for approval any more" in shown(manager)


async def test_ticking_nothing_is_said_beside_the_question(town, manager):
    await tick(town, manager, 0, "keep")
    assert manager.modal_errors == {Field.DO: "Tick at least one pair, and choose what to do."}
